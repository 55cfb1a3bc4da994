"""Yes, no, and the word of a third; and that only the right side says it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from core import clock
from orders import ledger_check, signals
from orders.aftercare import services
from orders.aftercare.enums import CaseKind, CaseState, RefusalReason, ReturnCost
from orders.aftercare.exceptions import AmountOutside, MovedOn, NotYours, WordsMissing
from orders.aftercare.models import Case, CaseEntry
from orders.enums import RefundReason
from orders.models import Refund
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.aftercare import bought, case_of, delivered, two_works
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


class Sale:
    """A delivered order with a person on each side."""

    def __init__(self, **given: Any) -> None:
        make = given.pop("make", delivered)
        self.seller, self.staff = UserFactory(), AdminFactory()
        self.order = make(seller=SellerFactory(owner=self.seller), **given)
        self.buyer = self.order.buyer

    def case(self, kind: CaseKind = CaseKind.FAULTY, **given: Any) -> Case:
        return case_of(self.order, kind, **given)

    def state(self) -> str:
        self.order.refresh_from_db()
        return str(self.order.state)


def test_approved_means_send_it_back_first() -> None:
    sale = Sale()
    case = services.approve(case=sale.case(), by=sale.seller, note="We are sorry.")
    assert (case.state, case.waits_for, case.agreed) == ("approved", "buyer", None)
    assert (Refund.objects.count(), sale.state()) == (0, "disputed")


def test_a_seller_may_pay_back_without_the_work() -> None:
    sale = Sale()
    case = services.approve(case=sale.case(), by=sale.seller, goods_back=False, restock=True)
    refund = Refund.objects.get()
    assert (case.state, case.agreed, case.return_cost) == ("refunded", 185_000, "nobody")
    # The buyer keeps it, so nobody else can buy it.
    assert (refund.amount, refund.reason, refund.restock) == (185_000, RefundReason.FAULTY, False)
    assert sale.state() == "refunded"
    assert ledger_check.problems() == []


def test_a_cancellation_agreed_pays_back_and_sets_the_work_free(run_outbox: Any) -> None:
    heard: list[Any] = []

    def listen(sender: Any, **given: Any) -> None:
        heard.append(given["sources"])

    signals.goods_returned.connect(listen)
    try:
        sale = Sale(make=bought, source="artwork:77")
        case = services.approve(case=sale.case(CaseKind.CANCEL), by=sale.seller, restock=True)
        run_outbox()
    finally:
        signals.goods_returned.disconnect(listen)
    assert (case.state, sale.state(), heard) == ("refunded", "refunded", [["artwork:77"]])


def test_a_refusal_says_why_and_waits_for_the_buyer() -> None:
    sale = Sale()
    case = sale.case()
    with pytest.raises(WordsMissing):
        services.refuse(case=case, by=sale.seller, reason=RefusalReason.AS_DESCRIBED, note=" ")
    case = services.refuse(case=case, by=sale.seller, reason=RefusalReason.AS_DESCRIBED, note="It is whole.")
    assert (case.state, case.refusal, case.waits_for) == ("refused", "as_described", "buyer")
    assert sale.state() == "disputed"


def test_a_refusal_accepted_closes_the_case_and_frees_the_money() -> None:
    sale = Sale()
    case = services.refuse(case=sale.case(), by=sale.seller, reason=RefusalReason.OTHER, note="No.")
    case = services.accept(case=case, by=sale.buyer)
    assert (case.state, case.due_at, case.holds_order) == ("closed", None, False)
    assert (sale.state(), Refund.objects.count()) == ("delivered", 0)
    assert not case.lines.filter(open=True).exists()


def test_a_refusal_not_accepted_goes_to_staff() -> None:
    sale = Sale()
    case = services.refuse(case=sale.case(), by=sale.seller, reason=RefusalReason.OTHER, note="No.")
    case = services.escalate(case=case, by=sale.buyer, note="Look at the photos.")
    assert (case.state, case.waits_for, sale.state()) == ("escalated", "staff", "disputed")


def test_the_buyer_takes_it_back() -> None:
    sale = Sale()
    case = services.take_back(case=sale.case(), by=sale.buyer)
    assert (case.state, sale.state()) == ("withdrawn", "delivered")


def test_staff_give_a_part_at_once() -> None:
    sale = Sale(lines=two_works())
    case = services.escalate(case=sale.case(), by=sale.staff, note="Both sides are stuck.")
    case = services.decide(case=case, by=sale.staff, amount=100_000, note="Half each.", restock=False)
    refund = Refund.objects.get()
    assert (case.state, case.agreed, case.decided_by) == ("refunded_in_part", 100_000, sale.staff)
    assert sum(row.gross for row in refund.lines.all()) == refund.amount == 100_000
    assert [row.gross for row in refund.lines.order_by("line__position")] == [66_787, 33_213]
    assert (sale.state(), sale.order.refunded) == ("delivered", 100_000)
    assert ledger_check.problems() == []


def test_staff_let_the_work_come_back_first() -> None:
    sale = Sale()
    case = services.escalate(case=sale.case(), by=sale.staff, note="Unclear.")
    case = services.decide(
        case=case,
        by=sale.staff,
        amount=150_000,
        note="With what the frame cost taken off.",
        goods_back=True,
        return_cost=ReturnCost.SELLER,
    )
    assert (case.state, case.return_cost, Refund.objects.count()) == ("decided", "seller", 0)
    case = services.send_back(case=case, by=sale.buyer, carrier="SMSA", tracking="2900112")
    case = services.receive(case=case, by=sale.seller)
    assert (case.state, case.refund.amount) == ("refunded_in_part", 150_000)


def test_staff_say_no() -> None:
    sale = Sale()
    case = services.escalate(case=sale.case(), by=sale.staff, note="Unclear.")
    case = services.decide(case=case, by=sale.staff, amount=0, note="It is as described.", goods_back=True)
    assert (case.state, case.agreed, sale.state()) == ("closed", 0, "delivered")
    assert list(case.entries.values_list("after", flat=True)) == [
        "requested",
        "escalated",
        "decided",
        "closed",
    ]


@pytest.mark.parametrize("amount", [-1, 185_001])
def test_a_decision_stays_within_the_claim(amount: int) -> None:
    sale = Sale()
    case = services.escalate(case=sale.case(), by=sale.staff, note="Unclear.")
    with pytest.raises(AmountOutside):
        services.decide(case=case, by=sale.staff, amount=amount, note="Because.")
    case.refresh_from_db()
    assert (case.state, case.agreed, Refund.objects.count()) == ("escalated", None, 0)


def test_nobody_judges_their_own_case() -> None:
    """Staff who bought or sell stand on that side."""
    for side in ("buyer", "seller"):
        staff = AdminFactory()
        order = delivered(
            staff if side == "buyer" else UserFactory(),
            seller=SellerFactory(owner=staff if side == "seller" else UserFactory()),
        )
        case = case_of(order)
        services.escalate(case=case, by=AdminFactory(), note="Unclear.")
        with pytest.raises(NotYours):
            services.decide(case=case, by=staff, amount=185_000, note="For me.")
    assert Refund.objects.count() == 0


ACTS: dict[str, Callable[[Case, Any], Any]] = {
    "approve": lambda case, by: services.approve(case=case, by=by),
    "refuse": lambda case, by: services.refuse(case=case, by=by, reason=RefusalReason.OTHER, note="No."),
    "escalate": lambda case, by: services.escalate(case=case, by=by, note="Please."),
    "take_back": lambda case, by: services.take_back(case=case, by=by),
    "accept": lambda case, by: services.accept(case=case, by=by),
    "send_back": lambda case, by: services.send_back(case=case, by=by, carrier="SMSA", tracking="1"),
    "receive": lambda case, by: services.receive(case=case, by=by),
    "inspect": lambda case, by: services.inspect(case=case, by=by),
    "decide": lambda case, by: services.decide(case=case, by=by, amount=1, note="So."),
    "say": lambda case, by: services.say(case=case, by=by, text="Hello"),
}


@pytest.mark.parametrize("verb", ACTS)
def test_an_outsider_does_nothing(verb: str) -> None:
    case = case_of()
    before = CaseEntry.objects.count()
    with pytest.raises(NotYours):
        ACTS[verb](case, UserFactory())
    case.refresh_from_db()
    assert (case.state, CaseEntry.objects.count(), Refund.objects.count()) == ("requested", before, 0)


@pytest.mark.parametrize(
    ("verb", "side"),
    [
        ("approve", "buyer"),
        ("refuse", "buyer"),
        ("receive", "buyer"),
        ("inspect", "buyer"),
        ("decide", "buyer"),
        ("take_back", "seller"),
        ("accept", "seller"),
        ("send_back", "seller"),
        ("decide", "seller"),
        ("approve", "staff"),
        ("accept", "staff"),
    ],
)
def test_a_side_does_not_act_for_the_other(verb: str, side: str) -> None:
    sale = Sale()
    case = sale.case()
    with pytest.raises(NotYours):
        ACTS[verb](case, getattr(sale, side))
    case.refresh_from_db()
    assert (case.state, Refund.objects.count()) == ("requested", 0)


@pytest.mark.parametrize(
    ("verb", "side"),
    [
        ("send_back", "buyer"),
        ("accept", "buyer"),
        ("receive", "seller"),
        ("inspect", "seller"),
        ("decide", "staff"),
    ],
)
def test_a_step_out_of_turn_is_told_that_the_case_stands_elsewhere(verb: str, side: str) -> None:
    sale = Sale()
    case = sale.case()
    with pytest.raises(MovedOn):
        ACTS[verb](case, getattr(sale, side))
    case.refresh_from_db()
    assert case.state == "requested"


def test_two_open_cases_hold_the_order_until_the_last_has_ended() -> None:
    sale = Sale(lines=two_works())
    first, second = sale.order.lines.values_list("pk", flat=True)
    one, two = sale.case(lines=[first]), sale.case(lines=[second])
    services.take_back(case=one, by=sale.buyer)
    assert sale.state() == "disputed"
    services.take_back(case=two, by=sale.buyer)
    assert sale.state() == "delivered"


def test_an_order_paid_back_as_a_whole_ends_its_cases(run_outbox: Any) -> None:
    from orders import services as orders

    sale = Sale()
    case = sale.case()
    orders.refund(order=sale.order, by=None, reason=RefundReason.GOODWILL)
    run_outbox()
    case.refresh_from_db()
    assert (case.state, sale.state()) == ("closed", "refunded")


def test_a_completed_sale_is_held_again_by_a_fault_found_later() -> None:
    from orders import services as orders

    sale = Sale()
    later = clock.now() + timedelta(days=8)
    assert orders.complete_order(order=sale.order, now=later)
    case = sale.case(now=later)
    assert (case.holds_order, sale.state(), sale.order.state_before) == (True, "disputed", "completed")
    services.approve(case=case, by=sale.seller, goods_back=False)
    assert sale.state() == "refunded"
    assert ledger_check.problems() == []


def test_states_know_their_ways() -> None:
    assert CaseState.REFUNDED.next == frozenset()
    assert {state for state in CaseState if not state.next} == {
        state for state in CaseState if not state.open
    }
    assert {state for state in CaseState if state.waits_for is None} == {
        state for state in CaseState if not state.open
    }
