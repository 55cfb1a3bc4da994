"""The work on its way back, what the seller finds, and the money after it."""

from __future__ import annotations

from typing import Any

import pytest

from orders import ledger_check
from orders.aftercare import services
from orders.aftercare.enums import CaseKind
from orders.aftercare.exceptions import AmountOutside, MovedOn, TrackingMissing, WordsMissing
from orders.aftercare.models import Case
from orders.delivery.exceptions import TrackingNumberInvalid
from orders.delivery.models import Shipment
from orders.delivery.services import mark_delivered
from orders.enums import RefundReason
from orders.models import Claim, Order, Refund
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import case_of, delivered
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> object:
    return UserFactory()


@pytest.fixture
def case(owner: object) -> Case:
    """A withdrawal, on its way back."""
    order = delivered(seller=SellerFactory(owner=owner), source="artwork:77")
    approved = case_of(order, CaseKind.WITHDRAWAL)
    return services.send_back(case=approved, by=order.buyer, carrier=" SMSA ", tracking="٢٩٠٠١١٢")


def _state(order: Order) -> tuple[str, int]:
    order.refresh_from_db()
    return str(order.state), order.refunded


def test_the_parcel_is_named(case: Case) -> None:
    told = (case.state, case.tracking_carrier, case.tracking_number, case.waits_for)
    assert told == ("goods_on_the_way", "SMSA", "٢٩٠٠١١٢", "seller")


@pytest.mark.parametrize(("carrier", "tracking"), [("", "1"), ("SMSA", " "), ("\u200f", "1")])
def test_a_parcel_without_a_number_is_none(carrier: str, tracking: str) -> None:
    case = case_of(kind=CaseKind.WITHDRAWAL)
    with pytest.raises(TrackingMissing):
        services.send_back(case=case, by=case.order.buyer, carrier=carrier, tracking=tracking)
    case.refresh_from_db()
    assert (case.state, case.tracking_number) == ("approved", "")


def test_everything_goes_back_and_the_work_is_for_sale_again(case: Case, owner: object) -> None:
    case = services.receive(case=case, by=owner)
    assert case.state == "received"
    case = services.inspect(case=case, by=owner, restock=True)
    refund = Refund.objects.get()
    assert (case.state, case.refund, case.agreed) == ("refunded", refund, 185_000)
    assert (refund.reason, refund.restock) == (RefundReason.WITHDRAWAL, True)
    assert _state(case.order) == ("refunded", 185_000)
    assert not Claim.objects.filter(source="artwork:77").exists()
    assert ledger_check.problems() == []


def test_less_is_offered_with_a_reason_and_waits(case: Case, owner: object) -> None:
    services.receive(case=case, by=owner)
    with pytest.raises(WordsMissing):
        services.inspect(case=case, by=owner, amount=150_000)
    case = services.inspect(case=case, by=owner, amount=150_000, note="There is a scratch.")
    assert (case.state, case.offer_open, case.waits_for) == ("inspected", True, "buyer")
    assert (Refund.objects.count(), _state(case.order)) == (0, ("disputed", 0))
    case = services.accept(case=case, by=case.order.buyer)
    assert (case.state, case.refund.amount) == ("refunded_in_part", 150_000)
    assert _state(case.order) == ("delivered", 150_000)
    assert ledger_check.problems() == []


def test_nothing_offered_and_agreed_closes_the_case(case: Case, owner: object) -> None:
    services.receive(case=case, by=owner)
    services.inspect(case=case, by=owner, amount=0, note="It came back broken.")
    case = services.accept(case=case, by=case.order.buyer)
    assert (case.state, case.agreed, Refund.objects.count()) == ("closed", 0, 0)


@pytest.mark.parametrize("amount", [-1, 185_001])
def test_an_offer_stays_within_the_claim(case: Case, owner: object, amount: int) -> None:
    services.receive(case=case, by=owner)
    with pytest.raises(AmountOutside):
        services.inspect(case=case, by=owner, amount=amount, note="So.")
    case.refresh_from_db()
    assert (case.state, case.agreed) == ("received", None)


def test_a_second_look_is_too_late(case: Case, owner: object) -> None:
    services.receive(case=case, by=owner)
    services.inspect(case=case, by=owner)
    for again in (services.inspect, services.receive):
        with pytest.raises(MovedOn):
            again(case=case, by=owner)
    assert Refund.objects.count() == 1


@pytest.fixture
def followed(owner: object) -> Case:
    """On its way back with a carrier that the room of delivery knows."""
    order = delivered(seller=SellerFactory(owner=owner))
    case = case_of(order, CaseKind.WITHDRAWAL)
    return services.send_back(case=case, by=order.buyer, carrier="smsa", tracking="٢٩٠٠١١٢٣٤٥٦٧")


def test_a_known_carrier_is_followed_by_the_room_of_delivery(followed: Case) -> None:
    row = followed.shipment
    assert row is not None
    assert (row.direction, row.state, row.tracking_number) == ("back", "handed_over", "290011234567")
    assert "290011234567" in followed.tracking_link


def test_a_number_that_the_carrier_never_writes_is_refused() -> None:
    case = case_of(kind=CaseKind.WITHDRAWAL)
    with pytest.raises(TrackingNumberInvalid):
        services.send_back(case=case, by=case.order.buyer, carrier="smsa", tracking="12")
    case.refresh_from_db()
    assert (case.state, Shipment.objects.count()) == ("approved", 0)


def test_the_carriers_word_brings_the_case_on(followed: Case, run_outbox: Any) -> None:
    mark_delivered(shipment=followed.shipment, by=None, receiver="سارة")
    run_outbox()
    followed.refresh_from_db()
    assert (followed.state, followed.waits_for) == ("received", "seller")
    services.arrived(case=followed)
    assert followed.entries.filter(after="received").count() == 1


def test_the_sellers_word_ends_the_shipment(followed: Case, owner: object, run_outbox: Any) -> None:
    case = services.receive(case=followed, by=owner)
    run_outbox()
    case.shipment.refresh_from_db()
    assert (case.state, case.shipment.state) == ("received", "delivered")
    case.refresh_from_db()
    assert case.state == "received"
