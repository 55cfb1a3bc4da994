"""Who issues and who buys, as they were on the day: snapshots for the row, parties for the XML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orders.addresses import PostalAddress
from orders.invoicing.zatca import document as einvoice
from orders.models import Order, Seller
from orders.platform import platform

Snapshot = dict[str, Any]


def of_platform() -> Snapshot:
    us = platform()
    return _snapshot(
        name_ar=us.name_ar,
        name_en=us.name_en,
        vat_number=us.vat_number,
        scheme=us.register,
        registration=us.registration_number,
        address=us.address,
        country=us.country,
    )


def of_seller(seller: Seller, *, vat_number: str) -> Snapshot:
    """By the legal names; the name of the gallery where none is on file."""
    return _snapshot(
        name_ar=seller.legal_name_ar or seller.name_ar or seller.name_en or "",
        name_en=seller.legal_name_en or seller.name_en or seller.name_ar or "",
        vat_number=vat_number,
        scheme=seller.registration_scheme,
        registration=seller.registration_number,
        address=seller.postal_address or PostalAddress(),
        country=str(seller.country),
    )


def of_buyer(order: Order) -> Snapshot:
    """The company where there is one; a private person by name, at the billing or the delivery address."""
    address = order.bill_address or order.ship_address or PostalAddress()
    company = address.company
    return _snapshot(
        name_ar=company or order.buyer_name_ar or address.name or order.buyer_name_en,
        name_en=company or order.buyer_name_en or address.name or order.buyer_name_ar,
        vat_number=address.vat_number,
        scheme="",
        registration="",
        address=address,
        country=address.country,
    )


def is_business(order: Order) -> bool:
    address = order.bill_address
    return bool(address and (address.company or address.vat_number))


def party(snapshot: Mapping[str, Any], *, with_number: bool = True) -> einvoice.Party:
    """As the XML names it: the Arabic name where there is one. A number of another state is not a Saudi one."""
    address = PostalAddress.from_dict(snapshot["address"])
    country = snapshot["country"] or "SA"
    return einvoice.Party(
        name=snapshot["name_ar"] or snapshot["name_en"],
        vat_number=snapshot["vat_number"] if with_number and country == "SA" else "",
        scheme=snapshot["scheme"],
        registration=snapshot["registration"],
        place=einvoice.Place(
            street=address.line1,
            building=address.building,
            additional=address.additional,
            district=address.district or address.block,
            city=address.city or address.region_in("ar"),
            postcode=address.postcode,
            country=country,
        ),
    )


def _snapshot(
    *,
    name_ar: str,
    name_en: str,
    vat_number: str,
    scheme: str,
    registration: str,
    address: PostalAddress,
    country: str,
) -> Snapshot:
    return {
        "name_ar": name_ar,
        "name_en": name_en,
        "vat_number": vat_number,
        "scheme": scheme,
        "registration": registration,
        "address": address.as_dict(),
        "country": country,
    }
