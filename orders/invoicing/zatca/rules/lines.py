"""Rules of the lines: their amounts, their categories."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from orders.invoicing.zatca import reading
from orders.invoicing.zatca.document import rounded
from orders.invoicing.zatca.names import CATEGORIES
from orders.invoicing.zatca.reading import Element
from orders.invoicing.zatca.rules.rule import Rule, View

CENT: Final = Decimal("0.01")
_CATEGORY = "cac:Item/cac:ClassifiedTaxCategory"
_WITHOUT_VAT = frozenset({"Z", "E", "O"})


def _amounts(line: Element) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Before VAT, VAT, with VAT."""
    return (
        reading.number(line, "cbc:LineExtensionAmount"),
        reading.number(line, "cac:TaxTotal/cbc:TaxAmount"),
        reading.number(line, "cac:TaxTotal/cbc:RoundingAmount"),
    )


def _vat_named(view: View) -> bool:
    return not view.standard or all(None not in _amounts(line)[1:2] for line in view.lines)


def _gross_named(view: View) -> bool:
    return not view.standard or all(None not in _amounts(line)[2:] for line in view.lines)


def _vat_right(view: View) -> bool:
    return all(_is_vat(line) for line in view.lines)


def _is_vat(line: Element) -> bool:
    net, vat, _gross = _amounts(line)
    rate = reading.number(line, f"{_CATEGORY}/cbc:Percent") or Decimal(0)
    return net is None or vat is None or abs(rounded(net * rate / 100) - vat) <= CENT


def _gross_right(view: View) -> bool:
    figures = [_amounts(line) for line in view.lines]
    return all(
        net is None or vat is None or gross is None or net + vat == gross for net, vat, gross in figures
    )


def _categories(view: View) -> bool:
    found = [
        element.text
        for element in view.found("//cac:ClassifiedTaxCategory/cbc:ID | //cac:TaxCategory/cbc:ID")
    ]
    return all(text in CATEGORIES for text in found)


def _reasons(view: View) -> bool:
    """Whatever bears no VAT says why, in the summary by category."""
    return all(
        reading.text(subtotal, "cac:TaxCategory/cbc:TaxExemptionReasonCode")
        for subtotal in view.found("cac:TaxTotal/cac:TaxSubtotal")
        if reading.text(subtotal, "cac:TaxCategory/cbc:ID") in _WITHOUT_VAT
    )


def _rates(view: View) -> bool:
    """5% (until June 2020) or 15% in category S, none in the others."""
    for category in view.found("//cac:ClassifiedTaxCategory"):
        rate = reading.number(category, "cbc:Percent") or Decimal(0)
        standard = reading.text(category, "cbc:ID") == "S"
        if (rate in {Decimal(5), Decimal(15)}) is not standard or (not standard and rate != 0):
            return False
    return True


RULES: Final = (
    Rule(
        "BR-16",
        lambda view: bool(view.lines),
        "يجب أن تحمل الفاتورة بندًا واحدًا على الأقل.",
        "The invoice must have at least one line.",
    ),
    Rule(
        "BR-25",
        lambda view: all(reading.text(line, "cac:Item/cbc:Name") for line in view.lines),
        "يجب أن يحمل كل بند وصفًا.",
        "Each line must say what was supplied.",
    ),
    Rule(
        "BR-KSA-52",
        _vat_named,
        "يجب أن يذكر كل بند في الفاتورة الضريبية مبلغ ضريبته.",
        "Each line of a standard invoice must state its VAT.",
    ),
    Rule(
        "BR-KSA-53",
        _gross_named,
        "يجب أن يذكر كل بند في الفاتورة الضريبية مبلغه شاملًا الضريبة.",
        "Each line of a standard invoice must state its amount with VAT.",
    ),
    Rule(
        "BR-KSA-50",
        _vat_right,
        "ضريبة البند يجب أن تساوي مبلغه في نسبة الضريبة.",
        "The VAT of a line must be its amount times the rate.",
    ),
    Rule(
        "BR-KSA-51",
        _gross_right,
        "مبلغ البند مع الضريبة يجب أن يساوي مبلغه وضريبته معًا.",
        "The amount of a line with VAT must be its amount plus its VAT.",
    ),
    Rule(
        "BR-KSA-18",
        _categories,
        "يجب أن تكون فئة الضريبة S أو Z أو E أو O.",
        "The VAT category must be S, Z, E or O.",
    ),
    Rule(
        "BR-KSA-69",
        _reasons,
        "ما لا يحمل ضريبة يجب أن يذكر سببه برمزه.",
        "What bears no VAT must give the code of the reason.",
    ),
    Rule(
        "BR-KSA-84",
        _rates,
        "نسبة الضريبة في الفئة S هي 5% أو 15%، وفي غيرها صفر.",
        "The rate is 5% or 15% in category S, and none in the others.",
    ),
)
