"""Rules of the sums: VAT once by category, totals that fit, two tax totals."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from orders.invoicing.zatca import reading
from orders.invoicing.zatca.document import rounded
from orders.invoicing.zatca.reading import Element
from orders.invoicing.zatca.rules.rule import Rule, View

TOTAL = "cac:LegalMonetaryTotal/cbc:"
DETAILED = "cac:TaxTotal[cac:TaxSubtotal]"
NOTHING: Final = Decimal(0)


def _figure(view: View, name: str) -> Decimal:
    return view.number(TOTAL + name) or NOTHING


def _allowances(view: View, path: str = "cac:AllowanceCharge") -> Decimal:
    """Charges less allowances of the document."""
    total = NOTHING
    for element in view.found(path):
        amount = reading.number(element, "cbc:Amount") or NOTHING
        total += amount if reading.text(element, "cbc:ChargeIndicator") == "true" else -amount
    return total


def _lines_sum(view: View) -> bool:
    nets = [reading.number(line, "cbc:LineExtensionAmount") or NOTHING for line in view.lines]
    return sum(nets, NOTHING) == _figure(view, "LineExtensionAmount")


def _exclusive(view: View) -> bool:
    return _figure(view, "LineExtensionAmount") + _allowances(view) == _figure(view, "TaxExclusiveAmount")


def _vat(view: View) -> Decimal:
    return view.number(f"{DETAILED}/cbc:TaxAmount") or NOTHING


def _inclusive(view: View) -> bool:
    return _figure(view, "TaxExclusiveAmount") + _vat(view) == _figure(view, "TaxInclusiveAmount")


def _vat_sum(view: View) -> bool:
    parts = view.found(f"{DETAILED}/cac:TaxSubtotal")
    return sum((reading.number(part, "cbc:TaxAmount") or NOTHING for part in parts), NOTHING) == _vat(view)


def _category_vat(view: View) -> bool:
    return all(_is_vat(part, view) for part in view.found(f"{DETAILED}/cac:TaxSubtotal"))


def _is_vat(part: Element, view: View) -> bool:
    taxable = reading.number(part, "cbc:TaxableAmount")
    vat = reading.number(part, "cbc:TaxAmount")
    rate = reading.number(part, "cac:TaxCategory/cbc:Percent") or NOTHING
    currency = view.text("cbc:DocumentCurrencyCode")
    return taxable is not None and vat == rounded(taxable * rate / 100, currency)


def _payable(view: View) -> bool:
    due = _figure(view, "TaxInclusiveAmount") - _figure(view, "PrepaidAmount")
    return due + _figure(view, "PayableRoundingAmount") == _figure(view, "PayableAmount")


def _two_totals(view: View) -> bool:
    """One bare in the currency of the VAT, one by category in the currency of the document."""
    bare = view.found("cac:TaxTotal[not(cac:TaxSubtotal)]/cbc:TaxAmount")
    detailed = view.found(f"{DETAILED}/cbc:TaxAmount")
    if len(bare) != 1 or len(detailed) != 1:
        return False
    return bare[0].get("currencyID") == view.text("cbc:TaxCurrencyCode") and detailed[0].get(
        "currencyID"
    ) == view.text("cbc:DocumentCurrencyCode")


RULES: Final = (
    Rule(
        "BR-CO-10",
        _lines_sum,
        "مجموع البنود لا يساوي الإجمالي قبل الضريبة.",
        "The lines do not sum to the total of lines.",
    ),
    Rule(
        "BR-CO-13",
        _exclusive,
        "الإجمالي قبل الضريبة لا يساوي مجموع البنود بعد الخصومات والإضافات.",
        "The total before VAT is not the lines less allowances plus charges.",
    ),
    Rule(
        "BR-CO-14",
        _vat_sum,
        "مجموع ضرائب الفئات لا يساوي إجمالي الضريبة.",
        "The VAT of the categories does not sum to the total VAT.",
    ),
    Rule(
        "BR-CO-17",
        _category_vat,
        "ضريبة الفئة يجب أن تساوي مجموعها الخاضع في النسبة، مقرّبة مرة واحدة.",
        "The VAT of a category must be its taxable total times the rate, rounded once.",
    ),
    Rule(
        "BR-CO-15",
        _inclusive,
        "الإجمالي مع الضريبة لا يساوي الإجمالي قبلها زائد الضريبة.",
        "The total with VAT is not the total before it plus the VAT.",
    ),
    Rule(
        "BR-CO-16",
        _payable,
        "المبلغ المستحق لا يساوي الإجمالي بعد المدفوع مقدمًا والتقريب.",
        "The amount due is not the total less what was prepaid, plus the rounding.",
    ),
    Rule(
        "BR-KSA-EN16931-09",
        _two_totals,
        "يجب أن يرد إجمالي الضريبة مرتين: بالريال، وبعملة الفاتورة حسب الفئات.",
        "The VAT must be totalled twice: in riyals, and by category in the invoice's currency.",
    ),
)
