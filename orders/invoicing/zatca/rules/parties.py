"""Rules of seller and buyer: who they are, and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from orders.invoicing.zatca.names import BUYER_SCHEMES, SELLER_SCHEMES
from orders.invoicing.zatca.rules.rule import BUYER, SELLER, Rule, View

_VAT = re.compile(r"3\d{13}3", re.ASCII)
_ADDRESS = ("StreetName", "BuildingNumber", "PostalZone", "CityName", "CitySubdivisionName")


def _identified(party: str, schemes: frozenset[str]) -> Callable[[View], bool]:
    """One identifier with a known scheme, of letters and digits only."""
    path = f"{party}/cac:PartyIdentification/cbc:ID"
    return lambda view: view.text(path).isalnum() and view.attribute(path, "schemeID") in schemes


def _has(party: str, *names: str) -> Callable[[View], bool]:
    paths = [f"{party}/cac:PostalAddress/cbc:{name}" for name in names]
    return lambda view: all(view.text(path) for path in paths) and bool(view.country(party))


def _digits(party: str, name: str, count: int) -> Callable[[View], bool]:
    """So many digits, where the field is there at all."""
    path = f"{party}/cac:PostalAddress/cbc:{name}"
    shape = re.compile(rf"\d{{{count}}}", re.ASCII)
    return lambda view: not view.text(path) or bool(shape.fullmatch(view.text(path)))


def _vat_number(party: str) -> str:
    return f"{party}/cac:PartyTaxScheme/cbc:CompanyID"


def _buyer_number(view: View) -> bool:
    number = view.text(_vat_number(BUYER))
    return not number or view.country(BUYER) not in {"", "SA"} or bool(_VAT.fullmatch(number))


def _saudi_buyer(view: View) -> bool:
    return view.standard and view.country(BUYER) == "SA"


RULES: Final = (
    Rule(
        "BR-06",
        lambda view: bool(view.text(f"{SELLER}/cac:PartyLegalEntity/cbc:RegistrationName")),
        "يجب أن تحمل الفاتورة اسم البائع.",
        "The invoice must name the seller.",
    ),
    Rule(
        "BR-KSA-08",
        _identified(SELLER, SELLER_SCHEMES),
        "يجب أن يحمل البائع رقم سجل من الأنواع CRN أو MOM أو MLS أو 700 أو SAG أو OTH، من حروف وأرقام فقط.",
        "The seller needs a register number of the kind CRN, MOM, MLS, 700, SAG or OTH, of letters and digits.",
    ),
    Rule(
        "BR-KSA-09",
        _has(SELLER, *_ADDRESS),
        "يجب أن يكتمل عنوان البائع: الشارع ورقم المبنى والحي والمدينة والرمز البريدي والدولة.",
        "The seller's address needs street, building, district, city, postcode and country.",
    ),
    Rule(
        "BR-KSA-37",
        _digits(SELLER, "BuildingNumber", 4),
        "يجب أن يتكوّن رقم مبنى البائع من 4 أرقام.",
        "The seller's building number must have 4 digits.",
    ),
    Rule(
        "BR-KSA-64",
        _digits(SELLER, "PlotIdentification", 4),
        "يجب أن يتكوّن الرقم الإضافي لعنوان البائع من 4 أرقام.",
        "The seller's additional number must have 4 digits.",
    ),
    Rule(
        "BR-KSA-66",
        _digits(SELLER, "PostalZone", 5),
        "يجب أن يتكوّن الرمز البريدي للبائع من 5 أرقام.",
        "The seller's postcode must have 5 digits.",
    ),
    Rule(
        "BR-KSA-39",
        lambda view: bool(view.text(_vat_number(SELLER))),
        "يجب أن تحمل الفاتورة الرقم الضريبي للبائع.",
        "The invoice must have the seller's VAT number.",
    ),
    Rule(
        "BR-KSA-40",
        lambda view: (
            not view.text(_vat_number(SELLER)) or bool(_VAT.fullmatch(view.text(_vat_number(SELLER))))
        ),
        "يجب أن يتكوّن الرقم الضريبي للبائع من 15 رقمًا تبدأ وتنتهي بالرقم 3.",
        "The seller's VAT number must have 15 digits and start and end with 3.",
    ),
    Rule(
        "BR-KSA-42",
        lambda view: (
            not view.standard or bool(view.text(f"{BUYER}/cac:PartyLegalEntity/cbc:RegistrationName"))
        ),
        "يجب أن تحمل الفاتورة الضريبية اسم المشتري.",
        "A standard invoice must name the buyer.",
    ),
    Rule(
        "BR-KSA-10",
        lambda view: not view.standard or _has(BUYER, "StreetName", "CityName")(view),
        "يجب أن تحمل الفاتورة الضريبية عنوان المشتري: الشارع والمدينة والدولة.",
        "A standard invoice needs the buyer's street, city and country.",
    ),
    Rule(
        "BR-KSA-63",
        lambda view: not _saudi_buyer(view) or _has(BUYER, *_ADDRESS)(view),
        "يجب أن يكتمل العنوان الوطني للمشتري في المملكة.",
        "A buyer in Saudi Arabia needs the full national address.",
    ),
    Rule(
        "BR-KSA-67",
        lambda view: not _saudi_buyer(view) or _digits(BUYER, "PostalZone", 5)(view),
        "يجب أن يتكوّن الرمز البريدي للمشتري من 5 أرقام.",
        "The buyer's postcode must have 5 digits.",
    ),
    Rule(
        "BR-KSA-14",
        lambda view: (
            not view.found(f"{BUYER}/cac:PartyIdentification/cbc:ID")
            or _identified(BUYER, BUYER_SCHEMES)(view)
        ),
        "نوع معرّف المشتري غير معروف، أو فيه غير الحروف والأرقام.",
        "The buyer's identifier is of an unknown kind, or is not letters and digits.",
    ),
    Rule(
        "BR-KSA-44",
        _buyer_number,
        "يجب أن يتكوّن الرقم الضريبي للمشتري من 15 رقمًا تبدأ وتنتهي بالرقم 3.",
        "The buyer's VAT number must have 15 digits and start and end with 3.",
    ),
    Rule(
        "BR-KSA-46",
        lambda view: not view.export or not view.text(_vat_number(BUYER)),
        "لا يحمل المشتري رقمًا ضريبيًا في فاتورة التصدير.",
        "On an export the buyer must have no VAT number.",
    ),
)
