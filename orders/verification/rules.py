"""Who hands in papers, and who checks them."""

from __future__ import annotations

from typing import Any

from compliance.rules import is_moderator
from orders.enums import MemberRole
from orders.models import Seller, SellerMember
from orders.verification.models import Paper


def may_hand_in(user: Any, seller: Seller) -> bool:
    """Owners only."""
    if not user.is_authenticated or not user.is_active:
        return False
    return SellerMember.objects.filter(seller=seller, user=user, role=MemberRole.OWNER).exists()


def may_check(user: Any, paper: Paper) -> bool:
    """Whoever handed it in, or acts for the seller, does not check it."""
    if not is_moderator(user) or paper.submitted_by_id == user.pk:
        return False
    return not SellerMember.objects.filter(seller=paper.seller_id, user=user).exists()
