"""Real commits, real threads: one order, one payment, one settlement; and the race shown without the lock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import Any

import pytest
from django.db import DatabaseError, connection

from accounts.models import User
from core.errors import SoukError
from orders import ledger_check, locks, queries, services
from orders.enums import RefundReason
from orders.exceptions import SoldAlready
from orders.models import LedgerEntry, Order, Payment, PaymentEvent, PaymentPart, Refund
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order, payment_of, report_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def together(*works: Callable[[], Any]) -> list[Any]:
    """Runs all at once; gives each result, or the error of the house or the database."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            results[place] = work()
        except Exception as error:  # noqa: BLE001
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_two_buyers_one_order_the_other_told_kindly() -> None:
    seller, buyers = SellerFactory(), [UserFactory() for _ in range(4)]
    works = [lambda buyer=buyer: order_of(buyer, seller=seller, source="artwork:55") for buyer in buyers]
    results = together(*works)
    assert [type(result) for result in results].count(Order) == 1
    assert [type(result) for result in results].count(SoldAlready) == 3
    assert Order.objects.count() == 1


def test_orders_placed_together_have_numbers_without_gap_or_double() -> None:
    seller, buyers = SellerFactory(), [UserFactory() for _ in range(6)]
    together(*[lambda buyer=buyer: order_of(buyer, seller=seller) for buyer in buyers])
    numbers = sorted(int(number[-6:]) for number in Order.objects.values_list("number", flat=True))
    assert numbers == list(range(numbers[0], numbers[0] + 6))


def test_a_double_click_in_two_processes_is_one_payment() -> None:
    order = order_of()
    results = together(
        *[lambda: services.start_payment(orders=[order], provider="sandbox", by=order.buyer)] * 4
    )
    assert {result.pk for result in results} == {Payment.objects.get().pk}


def test_without_the_lock_the_double_click_collides(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: both look, neither sees a payment, and only the index stands between them and two charges."""
    order = order_of()
    gate = threading.Barrier(2)
    look = queries.open_parts

    def slow_look(rows: Collection[Order]) -> list[PaymentPart]:
        found = look(rows)
        gate.wait(timeout=10)
        return found

    monkeypatch.setattr(locks, "orders", lambda pks: list(Order.objects.filter(pk__in=list(pks))))
    monkeypatch.setattr(queries, "open_parts", slow_look)
    results = together(
        *[lambda: services.start_payment(orders=[order], provider="sandbox", by=order.buyer)] * 2
    )
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "Payment"]
    assert Payment.objects.count() == 1


def test_the_same_event_twice_at_once_settles_once() -> None:
    payment = payment_of(order_of())
    report = report_of(payment)
    results = together(*[lambda: services.settle_payment(report=report)] * 4)
    assert {result.pk for result in results} == {PaymentEvent.objects.get().pk}
    assert LedgerEntry.objects.count() == 6
    assert ledger_check.problems() == []


def test_payment_and_cancellation_at_once_leave_one_outcome() -> None:
    order = order_of()
    results = together(
        lambda: services.start_payment(orders=[order], provider="sandbox", by=order.buyer),
        lambda: services.cancel_order(order=order, by=order.buyer),
    )
    assert sum(isinstance(result, SoukError) for result in results) == 1
    order.refresh_from_db()
    assert (order.state, Payment.objects.count()) in {("cancelled", 0), ("awaiting_payment", 1)}


def test_money_and_expiry_at_once_keep_the_books_right() -> None:
    order = order_of()
    payment = payment_of(order)
    services.settle_payment(report=report_of(payment, amount=1, event_id="odd"))
    together(
        lambda: services.settle_payment(report=report_of(payment)),
        lambda: services.give_up(payment=payment),
        lambda: services.expire_order(order=order),
    )
    assert ledger_check.problems() == []
    assert Order.objects.get().state == "paid"


def _give_back_all(order: Order, admin: User) -> Refund:
    return services.refund(order=order, by=admin, reason=RefundReason.OTHER)


def test_two_refunds_at_once_never_give_back_more_than_was_paid() -> None:
    order, admin = paid_order(), AdminFactory()
    results = together(*[lambda: _give_back_all(order, admin)] * 3)
    assert sorted(type(result).__name__ for result in results) == ["NotRefundable", "NotRefundable", "Refund"]
    assert Refund.objects.get().amount == order.total
    assert ledger_check.problems() == []


def test_without_the_lock_only_the_database_stops_the_second_refund(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: both see the whole sum, and the books would be wrong but for the index and the triggers."""
    order, admin = paid_order(), AdminFactory()
    gate = threading.Barrier(2)
    look = queries.refunded_by_line

    def slow_look(row: Order) -> dict[int, int]:
        found = look(row)
        if not found:
            gate.wait(timeout=10)
        return found

    monkeypatch.setattr(locks, "order", lambda pk: Order.objects.get(pk=pk))
    monkeypatch.setattr(queries, "refunded_by_line", slow_look)
    results = together(*[lambda: _give_back_all(order, admin)] * 2)
    assert [type(result).__name__ for result in results].count("Refund") == 1
    assert any(isinstance(result, DatabaseError) for result in results)
