"""Sellers and their people."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from orders import queries, rules, services
from orders.enums import MemberRole, SellerKind
from orders.exceptions import NameMissing, NotManager, SlugTaken
from orders.models import Seller, SellerMember
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def _seller(owner: object, **given: str) -> Seller:
    terms = {"name_ar": "صالة أطلال", "name_en": "Atlal Gallery", **given}
    return services.create_seller(kind=SellerKind.GALLERY, owner=owner, **terms)


def test_a_seller_has_both_names_a_slug_and_an_owner() -> None:
    owner = UserFactory()
    seller = _seller(owner, vat_number="٣١٠٤٤٨٢١١٧٠٠٠٠٣")
    seller.refresh_from_db()
    assert (seller.name_ar, seller.name_en, seller.slug) == ("صالة أطلال", "Atlal Gallery", "atlal-gallery")
    assert seller.vat_number == "310448211700003"
    assert list(seller.memberships.values_list("user", "role")) == [(owner.pk, MemberRole.OWNER)]
    assert list(queries.sellers_of(owner)) == [seller]


def test_a_second_seller_of_the_same_name_gets_another_slug() -> None:
    first, second = _seller(UserFactory()), _seller(UserFactory())
    assert first.slug != second.slug
    assert second.slug.startswith("atlal-gallery-")


def test_an_arabic_name_alone_is_enough_and_no_name_is_not() -> None:
    assert _seller(UserFactory(), name_en="").name_ar == "صالة أطلال"
    with pytest.raises(NameMissing):
        _seller(UserFactory(), name_en=" ", name_ar="\u202e")


def test_a_slug_that_was_asked_for_and_is_taken_is_refused() -> None:
    _seller(UserFactory())
    with pytest.raises(SlugTaken):
        _seller(UserFactory(), slug="atlal-gallery")
    assert Seller.objects.count() == 1


def test_only_owners_add_members() -> None:
    owner, assistant, stranger = UserFactory(), UserFactory(), UserFactory()
    seller = SellerFactory(owner=owner)
    services.add_member(seller=seller, user=assistant, by=owner)
    for person in (assistant, stranger):
        with pytest.raises(NotManager):
            services.add_member(seller=seller, user=stranger, by=person)
    assert set(seller.memberships.values_list("user", "role")) == {
        (owner.pk, "owner"),
        (assistant.pk, "assistant"),
    }


def test_adding_somebody_twice_keeps_their_role() -> None:
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    assert services.add_member(seller=seller, user=owner, role=MemberRole.ASSISTANT).role == MemberRole.OWNER
    assert SellerMember.objects.count() == 1


def test_who_may_manage_a_seller() -> None:
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    answers = [
        rules.may_manage(user, seller) for user in (owner, UserFactory(), AdminFactory(), AnonymousUser())
    ]
    assert answers == [True, False, True, False]


def test_a_verification_is_written_once() -> None:
    seller, admin = SellerFactory(), AdminFactory()
    first = services.verify_seller(seller=seller, by=admin).verified_at
    assert services.verify_seller(seller=seller, by=admin).verified_at == first


def test_a_saudi_vat_number_has_its_shape() -> None:
    with pytest.raises(IntegrityError, match="seller_vat_number_shape"), transaction.atomic():
        SellerFactory(vat_number="12345")
    assert SellerFactory(vat_number="GB123", country="GB").pk


def test_a_seller_without_a_name_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="seller_has_a_name"), transaction.atomic():
        SellerFactory(name_ar="", name_en=None)
