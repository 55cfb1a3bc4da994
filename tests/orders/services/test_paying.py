"""Payments: one at a time, silence is not failure, a late word counts, double words count once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core import clock
from orders import ledger_check, services
from orders.enums import EventOutcome, FailureReason, OrderState, PartState, PaymentState, RefundReason
from orders.exceptions import NotAllowed, NotPayable, PaymentUnderWay, SeveralCurrencies, UnknownPayment
from orders.models import LedgerEntry, Order, Payment, PaymentEvent, PaymentPart, Refund
from orders.payments.enums import Scenario
from orders.payments.models import SandboxCharge
from orders.providers import Verdict
from tests.factories.accounts import UserFactory
from tests.factories.orders import order_of, paid_order, payment_of, report_of

pytestmark = pytest.mark.django_db


def _later(**more: int) -> object:
    return clock.now() + timedelta(**more)


def test_paying_makes_the_order_paid_and_books_both_sides() -> None:
    order = paid_order()
    assert (order.state, order.paid_at is not None) == (OrderState.PAID, True)
    booked = LedgerEntry.objects.values_list("account", "amount").order_by("pk")
    assert list(booked) == [
        ("provider", 185_000),
        ("buyer", -185_000),
        ("buyer", 185_000),
        ("held", -157_249),
        ("revenue", -24_131),
        ("vat", -3_620),
    ]
    assert ledger_check.problems() == []


def test_a_double_click_is_one_payment() -> None:
    order = order_of()
    first = services.start_payment(orders=[order], provider="sandbox", by=order.buyer)
    second = services.start_payment(orders=[order], provider="sandbox", by=order.buyer)
    assert first.pk == second.pk
    assert services.open_payment(payment=first) == services.open_payment(payment=second)
    assert (Payment.objects.count(), SandboxCharge.objects.count()) == (1, 1)


def test_only_the_buyer_pays() -> None:
    order = order_of()
    with pytest.raises(NotAllowed):
        services.start_payment(orders=[order], provider="sandbox", by=UserFactory())
    assert not Payment.objects.exists()


@pytest.mark.parametrize("end", ["paid", "cancelled"])
def test_a_closed_order_is_not_payable(end: str) -> None:
    order = paid_order() if end == "paid" else order_of()
    if end == "cancelled":
        services.cancel_order(order=order, by=order.buyer)
    with pytest.raises(NotPayable):
        services.start_payment(orders=[order], provider="sandbox", by=order.buyer)


def test_the_same_event_again_changes_nothing() -> None:
    payment = payment_of(order_of())
    report = report_of(payment)
    first, second = services.settle_payment(report=report), services.settle_payment(report=report)
    assert first.pk == second.pk
    assert (PaymentEvent.objects.count(), LedgerEntry.objects.count()) == (1, 6)


def test_another_event_about_a_settled_payment_is_kept_and_ignored() -> None:
    payment = payment_of(order_of())
    services.settle_payment(report=report_of(payment))
    again = services.settle_payment(report=report_of(payment, event_id="evt_other"))
    refusal = services.settle_payment(report=report_of(payment, Verdict.REFUSED, event_id="evt_late_no"))
    payment.refresh_from_db()
    assert (again.outcome, refusal.outcome) == (EventOutcome.IGNORED, EventOutcome.IGNORED)
    assert payment.state == PaymentState.SUCCEEDED
    assert LedgerEntry.objects.count() == 6


@pytest.mark.parametrize("wrong", [{"amount": 184_999}, {"amount": 185_001}, {"currency": "USD"}])
def test_another_amount_or_currency_is_kept_and_refused(wrong: dict[str, object]) -> None:
    order = order_of()
    payment = payment_of(order)
    event = services.settle_payment(report=report_of(payment, **wrong))
    payment.refresh_from_db()
    order.refresh_from_db()
    assert event.outcome == EventOutcome.MISMATCH
    assert (payment.state, order.state) == (PaymentState.PENDING, OrderState.AWAITING_PAYMENT)
    assert not LedgerEntry.objects.exists()


def test_a_message_about_nothing_we_know_is_refused() -> None:
    payment = payment_of(order_of())
    with pytest.raises(UnknownPayment):
        services.settle_payment(report=report_of(payment, reference="nobody"))
    assert not PaymentEvent.objects.exists()


def test_a_refusal_leaves_the_order_open_for_another_try() -> None:
    order = order_of()
    services.settle_payment(report=report_of(payment_of(order), Verdict.REFUSED))
    order.refresh_from_db()
    failed = order.payments.get()
    assert (failed.state, failed.reason) == (PaymentState.FAILED, FailureReason.REFUSED)
    assert order.state == OrderState.AWAITING_PAYMENT
    assert payment_of(order).pk != failed.pk


def test_a_silent_bank_leaves_the_payment_unknown_never_failed() -> None:
    payment = payment_of(order_of())
    SandboxCharge.objects.update(answer=Scenario.SILENT)
    assert services.check_payment(payment=payment).state == PaymentState.UNKNOWN
    assert services.check_payment(payment=payment).state == PaymentState.UNKNOWN
    services.sweep_silent(now=_later(minutes=29))
    payment.refresh_from_db()
    assert payment.state == PaymentState.UNKNOWN


def test_while_the_bank_is_silent_nothing_else_starts_or_ends() -> None:
    order = order_of()
    payment = payment_of(order)
    services.mark_silent(payment=payment)
    assert services.start_payment(orders=[order], provider="sandbox", by=order.buyer).pk == payment.pk
    with pytest.raises(PaymentUnderWay):
        services.cancel_order(order=order, by=order.buyer)
    assert services.expire_order(order=order, now=_later(days=9)) is False


def test_after_half_an_hour_the_person_may_pay_again() -> None:
    order = order_of()
    payment = payment_of(order)
    SandboxCharge.objects.update(answer=Scenario.SILENT)
    assert services.sweep_silent(now=_later(minutes=31)) == 1
    payment.refresh_from_db()
    assert (payment.state, payment.reason) == (PaymentState.FAILED, FailureReason.TIMEOUT)
    assert services.start_payment(orders=[order], provider="sandbox", by=order.buyer).pk != payment.pk


def test_a_late_success_still_settles_the_order() -> None:
    order = order_of()
    payment = payment_of(order)
    services.give_up(payment=payment, now=_later(minutes=31))
    event = services.settle_payment(report=report_of(payment))
    order.refresh_from_db()
    payment.refresh_from_db()
    assert (event.outcome, order.state) == (EventOutcome.SETTLED, OrderState.PAID)
    assert (payment.state, payment.reason) == (PaymentState.SUCCEEDED, "")
    assert payment.parts.get().state == PartState.STANDS


def test_two_payments_that_both_arrive_one_goes_back() -> None:
    order = order_of()
    first = payment_of(order)
    services.give_up(payment=first, now=_later(minutes=31))
    second = payment_of(order)
    services.settle_payment(report=report_of(second))
    late = services.settle_payment(report=report_of(first))
    assert late.outcome == EventOutcome.SURPLUS
    assert ledger_check.problems() == []
    assert services.send_due() == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (PaymentState.REFUNDED, PaymentState.SUCCEEDED)
    assert [(row.payment, row.amount, row.reason) for row in Refund.objects.all()] == [
        (first, 185_000, RefundReason.SURPLUS)
    ]
    assert ledger_check.problems() == []


def test_money_for_an_expired_order_goes_back() -> None:
    order = order_of()
    payment = payment_of(order)
    services.give_up(payment=payment, now=_later(minutes=31))
    assert services.expire_order(order=order, now=_later(days=3)) is True
    services.settle_payment(report=report_of(payment))
    assert services.send_due() == 1
    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.state, payment.state) == (OrderState.EXPIRED, PaymentState.REFUNDED)
    assert ledger_check.problems() == []


def test_giving_up_early_does_nothing() -> None:
    payment = payment_of(order_of())
    assert services.give_up(payment=payment, now=_later(minutes=29)).state == PaymentState.PENDING


def test_the_database_allows_one_open_payment() -> None:
    order = order_of()
    payment = payment_of(order)
    part = payment.parts.get()
    payment.pk, payment.reference = None, "another"
    payment.save(force_insert=True)
    part.pk, part.payment = None, payment
    with pytest.raises(IntegrityError, match="payment_part_open_once"), transaction.atomic():
        part.save(force_insert=True)


def test_a_payment_keeps_its_amount_and_its_place() -> None:
    payment = payment_of(order_of())
    with pytest.raises(DatabaseError, match="payment_terms_stay"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(amount=1)
    for table, key in (("orders_paymentpart", "payment_id"), ("orders_payment", "id")):
        with (
            pytest.raises(DatabaseError, match="is_kept"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [payment.pk])


def test_kuwaiti_fils_are_paid_to_the_last_one() -> None:
    order = paid_order(currency="KWD", price=1_501)
    booked = LedgerEntry.objects.exclude(account__in=["provider", "buyer"]).order_by("pk")
    assert list(booked.values_list("account", "amount", "currency")) == [
        ("held", -1_276, "KWD"),
        ("revenue", -196, "KWD"),
        ("vat", -29, "KWD"),
    ]
    assert Order.objects.get(pk=order.pk).state == OrderState.PAID


def _two(**more: Any) -> tuple[Order, Order]:
    buyer = UserFactory()
    return order_of(buyer, price=100_000, **more), order_of(buyer, price=50_000, **more)


def _pay(*orders: Order) -> Payment:
    payment = services.start_payment(orders=orders, by=orders[0].buyer, provider="sandbox")
    services.open_payment(payment=payment)
    payment.refresh_from_db()
    return payment


def test_one_payment_pays_orders_of_several_sellers() -> None:
    first, second = _two()
    payment = _pay(first, second)
    assert payment.amount == 150_000
    services.settle_payment(report=report_of(payment))
    assert set(Order.objects.values_list("state", flat=True)) == {"paid"}
    assert ledger_check.problems() == []


def test_the_same_orders_again_are_the_same_payment_and_others_wait() -> None:
    first, second = _two()
    payment = _pay(second, first)
    assert _pay(first, second) == payment
    with pytest.raises(PaymentUnderWay):
        _pay(first)
    assert Payment.objects.count() == 1


def test_orders_in_two_currencies_are_not_paid_at_once() -> None:
    first = order_of(price=1_000)
    second = order_of(first.buyer, price=1_000, currency="KWD")
    with pytest.raises(SeveralCurrencies):
        _pay(first, second)
    assert set(Order.objects.values_list("state", flat=True)) == {"placed"}


def test_one_of_two_orders_ended_meanwhile_only_its_share_goes_back() -> None:
    first, second = _two(due_in=timedelta(hours=1))
    payment = _pay(first, second)
    services.give_up(payment=payment, now=_later(minutes=31))
    services.expire_order(order=second, now=_later(hours=2))
    event = services.settle_payment(report=report_of(payment))
    assert event.outcome == EventOutcome.SURPLUS
    assert services.send_due() == 1
    states = dict(Order.objects.values_list("pk", "state"))
    assert states == {first.pk: OrderState.PAID, second.pk: OrderState.EXPIRED}
    payment.refresh_from_db()
    assert (payment.state, payment.refunded) == (PaymentState.SUCCEEDED, 50_000)
    assert ledger_check.problems() == []


def test_the_parts_of_a_payment_fit_its_amount_and_its_buyer() -> None:
    payment, stranger = _pay(*_two()), order_of()
    PaymentPart.objects.create(payment=payment, order=stranger, amount=1)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="do not fit"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_bank_transfer_is_waited_for_in_days_and_never_stands_before_a_card() -> None:
    slow, card = order_of(), payment_of(order_of())
    transfer = services.start_payment(orders=[slow], by=slow.buyer, provider="bank")
    assert services.sweep_silent(now=_later(minutes=5)) == 1
    assert services.sweep_silent(now=_later(minutes=45)) == 1
    states = dict(Payment.objects.values_list("pk", "state"))
    assert (states[transfer.pk], states[card.pk]) == (PaymentState.CREATED, PaymentState.FAILED)
    services.sweep_silent(now=_later(days=11))
    transfer.refresh_from_db()
    assert (transfer.state, transfer.reason) == (PaymentState.FAILED, FailureReason.TIMEOUT)
