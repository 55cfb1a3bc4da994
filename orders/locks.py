"""Every row lock of the money side. Orders by their number before payments before refunds, always."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from orders.models import Order, Payment, PaymentPart, Refund


def order(pk: int) -> Order:
    """Raises Order.DoesNotExist."""
    return Order.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def orders(pks: Iterable[int]) -> list[Order]:
    """In the order of their keys. Raises Order.DoesNotExist when one is missing."""
    wanted = set(pks)
    rows = list(
        Order.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")
    )
    if len(rows) != len(wanted):
        raise Order.DoesNotExist
    return rows


def payment(pk: int) -> tuple[list[PaymentPart], Payment]:
    """The payment with its parts and their orders, the orders locked first. Raises Payment.DoesNotExist."""
    known = {
        row.pk: row
        for row in orders(PaymentPart.objects.filter(payment=pk).values_list("order_id", flat=True))
    }
    rows = PaymentPart.objects.select_for_update(of=("payment",), no_key=True).select_related("payment")
    parts = list(rows.filter(payment=pk).order_by("order_id"))
    if not parts:
        raise Payment.DoesNotExist
    row = parts[0].payment
    for part in parts:
        part.payment, part.order = row, known[part.order_id]
    return parts, row


def refund(pk: int) -> Refund:
    """The refund with its order and payment, these locked first. Raises Refund.DoesNotExist."""
    order_id, payment_id = Refund.objects.values_list("order_id", "payment_id").get(pk=pk)
    locked = order(order_id)
    paid = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=payment_id)
    row = Refund.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.order, row.payment = locked, paid
    return row


def next_number(year: int) -> int:
    """Raises the year's counter and holds it until commit: take it last, everybody else waits behind it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO orders_ordercounter (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = orders_ordercounter.last + 1 RETURNING last",
            [year],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]
