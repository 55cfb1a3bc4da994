"""Invoices for tests, issued by the services like real ones, and documents for the pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from orders.invoicing import services, zatca
from orders.invoicing.models import Invoice
from orders.invoicing.zatca.document import EInvoice, Line, Party, Place
from tests.factories.orders import SellerFactory, paid_order

ADDRESS = {
    "country": "SA",
    "line1": "شارع التحلية",
    "building": "2929",
    "additional": "8118",
    "district": "العليا",
    "city": "الرياض",
    "postcode": "12241",
}
COMPANY = {**ADDRESS, "name": "نورة", "company": "شركة الواحة", "vat_number": "311111111101113"}
THEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class FullSellerFactory(SellerFactory):
    """With everything that an invoice must say of its issuer."""

    legal_name_ar = "شركة صالة الضوء"
    legal_name_en = "Light Gallery Company"
    registration_scheme = "CRN"
    registration_number = "1010999888"
    address = ADDRESS


class UnregisteredFactory(SellerFactory):
    """An artist without a VAT number: the platform supplies in their stead."""

    vat_number = ""


def invoice_of(**order: Any) -> Invoice:
    """The first invoice of a paid order."""
    order.setdefault("seller", None)
    order["seller"] = order["seller"] or FullSellerFactory()
    return services.issue_for_order(order=paid_order(**order))[0]


PLACE = Place("شارع التحلية", "2929", "8118", "العليا", "الرياض", "12241")
SELLER = Party("شركة سوق الفن", "310448211700003", "CRN", "1010784512", PLACE)


def document_of(**given: Any) -> EInvoice:
    """A simplified invoice of one line at 100.00, unless told otherwise."""
    plain = EInvoice(
        number="INV-000001",
        uuid="8e6000cf-1a98-4174-b3e7-b5d5954bc10d",
        issued_at=THEN,
        supplied_on=date(2026, 11, 22),
        counter=1,
        previous_hash=zatca.FIRST_PREVIOUS_HASH,
        seller=SELLER,
        buyer=Party(),
        lines=[Line("صحن الضوء", Decimal("100.00"))],
    )
    return replace(plain, **given)
