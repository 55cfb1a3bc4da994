"""What the rooms above may ask: where a seller has to act."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from orders.aftercare import queries, services
from orders.aftercare.enums import CaseKind
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.aftercare import case_of, delivered
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def test_where_a_seller_has_to_act() -> None:
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    asked = case_of(delivered(seller=seller))
    granted = case_of(delivered(seller=seller), CaseKind.WITHDRAWAL)
    case_of()  # somebody else's
    assert list(queries.waiting_for_seller(seller)) == [asked]
    services.send_back(case=granted, by=granted.order.buyer, carrier="By hand", tracking="1")
    assert list(queries.waiting_for_seller(seller)) == [asked, granted]
    assert set(queries.waiting_for(owner)) == {asked, granted}
    assert list(queries.waiting_for(asked.order.buyer)) == []


def test_who_may_know_of_a_case() -> None:
    owner = UserFactory()
    case = case_of(delivered(seller=SellerFactory(owner=owner)))
    for person in (case.order.buyer, owner, AdminFactory()):
        assert list(queries.visible_to(person)) == [case]
    for person in (UserFactory(), AnonymousUser(), UserFactory(is_active=False)):
        assert list(queries.visible_to(person)) == []
