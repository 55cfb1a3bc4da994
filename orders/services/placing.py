"""The one way into an order, for whatever is sold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from compliance import audit
from core import clock, outbox
from core.money import Money
from orders import billing, locks, queries, rules
from orders.addresses import PostalAddress
from orders.drafts import LineDraft
from orders.enums import Delivery, OrderOrigin, OrderState, Side
from orders.exceptions import LinesRefused, NotAllowed, NotAmendable, OwnSale, SoldAlready
from orders.models import Claim, Order, OrderLine, OrderStep, Seller

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def place_order(
    *,
    buyer: User,
    seller: Seller,
    currency: str,
    lines: Sequence[LineDraft],
    due_in: timedelta,
    origin: OrderOrigin,
    source: str = "",
    ship_to: PostalAddress | None = None,
    bill_to: PostalAddress | None = None,
    delivery: Delivery = Delivery.NONE,
    made_to_order: bool = False,
    promised_at: datetime | None = None,
    now: datetime | None = None,
) -> Order:
    """Writes an order with its lines, in the caller's transaction.

    Each `source` ("lot:31", "artwork:55"), the order's or a line's, has at most one living order. The number is
    taken last, because the year's counter stays locked until commit. Raises SoldAlready, OwnSale, LinesRefused,
    CurrencyUnknown.
    """
    if not rules.may_buy_from(buyer, seller):
        raise OwnSale
    placed = now or clock.now()
    rows = billing.lines(lines, seller=seller, at=placed, source=source)
    order = _draft(buyer, seller, currency, rows)
    order.source, order.origin = source or next((row.source for row in rows if row.source), ""), origin
    order.placed_at, order.due_at = placed, placed + due_in
    order.delivery, order.made_to_order, order.promised_at = delivery, made_to_order, promised_at
    order.ship_to = ship_to.as_dict() if ship_to else {}
    order.bill_to = bill_to.as_dict() if bill_to else {}
    _insert(order, {row.source for row in rows if row.source})
    _write_lines(order, rows)
    OrderStep.objects.create(order=order, after=order.state, side=Side.BUYER, at=placed)
    after = {"source": order.source, "total": order.total, "currency": currency}
    audit.record("orders.order.placed", subject=order, actor=buyer, after=after)
    outbox.enqueue("orders.placed", {"order": order.pk}, key=f"order:{order.pk}")
    return order


@transaction.atomic
def amend_order(
    *,
    order: Order,
    by: User,
    lines: Sequence[LineDraft],
    ship_to: PostalAddress | None,
    bill_to: PostalAddress | None,
    delivery: Delivery,
    promised_at: datetime | None = None,
) -> Order:
    """The buyer has chosen where it goes: the bill is written anew, for the same things.

    Only while no payment was begun. Locks the order. Raises NotAllowed, NotAmendable, LinesRefused.
    """
    locked = locks.order(order.pk)
    if not rules.may_pay(by, locked):
        raise NotAllowed
    if locked.state != OrderState.PLACED:
        raise NotAmendable
    rows = billing.lines(lines, seller=locked.seller, at=locked.placed_at, source=locked.source)
    if {row.source for row in rows if row.source} != set(locked.claims.values_list("source", flat=True)):
        raise LinesRefused
    before = {"total": locked.total, "delivery": locked.delivery}
    OrderLine.objects.filter(order=locked).delete()
    locked.net, locked.vat, locked.total = _sums(rows, locked.currency)
    locked.delivery, locked.promised_at = delivery, promised_at
    locked.ship_to = ship_to.as_dict() if ship_to else {}
    locked.bill_to = bill_to.as_dict() if bill_to else {}
    locked.save(update_fields=["net", "vat", "total", "delivery", "promised_at", "ship_to", "bill_to"])
    _write_lines(locked, rows)
    after = {"total": locked.total, "delivery": delivery}
    audit.record("orders.order.amended", subject=locked, actor=by, before=before, after=after)
    return locked


def _write_lines(order: Order, rows: Sequence[OrderLine]) -> None:
    for position, row in enumerate(rows, start=1):
        row.order, row.position = order, position
    OrderLine.objects.bulk_create(rows)


def _sums(rows: Sequence[OrderLine], currency: str) -> tuple[int, int, int]:
    if not rows:
        raise LinesRefused
    net, vat = sum(row.net for row in rows), sum(row.vat for row in rows)
    return net, vat, Money(net + vat, currency).minor  # refuses a currency that we do not know


def _draft(buyer: User, seller: Seller, currency: str, rows: Sequence[OrderLine]) -> Order:
    net, vat, total = _sums(rows, currency)
    return Order(
        buyer=buyer,
        seller=seller,
        currency=currency,
        net=net,
        vat=vat,
        total=total,
        country=str(seller.country),
        buyer_name_ar=_name(buyer, "ar"),
        buyer_name_en=_name(buyer, "en"),
        seller_name_ar=seller.name_ar or seller.name_en or "",
        seller_name_en=seller.name_en or seller.name_ar or "",
        seller_vat_number=rows[0].seller_vat_number,
    )


def _insert(order: Order, sources: set[str]) -> None:
    """The claims' primary key judges who was first; a savepoint keeps the caller's transaction alive."""
    if queries.claimed(sources):
        raise SoldAlready  # the cheap answer, before the counter is touched
    try:
        with transaction.atomic():
            order.number = _number(order.placed_at)
            order.save(force_insert=True)
            Claim.objects.bulk_create(Claim(source=source, order=order) for source in sorted(sources))
    except IntegrityError as error:
        if queries.claimed(sources):
            raise SoldAlready from error
        raise


def _number(placed: datetime) -> str:
    year = timezone.localtime(placed).year
    return f"AS-{year}-{locks.next_number(year):06d}"


def _name(user: User, language: str) -> str:
    first, second = ("name_ar", "name_en") if language == "ar" else ("name_en", "name_ar")
    return str(getattr(user, first, "") or getattr(user, second, "") or user.get_full_name())[:200]
