"""Two owners press the button at the same moment: one membership, one order that lives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from orders.memberships import services
from orders.memberships.enums import TermState
from orders.memberships.exceptions import AlreadyMember
from orders.memberships.models import Membership, MembershipPeriod
from orders.models import Order
from tests.concurrency.threads import together
from tests.factories.accounts import UserFactory
from tests.factories.memberships import gallery_of, membership_of, pay, price_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clicks_are_one_membership() -> None:
    owner = UserFactory()
    gallery, price = gallery_of(owner), price_of()
    results = together([lambda: services.join(by=owner, price=price, seller=gallery)] * 2)
    assert len(results) == 2
    assert Membership.objects.count() == 1
    order = Order.objects.get()
    assert order in results
    assert all(one == order or isinstance(one, AlreadyMember) for one in results)


def test_two_handlers_start_one_stretch_once() -> None:
    membership = membership_of(paid=False)
    order = pay(membership.periods.get().order)
    MembershipPeriod.objects.update(state=TermState.OPEN, starts_on=None, ends_on=None)
    results = together([lambda: services.start(order=order)] * 2)
    assert sorted(map(bool, results)) == [False, True]
    assert MembershipPeriod.objects.get().state == TermState.PAID


def test_two_sweeps_offer_one_renewal() -> None:
    membership = membership_of(at=clock.now() - timedelta(days=26))
    now = clock.now()
    results = together([lambda: services.renew(membership.pk, now=now)] * 2)
    assert sorted(map(bool, results)) == [False, True]
    assert membership.periods.filter(state=TermState.OPEN).count() == 1
