"""Every row lock of the money side. Order before payment, always."""

from __future__ import annotations

from django.db import connection

from orders.models import Order, Payment


def order(pk: int) -> Order:
    """Raises Order.DoesNotExist."""
    return Order.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def payment(pk: int) -> tuple[Order, Payment]:
    """The payment with its order, the order locked first. Raises Payment.DoesNotExist."""
    order_id = Payment.objects.values_list("order_id", flat=True).get(pk=pk)
    locked = order(order_id)
    return locked, Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


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
