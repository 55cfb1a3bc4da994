"""Sellers that are one person: what such a seller holds is that person's, so it follows their requests.

A gallery is a business and keeps what is its own; its owner hands it over before the account goes
(orders/obstacles.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orders.enums import MemberRole, SellerKind
from orders.models import Seller, SellerMember, SellerVatStatus

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from compliance.subjects import Subject


def sellers_alone(subject: Subject) -> QuerySet[Seller]:
    """Artists' sellers of which this person is the only member."""
    if subject.user_id is None:
        return Seller.objects.none()
    shared = SellerMember.objects.exclude(user=subject.user_id).values("seller")
    mine = SellerMember.objects.filter(user=subject.user_id).values("seller")
    return Seller.objects.filter(kind=SellerKind.ARTIST, house=False, pk__in=mine).exclude(pk__in=shared)


def vat_of_alone(subject: Subject) -> QuerySet[SellerVatStatus]:
    """The tax statuses of those sellers."""
    return SellerVatStatus.objects.filter(seller__in=sellers_alone(subject))


def last_owned(user: Any) -> QuerySet[Seller]:
    """Sellers that nobody else owns: what is open there waits for this person."""
    others = SellerMember.objects.filter(role=MemberRole.OWNER, user__is_active=True).exclude(user=user)
    mine = SellerMember.objects.filter(role=MemberRole.OWNER, user=user)
    return Seller.objects.filter(pk__in=mine.values("seller")).exclude(pk__in=others.values("seller"))
