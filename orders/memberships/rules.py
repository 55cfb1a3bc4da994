"""Who may join for whom, and who may handle a membership: the only place that decides."""

from __future__ import annotations

from typing import Any

from orders import rules
from orders.enums import MemberRole, SellerKind
from orders.memberships.enums import Audience
from orders.memberships.models import Membership
from orders.models import Seller, SellerMember

AUDIENCES = {SellerKind.GALLERY: Audience.GALLERY, SellerKind.ARTIST: Audience.ARTIST}


def audience_of(seller: Seller) -> Audience | None:
    """None for auction houses and for ourselves: there is nothing on offer for them."""
    return None if seller.house else AUDIENCES.get(SellerKind(seller.kind))


def owns(user: Any, seller: Seller) -> bool:
    """Assistants do not bind a seller to payments."""
    if not user.is_authenticated or not user.is_active:
        return False
    return SellerMember.objects.filter(seller=seller, user=user, role=MemberRole.OWNER).exists()


def may_join(user: Any, audience: Audience, seller: Seller | None) -> bool:
    """A collector for themselves, an owner for a seller of the kind that the tier is made for."""
    if not user.is_authenticated or not user.is_active:
        return False
    if not audience.sells:
        return seller is None
    return seller is not None and audience_of(seller) is audience and owns(user, seller)


def may_manage(user: Any, membership: Membership) -> bool:
    if membership.seller is not None:
        return owns(user, membership.seller)
    return bool(user.is_active and membership.user_id == user.pk)


def may_look(user: Any, membership: Membership) -> bool:
    """Staff who look after orders see memberships too; they act in the admin."""
    return may_manage(user, membership) or rules.may_handle(user)
