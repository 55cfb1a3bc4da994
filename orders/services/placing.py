"""The one way into an order, for a won lot and for a bought work alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from compliance import audit
from core import clock, outbox
from core.money import Money
from orders import locks, rules
from orders.drafts import LineDraft
from orders.enums import OrderOrigin
from orders.exceptions import LinesRefused, OwnSale, SoldAlready
from orders.models import Order, OrderLine, Seller

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def place_order(
    *,
    buyer: User,
    seller: Seller,
    currency: str,
    source: str,
    lines: Sequence[LineDraft],
    due_in: timedelta,
    origin: OrderOrigin,
    now: datetime | None = None,
) -> Order:
    """Writes an order with its lines, in the caller's transaction.

    `source` ("lot:31", "artwork:55") has at most one living order. The number is taken last, because the
    year's counter stays locked until commit. Raises SoldAlready, OwnSale, LinesRefused, CurrencyUnknown.
    """
    if not rules.may_buy_from(buyer, seller):
        raise OwnSale
    placed = now or clock.now()
    order = _draft(buyer, seller, currency, lines)
    order.source, order.origin = source, origin
    order.placed_at, order.due_at = placed, placed + due_in
    _insert(order)
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=position,
            kind=line.kind,
            description_ar=line.description_ar,
            description_en=line.description_en,
            net=line.net,
            vat_bps=line.vat_bps,
            vat=line.vat,
            gross=line.gross,
        )
        for position, line in enumerate(lines, start=1)
    )
    audit.record(
        "orders.order.placed",
        subject=order,
        actor=buyer,
        after={"source": source, "total": order.total, "currency": currency},
    )
    outbox.enqueue("orders.placed", {"order": order.pk}, key=f"order:{order.pk}")
    return order


def _draft(buyer: User, seller: Seller, currency: str, lines: Sequence[LineDraft]) -> Order:
    if not lines:
        raise LinesRefused
    net, vat = sum(line.net for line in lines), sum(line.vat for line in lines)
    total = Money(net + vat, currency)  # refuses a currency that we do not know
    return Order(
        buyer=buyer,
        seller=seller,
        currency=currency,
        net=net,
        vat=vat,
        total=total.minor,
        buyer_name_ar=_name(buyer, "ar"),
        buyer_name_en=_name(buyer, "en"),
        seller_name_ar=seller.name_ar or seller.name_en or "",
        seller_name_en=seller.name_en or seller.name_ar or "",
        seller_vat_number=seller.vat_number,
    )


def _insert(order: Order) -> None:
    """The unique index judges who was first; a savepoint keeps the caller's transaction alive."""
    if order.source and _taken(order.source):
        raise SoldAlready  # the cheap answer, before the counter is touched
    try:
        with transaction.atomic():
            order.number = _number(order.placed_at)
            order.save(force_insert=True)
    except IntegrityError as error:
        if order.source and _taken(order.source):
            raise SoldAlready from error
        raise


def _taken(source: str) -> bool:
    return any(order.status.alive for order in Order.objects.filter(source=source).only("state"))


def _number(placed: datetime) -> str:
    year = timezone.localtime(placed).year
    return f"AS-{year}-{locks.next_number(year):06d}"


def _name(user: User, language: str) -> str:
    first, second = ("name_ar", "name_en") if language == "ar" else ("name_en", "name_ar")
    return str(getattr(user, first, "") or getattr(user, second, "") or user.get_full_name())[:200]
