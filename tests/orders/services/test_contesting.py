"""A payment contested at the bank: kept back, won or lost, and the messages in any order."""

from __future__ import annotations

from itertools import permutations

import pytest

from orders import ledger_check, queries, services
from orders.enums import EventOutcome, OrderState, RefundReason, RefundState
from orders.exceptions import NotRefundable
from orders.models import Order, Payment, Refund
from orders.providers import Verdict
from tests.factories.accounts import AdminFactory
from tests.factories.orders import paid_order, report_of

pytestmark = pytest.mark.django_db


def _heard(payment: Payment, verdict: Verdict, number: int = 0) -> EventOutcome:
    event = services.settle_payment(report=report_of(payment, verdict, event_id=f"{verdict}{number}"))
    return EventOutcome(event.outcome)


def test_a_contested_payment_is_kept_back_and_nothing_goes_out_twice() -> None:
    order = paid_order()
    payment = order.payments.get()
    assert _heard(payment, Verdict.DISPUTED) == EventOutcome.SETTLED
    assert _heard(payment, Verdict.DISPUTED, 1) == EventOutcome.IGNORED
    assert (queries.contested(order), Order.objects.get().state) == (185_000, OrderState.DISPUTED)
    with pytest.raises(NotRefundable):
        services.refund(order=order, by=AdminFactory(), reason=RefundReason.OTHER)
    assert ledger_check.problems() == []


def test_won_all_is_as_before() -> None:
    order = paid_order()
    payment = order.payments.get()
    _heard(payment, Verdict.DISPUTED)
    assert _heard(payment, Verdict.DISPUTE_WON) == EventOutcome.SETTLED
    assert (queries.contested(order), Order.objects.get().state) == (0, OrderState.PAID)
    assert ledger_check.problems() == []


def test_lost_the_order_is_refunded_out_of_what_was_kept() -> None:
    order = paid_order()
    services.refund(
        order=order, by=AdminFactory(), reason=RefundReason.GOODWILL, amounts={order.lines.get().pk: 5_000}
    )
    services.send_due()
    payment = order.payments.get()
    _heard(payment, Verdict.DISPUTED)
    assert queries.contested(order) == 180_000
    assert _heard(payment, Verdict.DISPUTE_LOST) == EventOutcome.SETTLED
    assert Order.objects.get().state == OrderState.REFUNDED
    refund = Refund.objects.get(reason=RefundReason.DISPUTE)
    assert (refund.amount, refund.state) == (180_000, RefundState.DONE)
    assert services.send_due() == 0
    assert ledger_check.problems() == []


@pytest.mark.parametrize(
    "order_of_messages",
    list(permutations([Verdict.PAID, Verdict.DISPUTED, Verdict.DISPUTE_LOST, Verdict.REFUSED])),
)
def test_messages_in_any_order_leave_sums_that_hold(order_of_messages: tuple[Verdict, ...]) -> None:
    payment = paid_order().payments.get()
    for verdict in order_of_messages:
        _heard(payment, verdict)
    assert ledger_check.problems() == []


def test_a_message_that_was_refused_neither_opens_nor_ends_a_dispute() -> None:
    payment = paid_order().payments.get()
    odd = report_of(payment, Verdict.DISPUTED, event_id="odd", currency="USD")
    assert services.settle_payment(report=odd).outcome == EventOutcome.MISMATCH
    assert _heard(payment, Verdict.DISPUTE_LOST) == EventOutcome.IGNORED
    assert not Refund.objects.exists()
    assert _heard(payment, Verdict.DISPUTED) == EventOutcome.SETTLED
    assert Order.objects.get().state == OrderState.DISPUTED
    assert ledger_check.problems() == []
