"""Who we are on an invoice, and our own row among the sellers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from orders.addresses import PostalAddress
from orders.enums import Register, SellerKind
from orders.models import Seller


@dataclass(frozen=True, slots=True)
class Platform:
    name_ar: str
    name_en: str
    vat_number: str
    register: str
    registration_number: str
    country: str
    iban: str
    bank_name: str
    address: PostalAddress


def platform() -> Platform:
    """As the environment says; the defaults are the demonstration's."""
    facts: dict[str, Any] = dict(settings.PLATFORM)
    return Platform(**{**facts, "address": PostalAddress.from_dict(facts["address"])})


def house_seller() -> Seller:
    """The seller of memberships and of whatever else we sell ourselves; made when it is first asked for."""
    us = platform()
    seller, _created = Seller.objects.get_or_create(
        house=True,
        defaults={
            "kind": SellerKind.HOUSE,
            "slug": "art-souk",
            "name_ar": us.name_ar,
            "name_en": us.name_en,
            "legal_name_ar": us.name_ar,
            "legal_name_en": us.name_en,
            "country": us.country,
            "vat_number": us.vat_number,
            "registration_scheme": Register.CRN,
            "registration_number": us.registration_number,
            "address": us.address.as_dict(),
        },
    )
    return seller
