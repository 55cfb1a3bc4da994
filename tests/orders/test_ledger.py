"""The books hold through any history, and the database refuses what does not balance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import clock
from core.errors import SoukError
from orders import ledger_check, services
from orders.enums import Account
from orders.models import LedgerEntry, Order, Payment
from orders.payments import Verdict
from tests.factories.accounts import AdminFactory
from tests.factories.orders import order_of, paid_order, report_of


def _later() -> datetime:
    return clock.now() + timedelta(days=9)


def _odd(payment: Payment, pick: int, **wrong: Any) -> None:
    services.settle_payment(report=report_of(payment, event_id=f"odd{pick}{payment.pk}{wrong}", **wrong))


ON_ORDERS: dict[str, Callable[[Order, Any], Any]] = {
    "pay": lambda order, _admin: services.start_payment(order=order, by=order.buyer),
    "cancel": lambda order, admin: services.cancel_order(order=order, by=admin),
    "expire": lambda order, _admin: services.expire_order(order=order, now=_later()),
    "refund": lambda order, admin: services.refund_order(order=order, by=admin, reason=""),
    "back": lambda _order, _admin: services.pay_back_due(),
}
ON_PAYMENTS: dict[str, Callable[[Payment, int], Any]] = {
    "paid": lambda payment, _pick: services.settle_payment(report=report_of(payment)),
    "again": _odd,
    "refused": lambda payment, _pick: services.settle_payment(report=report_of(payment, Verdict.REFUSED)),
    "mismatch": lambda payment, pick: _odd(payment, pick, amount=1),
    "silent": lambda payment, _pick: services.mark_silent(payment=payment),
    "give_up": lambda payment, _pick: services.give_up(payment=payment, now=_later()),
}
STEPS = ["pay", *ON_ORDERS, *ON_PAYMENTS]


def _step(order: Order, admin: object, step: str, pick: int) -> None:
    payments = list(order.payments.order_by("pk"))
    if step in ON_ORDERS:
        ON_ORDERS[step](order, admin)
    elif payments:
        ON_PAYMENTS[step](payments[pick % len(payments)], pick)


class Histories(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        currency=st.sampled_from(["SAR", "KWD", "JPY"]),
        price=st.integers(min_value=1, max_value=10**12),
        history=st.lists(
            st.tuples(st.integers(0, 1), st.sampled_from(STEPS), st.integers(0, 3)), max_size=14
        ),
    )
    def test_any_history_of_two_orders_balances_after_every_step(
        self, currency: str, price: int, history: list[tuple[int, str, int]]
    ) -> None:
        admin = AdminFactory()
        orders = [order_of(currency=currency, price=price), order_of(currency="SAR", price=price)]
        for which, step, pick in history:
            order = Order.objects.get(pk=orders[which].pk)
            try:
                _step(order, admin, step, pick)
            except SoukError:
                continue
            assert ledger_check.problems() == []
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert (
            Payment.objects.filter(state="succeeded", surplus=False).count()
            == Order.objects.filter(state="paid").count()
        )


@pytest.mark.django_db
def test_one_leg_alone_is_refused_at_commit() -> None:
    order = order_of()
    LedgerEntry.objects.create(
        event="half", account=Account.HELD, amount=5, currency="SAR", order=order, booked_at=clock.now()
    )
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="does not balance"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
def test_a_booked_entry_is_never_altered() -> None:
    paid_order()
    for change in (lambda rows: rows.update(amount=1), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="ledger_entry_stays"), transaction.atomic():
            change(LedgerEntry.objects.all())
    assert LedgerEntry.objects.count() == 4


@pytest.mark.django_db
def test_the_command_says_that_every_sum_holds() -> None:
    paid_order()
    out = StringIO()
    call_command("check_ledger", stdout=out)
    assert out.getvalue() == "2 money events and 1 orders: every sum holds.\n"


@pytest.mark.django_db
def test_the_command_fails_where_orders_and_books_disagree() -> None:
    order = paid_order()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pgtrigger.ignore("orders.LedgerEntry:ledger_entry_stays"):
        LedgerEntry.objects.filter(account="held").update(amount=-1)
    err = StringIO()
    with pytest.raises(CommandError, match="3 sums do not hold"):
        call_command("check_ledger", stderr=err)
    assert f"order {order.number} is paid" in err.getvalue()
