"""Every row lock of the cases: the order first, then its case, so that an order's cases wait for each other."""

from __future__ import annotations

from orders import locks as order_locks
from orders.aftercare.models import Case


def case(pk: int) -> Case:
    """The case with its order, both locked. Raises Case.DoesNotExist."""
    order_id = Case.objects.values_list("order_id", flat=True).get(pk=pk)
    order = order_locks.order(order_id)
    row = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.order = order
    return row
