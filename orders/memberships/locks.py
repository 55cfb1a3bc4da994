"""Every row lock of memberships: the membership first, orders after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.memberships.enums import LIVING
from orders.memberships.models import Membership, MembershipPeriod

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Order, Seller


def membership(pk: int) -> Membership:
    """Raises Membership.DoesNotExist."""
    return Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def living(*, user: User | None, seller: Seller | None) -> Membership | None:
    """The holder's one living membership."""
    rows = Membership.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(user=user, seller=seller, state__in=LIVING).first()


def stretch_of(order: Order) -> tuple[Membership, MembershipPeriod] | None:
    """The stretch that an order pays for, its membership locked first."""
    stretch = MembershipPeriod.objects.filter(order=order).only("pk", "membership").first()
    if stretch is None:
        return None
    locked = membership(stretch.membership_id)
    return locked, MembershipPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=stretch.pk)
