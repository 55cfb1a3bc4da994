"""Real commits, real threads: one hand-over, one shipment, one usual address; and the race shown without the lock."""

from __future__ import annotations

import threading

import pytest

from orders.delivery import locks, services
from orders.delivery.models import Address, Shipment, TrackingEvent
from orders.models import Order
from tests.concurrency.threads import together
from tests.factories.accounts import UserFactory
from tests.factories.delivery import SAUDI, member_of, order_to_send, shipment_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def two_members(order: Order) -> list[object]:
    second = UserFactory()
    order.seller.memberships.create(user=second)
    return list(order.seller.members.order_by("pk"))


def test_two_members_hand_over_at_once_and_one_number_stands() -> None:
    order = order_to_send()
    shipment = shipment_of(order)
    one, other = two_members(order)
    numbers = ["290012345678", "290012345679"]
    results = together(
        [
            lambda: services.hand_over(shipment=shipment, by=one, tracking_number=numbers[0]),
            lambda: services.hand_over(shipment=shipment, by=other, tracking_number=numbers[1]),
        ]
    )
    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["NotMovable", "Shipment"]
    won = next(result for result in results if isinstance(result, Shipment))
    shipment.refresh_from_db()
    order.refresh_from_db()
    assert (shipment.tracking_number, order.state) == (won.tracking_number, "shipped")
    assert TrackingEvent.objects.filter(code="handed_over").count() == 1


def test_without_the_lock_both_hand_over_and_the_buyer_is_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: each has read the parcel as ready before the other writes."""
    shipment = shipment_of()
    seller = member_of(shipment.order)
    gate = threading.Barrier(2)

    def unlocked(pk: int) -> Shipment:
        found = Shipment.objects.select_related("order").get(pk=pk)
        gate.wait(timeout=10)
        return found

    monkeypatch.setattr(locks, "shipment", unlocked)
    together(
        [
            lambda: services.hand_over(shipment=shipment, by=seller, tracking_number="290012345678"),
            lambda: services.hand_over(shipment=shipment, by=seller, tracking_number="290012345679"),
        ]
    )
    assert TrackingEvent.objects.filter(code="handed_over").count() == 2


def test_two_members_prepare_at_once_and_the_second_is_told_kindly() -> None:
    order = order_to_send()
    one, other = two_members(order)
    results = together(
        [
            lambda: services.prepare_shipment(order=order, by=one, carrier="smsa"),
            lambda: services.prepare_shipment(order=order, by=other, carrier="dhl"),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Shipment", "ShippedAlready"]
    assert Shipment.objects.count() == 1


def test_delivered_by_the_seller_and_confirmed_by_the_buyer_at_once_is_one_delivery() -> None:
    shipment = shipment_of()
    seller = member_of(shipment.order)
    services.hand_over(shipment=shipment, by=seller)
    together(
        [
            lambda: services.mark_delivered(shipment=shipment, by=seller, receiver="سارة"),
            lambda: services.confirm_receipt(shipment=shipment, by=shipment.order.buyer),
        ]
    )
    shipment.order.refresh_from_db()
    assert (shipment.order.state, TrackingEvent.objects.filter(code="delivered").count()) == ("delivered", 1)


def test_many_windows_never_overfill_the_book_nor_make_two_usual_addresses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("orders.delivery.services.addresses.LIMIT", 3)
    user = UserFactory()
    results = together([lambda: services.save_address(user=user, values=SAUDI, is_default=True)] * 5)
    assert [type(result).__name__ for result in results].count("AddressBookFull") == 2
    assert Address.objects.filter(user=user).count() == 3
    assert Address.objects.filter(user=user, is_default=True).count() == 1
