"""The address book: one usual address, a limit, and nobody else's."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from orders.addresses import AddressInvalid, PostalAddress
from orders.delivery import queries, services
from orders.delivery.exceptions import AddressBookFull, AddressUnknown
from orders.delivery.models import Address
from orders.delivery.services.addresses import LIMIT
from tests.factories.accounts import UserFactory
from tests.factories.delivery import KUWAITI, SAUDI, address_of

pytestmark = pytest.mark.django_db


def test_the_first_address_is_the_usual_one_and_a_later_one_may_become_it() -> None:
    user = UserFactory()
    first, second = address_of(user), address_of(user, label="  بيت   الشاطئ ")
    assert [(one.pk, one.is_default) for one in queries.addresses_of(user)] == [
        (first.pk, True),
        (second.pk, False),
    ]
    services.make_default(user=user, address=second)
    assert [(one.pk, one.is_default) for one in queries.addresses_of(user)] == [
        (second.pk, True),
        (first.pk, False),
    ]
    assert second.label == "بيت الشاطئ"


def test_an_address_is_changed_in_place_and_another_country_leaves_nothing_behind() -> None:
    user = UserFactory()
    address = address_of(user)
    services.save_address(user=user, values=KUWAITI, address=address)
    kept = Address.objects.get()
    assert kept.postal == PostalAddress.from_dict(KUWAITI)
    assert (kept.is_default, kept.building, kept.postcode) == (True, "12", "")


def test_a_wrong_address_writes_nothing() -> None:
    with pytest.raises(AddressInvalid):
        address_of(building="447", short="")
    assert Address.objects.count() == 0


def test_the_newest_of_the_others_becomes_the_usual_one() -> None:
    user = UserFactory()
    first, _second, third = address_of(user), address_of(user), address_of(user)
    services.delete_address(user=user, address=first)
    assert list(Address.objects.filter(is_default=True)) == [third]
    assert Address.objects.count() == 2


def test_the_book_has_an_end() -> None:
    user = UserFactory()
    kept = [address_of(user) for _ in range(LIMIT)]
    with pytest.raises(AddressBookFull) as caught:
        address_of(user)
    assert caught.value.params == {"limit": LIMIT}
    services.save_address(user=user, values=KUWAITI, address=kept[3])
    assert Address.objects.count() == LIMIT


def test_somebody_else_s_address_is_not_there() -> None:
    mine, stranger = address_of(label="mine"), UserFactory()
    for work in (services.delete_address, services.make_default):
        with pytest.raises(AddressUnknown):
            work(user=stranger, address=mine)
    with pytest.raises(AddressUnknown):
        services.save_address(user=stranger, values=KUWAITI, address=mine)
    kept = Address.objects.get()
    assert (kept.user, kept.label, kept.postal) == (mine.user, "mine", PostalAddress.from_dict(SAUDI))


def test_the_database_keeps_one_usual_address_and_national_numbers() -> None:
    address = address_of()
    second = address_of(address.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.filter(pk=second.pk).update(is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.filter(pk=second.pk).update(building="447")


def test_it_goes_with_the_account() -> None:
    address = address_of()
    address.user.delete()
    assert Address.objects.count() == 0
