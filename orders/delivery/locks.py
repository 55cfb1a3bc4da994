"""Every row lock of delivery. The order before its shipment, always; a person's addresses by their keys."""

from __future__ import annotations

from accounts.models import User
from orders import locks as money_locks
from orders.delivery.models import Address, Shipment


def shipment(pk: int) -> Shipment:
    """The shipment with its order, this one locked first. Raises Shipment.DoesNotExist."""
    order_id = Shipment.objects.values_list("order_id", flat=True).get(pk=pk)
    order = money_locks.order(order_id)
    row = Shipment.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.order = order
    return row


def address_book(user: User) -> list[Address]:
    """All the addresses of a person; the person's row is the lock, so that none slips in beside."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    return list(Address.objects.filter(user=user).order_by("pk"))
