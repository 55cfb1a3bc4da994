"""Who may do what with sellers and orders: the only place that decides."""

from __future__ import annotations

from typing import Any

from orders.enums import MemberRole, OrderOrigin
from orders.models import Order, Seller, SellerMember


def may_manage(user: Any, seller: Seller) -> bool:
    """Works, lots and orders of a seller: its members, and administrators."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(user.is_superuser) or SellerMember.objects.filter(seller=seller, user=user).exists()


def may_add_member(user: Any, seller: Seller) -> bool:
    """Owners invite; assistants do not."""
    if not user.is_authenticated or not user.is_active:
        return False
    owners = SellerMember.objects.filter(seller=seller, user=user, role=MemberRole.OWNER)
    return bool(user.is_superuser) or owners.exists()


def may_buy_from(user: Any, seller: Seller) -> bool:
    """Nobody buys from themselves (nor bids their own price up)."""
    return not SellerMember.objects.filter(seller=seller, user=user).exists()


def may_pay(user: Any, order: Order) -> bool:
    return bool(order.buyer_id == user.pk)


def may_cancel(user: Any, order: Order) -> bool:
    """A buyer may step back from an unpaid purchase, never from a won lot; staff may cancel both."""
    if may_handle(user):
        return True
    return order.buyer_id == user.pk and order.origin == OrderOrigin.BUY_NOW


def may_handle(user: Any) -> bool:
    """Staff who look after orders."""
    return bool(user.is_active and user.is_staff and user.has_perm("orders.change_order"))
