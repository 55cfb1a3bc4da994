"""What the money side tells the auctions: a won lot was paid for, or will not be."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from auctions import works
from auctions.models import Lot
from orders.models import Order
from orders.signals import goods_returned, order_cancelled, order_expired, order_paid

KIND = "lot:"


def _lot(order: Order) -> Lot | None:
    if not order.source.startswith(KIND):
        return None
    return Lot.objects.select_related("artwork").get(pk=int(order.source.removeprefix(KIND)))


@receiver(order_paid, dispatch_uid="auctions.paid")
def on_paid(order: Order, **_kwargs: Any) -> None:
    if (lot := _lot(order)) is not None:
        works.mark_sold(lot)


@receiver([order_cancelled, order_expired], dispatch_uid="auctions.fell_through")
def on_fallen_through(order: Order, **_kwargs: Any) -> None:
    """The work is free again; what becomes of the lot (second chance, another sale) is the staff's to say."""
    if (lot := _lot(order)) is not None:
        works.release(lot)


@receiver(goods_returned, dispatch_uid="auctions.returned")
def on_returned(order: Order, sources: list[str], **_kwargs: Any) -> None:
    """The money went back and so did the work: it may be sold again."""
    if order.source in sources and (lot := _lot(order)) is not None:
        works.undo_sale(lot)
