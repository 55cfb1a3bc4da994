"""From drafts to the lines of a bill: who supplies, what we keep, and where the money of each line goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from orders import commission, queries, splits, vat
from orders.drafts import LineDraft
from orders.enums import LineKind, Supplier
from orders.models import OrderLine, Seller
from orders.splits import Commission, Shares

if TYPE_CHECKING:
    from orders.queries import Standing


def lines(drafts: Sequence[LineDraft], *, seller: Seller, at: datetime, source: str = "") -> list[OrderLine]:
    """Unsaved lines. The first thing without a source of its own takes the order's."""
    standing = queries.vat_status_at(seller, timezone.localtime(at).date())
    named = any(draft.source for draft in drafts)
    rows = []
    for number, draft in enumerate(drafts):
        own_source = draft.source or (source if number == 0 and not named else "")
        rows.append(_line(draft, seller, standing, at, own_source))
    return rows


def _line(draft: LineDraft, seller: Seller, standing: Standing, at: datetime, source: str) -> OrderLine:
    supplier = _supplier(draft.kind, seller, standing)
    kept = _commission(draft, seller, standing, at)
    shares = _shares(draft, supplier, kept)
    return OrderLine(
        kind=draft.kind,
        source=source,
        description_ar=draft.description_ar,
        description_en=draft.description_en,
        net=draft.net,
        vat_bps=draft.vat_bps,
        vat=draft.vat,
        gross=draft.gross,
        vat_category=draft.vat_category,
        vat_reason=draft.vat_reason,
        supplier=supplier,
        seller_vat_status=standing.status,
        seller_vat_number=standing.number,
        commission_bps=kept.bps,
        commission=kept.net,
        commission_vat=kept.vat,
        share_seller=shares.seller,
        share_revenue=shares.revenue,
        share_vat=shares.vat,
        share_deposit=shares.deposit,
    )


def _supplier(kind: LineKind, seller: Seller, standing: Standing) -> Supplier:
    if kind.of_platform or seller.house:
        return Supplier.PLATFORM
    return Supplier(vat.supplier(seller_country=str(seller.country), registered=standing.registered))


def _commission(draft: LineDraft, seller: Seller, standing: Standing, at: datetime) -> Commission:
    if draft.kind.of_platform:
        return Commission()
    rate = commission.rate(seller, draft.kind, at)
    tax = vat.commission_bps(seller_country=str(seller.country), registered=standing.registered)
    return splits.commission(draft.net, rate, vat_bps=tax)


def _shares(draft: LineDraft, supplier: Supplier, kept: Commission) -> Shares:
    if draft.kind is LineKind.DEPOSIT:
        return splits.of_deposit(draft.gross)
    if draft.kind.of_platform:
        return splits.of_platform(draft.net, draft.vat)
    if supplier is Supplier.PLATFORM:
        return splits.of_platform_for(draft.net, draft.vat, kept)
    return splits.of_seller(draft.net, draft.vat, kept)


def shares_of(rows: Sequence[OrderLine]) -> Shares:
    """What the lines of a bill come to in each direction."""
    return Shares(
        seller=sum(row.share_seller for row in rows),
        revenue=sum(row.share_revenue for row in rows),
        vat=sum(row.share_vat for row in rows),
        deposit=sum(row.share_deposit for row in rows),
    )
