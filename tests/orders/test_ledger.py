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
from core.money import Money
from orders import drafts, ledger_check, services
from orders.enums import ORDER_PAYABLE, Account, OrderState, RefundReason
from orders.models import LedgerEntry, Order, Payment, PaymentPart
from orders.payouts import services as payouts
from orders.payouts.enums import FailReason
from orders.payouts.models import Payout
from orders.providers import Verdict
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order, report_of
from tests.factories.payouts import account_of


def _later() -> datetime:
    return clock.now() + timedelta(days=9)


def _odd(payment: Payment, pick: int, **wrong: Any) -> None:
    services.settle_payment(report=report_of(payment, event_id=f"odd{pick}{payment.pk}{wrong}", **wrong))


def _part_back(order: Order, admin: Any, share: int) -> None:
    """A third, a half or all of each line's gross goes back."""
    amounts = {line.pk: line.gross // (3 - share % 3) for line in order.lines.all()}
    services.refund(order=order, by=admin, reason=RefundReason.GOODWILL, amounts=amounts)


def _pay_out(order: Order, admin: Any) -> None:
    """Two people send what is due to the seller."""
    batch = payouts.make_batch(currency=order.currency, by=admin, sellers=[order.seller])
    batch = payouts.approve_batch(batch=batch, by=AdminFactory())
    payouts.send_batch(batch=batch, by=admin)


def _bounce(order: Order, admin: Any) -> None:
    """The bank sends the last payout back."""
    last = Payout.objects.filter(seller=order.seller).order_by("-pk").first()
    if last is not None:
        payouts.mark_failed(payout=last, by=admin, reason=FailReason.OTHER)


def _heard(payment: Payment, pick: int, verdict: Verdict) -> None:
    report = report_of(payment, verdict, event_id=f"{verdict}{payment.pk}{pick}")
    services.settle_payment(report=report)


ON_ORDERS: dict[str, Callable[[Order, Any, int], Any]] = {
    "pay": lambda order, _admin, _pick: pay_together(order),
    "cancel": lambda order, admin, _pick: services.cancel_order(order=order, by=admin),
    "expire": lambda order, _admin, _pick: services.expire_order(order=order, now=_later()),
    "refund": lambda order, admin, _pick: services.refund(order=order, by=admin, reason=RefundReason.OTHER),
    "part": _part_back,
    "back": lambda _order, _admin, _pick: services.send_due(),
    "deliver": lambda order, admin, _pick: services.advance(order=order, to=OrderState.DELIVERED, by=admin),
    "complete": lambda order, _admin, _pick: services.complete_order(order=order, now=_later()),
    "dispute": lambda order, admin, _pick: services.open_dispute(order=order, by=admin),
    "pay_out": lambda order, admin, _pick: _pay_out(order, admin),
    "bounce": lambda order, admin, _pick: _bounce(order, admin),
    "agree": lambda order, admin, _pick: services.end_dispute(order=order, by=admin),
}
ON_PAYMENTS: dict[str, Callable[[Payment, int], Any]] = {
    "paid": lambda payment, _pick: services.settle_payment(report=report_of(payment)),
    "again": _odd,
    "refused": lambda payment, _pick: services.settle_payment(report=report_of(payment, Verdict.REFUSED)),
    "mismatch": lambda payment, pick: _odd(payment, pick, amount=1),
    "silent": lambda payment, _pick: services.mark_silent(payment=payment),
    "give_up": lambda payment, _pick: services.give_up(payment=payment, now=_later()),
    "contested": lambda payment, pick: _heard(payment, pick, Verdict.DISPUTED),
    "won": lambda payment, pick: _heard(payment, pick, Verdict.DISPUTE_WON),
    "lost": lambda payment, pick: _heard(payment, pick, Verdict.DISPUTE_LOST),
}
STEPS = ["pay", "paid", *ON_ORDERS, *ON_PAYMENTS]


def pay_together(order: Order) -> Payment:
    """Pays what the buyer has not paid yet in this currency, all at once."""
    owed = Order.objects.filter(buyer=order.buyer, currency=order.currency, state__in=ORDER_PAYABLE)
    return services.start_payment(orders=list(owed), by=order.buyer, provider="sandbox")


def _step(order: Order, admin: object, step: str, pick: int) -> None:
    payments = list(order.payments.order_by("pk"))
    if step in ON_ORDERS:
        ON_ORDERS[step](order, admin, pick)
    elif payments:
        ON_PAYMENTS[step](payments[pick % len(payments)], pick)


def _three(currency: str, price: int) -> list[Order]:
    """Two of one buyer in the same currency, of a seller with and one without a VAT number; one in riyals."""
    buyer = UserFactory()
    private = SellerFactory(vat_number="")
    lot = drafts.lot_lines(hammer=Money(price, currency), title_ar="صحن", title_en="Dish")
    gallery = SellerFactory()
    account_of(gallery)
    return [
        order_of(buyer, currency=currency, price=price, seller=gallery),
        order_of(buyer, currency=currency, seller=private, lines=lot),
        order_of(currency="SAR", price=price),
    ]


class Histories(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        currency=st.sampled_from(["SAR", "KWD", "JPY"]),
        price=st.integers(min_value=1, max_value=10**12),
        history=st.lists(
            st.tuples(st.integers(0, 2), st.sampled_from(STEPS), st.integers(0, 3)), max_size=18
        ),
    )
    def test_any_history_of_three_orders_balances_after_every_step(
        self, currency: str, price: int, history: list[tuple[int, str, int]]
    ) -> None:
        admin = AdminFactory()
        orders = _three(currency, price)
        for which, step, pick in history:
            order = Order.objects.get(pk=orders[which].pk)
            try:
                _step(order, admin, step, pick)
            except SoukError:
                continue
            assert ledger_check.problems() == []
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        standing = PaymentPart.objects.filter(state="stands").values_list("order", flat=True)
        assert set(standing) == set(Order.objects.filter(paid_at__isnull=False).values_list("pk", flat=True))


@pytest.mark.django_db
def test_one_leg_alone_is_refused_at_commit() -> None:
    order = order_of()
    LedgerEntry.objects.create(
        event="half", account=Account.BUYER, amount=5, currency="SAR", order=order, booked_at=clock.now()
    )
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="does not balance"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
def test_a_booked_entry_is_never_altered() -> None:
    paid_order()
    for change in (lambda rows: rows.update(amount=1), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="ledger_entry_stays"), transaction.atomic():
            change(LedgerEntry.objects.all())
    assert LedgerEntry.objects.count() == 6


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
