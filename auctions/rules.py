"""Who may do what in a sale. The only place that decides "may"."""

from __future__ import annotations

from typing import Any

from auctions.enums import SaleState
from auctions.models import Lot, Sale
from orders.models import SellerMember


def may_bid_at_all(user: Any) -> bool:
    """Staff never bid: no bid is ever placed for the house."""
    return bool(user.is_authenticated and user.is_active and not user.is_staff)


def offers(user: Any, lot: Lot) -> bool:
    """Whether the person belongs to the seller of the work or to its artist."""
    if not user.is_authenticated:
        return False
    work = lot.artwork
    sellers = [work.seller_id, work.artist.seller_id if work.artist else None]
    return SellerMember.objects.filter(user=user, seller__in=[pk for pk in sellers if pk]).exists()


def may_direct(user: Any) -> bool:
    """Publish, hold, withdraw, void: the staff, and the house's own machinery (None: a task, a command)."""
    return user is None or bool(user.is_authenticated and user.is_active and user.is_staff)


def may_prepare(user: Any, sale: Sale) -> bool:
    """Write texts and enter lots: the staff, and the organiser while the sale is a draft."""
    if may_direct(user):
        return SaleState(sale.state) in {SaleState.DRAFT, SaleState.IN_REVIEW}
    if not (user.is_authenticated and user.is_active) or sale.seller_id is None:
        return False
    member = SellerMember.objects.filter(user=user, seller=sale.seller_id).exists()
    return member and SaleState(sale.state) is SaleState.DRAFT
