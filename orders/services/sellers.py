"""Sellers and the people who act for them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from compliance import audit
from core import clock
from core.bidi import clean_line
from core.digits import western
from orders import queries, rules
from orders.addresses import PostalAddress
from orders.enums import MemberRole, SellerKind, VatStatus
from orders.exceptions import NameMissing, NotManager, SlugTaken, VatNumberInvalid
from orders.models import Seller, SellerMember, SellerVatStatus

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
def set_legal_details(
    *,
    seller: Seller,
    by: User,
    legal_name_ar: str,
    legal_name_en: str,
    scheme: str,
    number: str,
    address: PostalAddress,
) -> Seller:
    """Who the seller is on an invoice (BR-KSA-08, 09). The owners' business. Raises NotManager."""
    if not rules.may_add_member(by, seller):
        raise NotManager
    seller.legal_name_ar, seller.legal_name_en = (
        clean_line(legal_name_ar)[:200],
        clean_line(legal_name_en)[:200],
    )
    seller.registration_scheme, seller.registration_number = scheme, western(clean_line(number))[:30]
    seller.address = address.as_dict()
    fields = ["legal_name_ar", "legal_name_en", "registration_scheme", "registration_number", "address"]
    seller.save(update_fields=fields)
    audit.record("orders.seller.updated", subject=seller, actor=by, after={"changed": sorted(fields)})
    return seller


@transaction.atomic
def set_vat_status(
    *,
    seller: Seller,
    status: VatStatus,
    number: str = "",
    valid_from: date,
    by: User | None,
    evidence: str = "",
    checked_at: datetime | None = None,
) -> SellerVatStatus:
    """Writes down from which day on a seller is, or is no longer, registered for VAT.

    Sales keep the status of their own day. `by` None is the house. Raises NotManager, VatNumberInvalid.
    """
    if by is not None and not (rules.may_add_member(by, seller) or rules.may_handle(by)):
        raise NotManager
    digits = western(clean_line(number)).replace(" ", "")
    if (status == VatStatus.REGISTERED) != bool(digits) or not _fits(digits, str(seller.country)):
        raise VatNumberInvalid
    row = SellerVatStatus.objects.create(
        seller=seller,
        status=status,
        number=digits,
        valid_from=valid_from,
        checked_at=checked_at,
        evidence=clean_line(evidence)[:200],
    )
    now_valid = queries.vat_status_at(seller, timezone.localdate())
    seller.vat_number = now_valid.number
    seller.save(update_fields=["vat_number"])
    after = {"status": status, "number": digits, "valid_from": str(valid_from)}
    audit.record("orders.seller.vat_status", subject=seller, actor=by, after=after)
    return row


def _fits(number: str, country: str) -> bool:
    """Saudi numbers have 15 digits, first and last a 3 (BR-KSA-40); others are as long as a number may be."""
    if not number:
        return True
    return bool(re.fullmatch(r"3\d{13}3" if country == "SA" else r"[0-9A-Z]{5,20}", number))


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
