"""Who may do what with sellers and orders: the only place that decides."""

from __future__ import annotations

from typing import Any

from orders.enums import MemberRole, OrderOrigin, Side
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
    return order.buyer_id == user.pk and order.origin != OrderOrigin.AUCTION


def may_move(user: Any, order: Order) -> bool:
    """Prepare, ship, hand over: the seller's people and staff."""
    return may_handle(user) or may_manage(user, order.seller)


def may_refund(user: Any, order: Order) -> bool:
    """Staff with the right to do so; the seller's people for what they sold themselves."""
    return (may_handle(user) and user.has_perm("orders.add_refund")) or may_manage(user, order.seller)


def side_of(user: Any, order: Order) -> Side:
    """As whom somebody moves an order."""
    if user is None:
        return Side.SYSTEM
    if order.buyer_id == user.pk:
        return Side.BUYER
    return Side.SELLER if may_manage(user, order.seller) and not user.is_superuser else Side.STAFF


def may_handle(user: Any) -> bool:
    """Staff who look after orders."""
    return bool(user.is_active and user.is_staff and user.has_perm("orders.change_order"))
