"""Who may not show or sell for a while, and what was taken down: asked before anything is shown or sold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet

from compliance.safety import guards
from compliance.safety.enums import Scope
from compliance.safety.queries import any_suspended
from orders.enums import MemberRole
from orders.models import SellerMember

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.models import Artwork

WORK: Final = "work"


def owner_keys(seller_id: int) -> QuerySet[Any]:
    return SellerMember.objects.filter(seller=seller_id, role=MemberRole.OWNER).values("user")


def check_may_sell(by: User | None, seller_id: int) -> None:
    """Raises Suspended where the person, or an owner for whom they act, may not publish or sell now."""
    if by is not None:
        guards.check(by, Scope.SELLING, also=owner_keys(seller_id))


def sells_now(seller_id: int) -> bool:
    """Whether anything of this seller may be bought: none of its owners is suspended from selling."""
    return not any_suspended(owner_keys(seller_id), Scope.SELLING)


def check_may_show(by: User | None, work: Artwork) -> None:
    """Raises Suspended, and TakenDown for what a moderator took down: nobody simply shows it again."""
    if by is not None:
        check_may_sell(by, work.seller_id)
        guards.check_not_taken_down(WORK, work.pk)
