"""Sellers and the people who act for them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from compliance import audit
from core import clock
from core.bidi import clean_line
from core.digits import western
from orders import rules
from orders.enums import MemberRole, SellerKind
from orders.exceptions import NameMissing, NotManager, SlugTaken
from orders.models import Seller, SellerMember

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def create_seller(
    *,
    kind: SellerKind,
    name_ar: str,
    name_en: str,
    owner: User,
    country: str = "SA",
    vat_number: str = "",
    slug: str = "",
    by: User | None = None,
) -> Seller:
    """A new seller with its first owner. Raises NameMissing, SlugTaken (for a slug asked for)."""
    arabic, english = clean_line(name_ar), clean_line(name_en)
    if not arabic and not english:
        raise NameMissing
    seller = Seller(
        kind=kind, country=country, vat_number=western(clean_line(vat_number)), slug=_slug(slug, english)
    )
    seller.name_ar, seller.name_en = arabic or None, english or None
    seller.save(force_insert=True)
    SellerMember.objects.create(seller=seller, user=owner, role=MemberRole.OWNER)
    audit.record(
        "orders.seller.created", subject=seller, actor=by or owner, after={"kind": kind, "slug": seller.slug}
    )
    return seller


@transaction.atomic
def add_member(
    *, seller: Seller, user: User, role: MemberRole = MemberRole.ASSISTANT, by: User | None = None
) -> SellerMember:
    """`by` None is the house itself. A member who is there already keeps their role. Raises NotManager."""
    if by is not None and not rules.may_add_member(by, seller):
        raise NotManager
    member, created = SellerMember.objects.get_or_create(seller=seller, user=user, defaults={"role": role})
    if created:
        after = {"member": user.pk, "role": member.role}
        audit.record("orders.member.added", subject=seller, actor=by, after=after)
    return member


@transaction.atomic
def update_seller(*, seller: Seller, changed: Sequence[str], by: User) -> Seller:
    """Saves the columns that a form has changed on `seller`, and writes down which."""
    if changed:
        seller.save()
        audit.record("orders.seller.updated", subject=seller, actor=by, after={"changed": sorted(changed)})
    return seller


@transaction.atomic
def verify_seller(*, seller: Seller, by: User | None, now: datetime | None = None) -> Seller:
    """The house has checked who this is; a second time changes nothing."""
    if seller.verified_at is None:
        seller.verified_at = now or clock.now()
        seller.save(update_fields=["verified_at"])
        audit.record("orders.seller.verified", subject=seller, actor=by)
    return seller


def _slug(wanted: str, english: str) -> str:
    """The one that was asked for, or one from the English name, made unique."""
    if wanted:
        if Seller.objects.filter(slug=wanted).exists():
            raise SlugTaken(slug=wanted)
        return wanted
    base = slugify(english)[:70] or "seller"
    taken = Seller.objects.filter(slug=base).exists()
    return f"{base}-{secrets.token_hex(3)}" if taken or base == "seller" else base
