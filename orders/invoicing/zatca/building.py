"""From a document to UBL 2.1 XML in the order of the schema; without its stamp, which comes after the hash."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from lxml import etree

from orders.invoicing.zatca.document import EInvoice, Line, Party, Place, Subtotal, rounded
from orders.invoicing.zatca.names import CAC, CBC, EXT, INVOICE, NOTES, PROFILE
from orders.invoicing.zatca.reading import Element

INDENT: Final = "    "
PREFIXES: Final[dict[Any, str]] = {None: INVOICE, "cac": CAC, "cbc": CBC, "ext": EXT}
CATEGORY_LIST: Final = {"schemeID": "UN/ECE 5305", "schemeAgencyID": "6"}
SCHEME_LIST: Final = {"schemeID": "UN/ECE 5153", "schemeAgencyID": "6"}


def build(document: EInvoice) -> Element:
    """The root of the bare invoice, indented for people; its hash does not change any more."""
    root = etree.Element(f"{{{INVOICE}}}Invoice", nsmap=PREFIXES)
    _head(root, document)
    _references(root, document)
    _party(_cac(root, "AccountingSupplierParty"), document.seller)
    _party(_cac(root, "AccountingCustomerParty"), document.buyer)
    _cbc(_cac(root, "Delivery"), "ActualDeliveryDate", document.supplied_on.isoformat())
    _payment(root, document)
    _tax_totals(root, document)
    _sums(root, document)
    for position, line in enumerate(document.lines, 1):
        _line(root, line, position, document.currency)
    etree.indent(root, space=INDENT)
    return root


def serialised(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _head(root: Element, document: EInvoice) -> None:
    issued = document.issued_utc
    _cbc(root, "ProfileID", PROFILE)
    _cbc(root, "ID", document.number)
    _cbc(root, "UUID", document.uuid)
    _cbc(root, "IssueDate", f"{issued:%Y-%m-%d}")
    _cbc(root, "IssueTime", f"{issued:%H:%M:%S}Z")
    _cbc(root, "InvoiceTypeCode", document.type_code, name=document.flags)
    if document.note:
        _cbc(root, "Note", document.note, languageID="ar")
    _cbc(root, "DocumentCurrencyCode", document.currency)
    _cbc(root, "TaxCurrencyCode", "SAR")
    if document.original:
        _cbc(_cac(_cac(root, "BillingReference"), "InvoiceDocumentReference"), "ID", document.original)


def _references(root: Element, document: EInvoice) -> None:
    counter = _cac(root, "AdditionalDocumentReference")
    _cbc(counter, "ID", "ICV")
    _cbc(counter, "UUID", str(document.counter))
    attached(_cac(root, "AdditionalDocumentReference"), "PIH", document.previous_hash)


def attached(reference: Element, name: str, content: str) -> None:
    """A document that is a text: the previous hash, the QR code."""
    _cbc(reference, "ID", name)
    _cbc(_cac(reference, "Attachment"), "EmbeddedDocumentBinaryObject", content, mimeCode="text/plain")


def _party(parent: Element, party: Party) -> None:
    node = _cac(parent, "Party")
    if party.registration:
        _cbc(_cac(node, "PartyIdentification"), "ID", party.registration, schemeID=party.scheme)
    _place(_cac(node, "PostalAddress"), party.place)
    scheme = _cac(node, "PartyTaxScheme")
    if party.vat_number:
        _cbc(scheme, "CompanyID", party.vat_number)
    _cbc(_cac(scheme, "TaxScheme"), "ID", "VAT")
    if party.name:
        _cbc(_cac(node, "PartyLegalEntity"), "RegistrationName", party.name)


def _place(node: Element, place: Place) -> None:
    fields = (
        ("StreetName", place.street),
        ("BuildingNumber", place.building),
        ("PlotIdentification", place.additional),
        ("CitySubdivisionName", place.district),
        ("CityName", place.city),
        ("PostalZone", place.postcode),
        ("CountrySubentity", place.region),
    )
    for name, value in fields:
        if value:
            _cbc(node, name, value)
    _cbc(_cac(node, "Country"), "IdentificationCode", place.country)


def _payment(root: Element, document: EInvoice) -> None:
    means = _cac(root, "PaymentMeans")
    _cbc(means, "PaymentMeansCode", document.payment_code)
    if document.type_code in NOTES:
        _cbc(means, "InstructionNote", document.reason)


def _tax_totals(root: Element, document: EInvoice) -> None:
    """Two: the VAT in riyals by itself, and the VAT in the document's currency by category."""
    _amount(_cac(root, "TaxTotal"), "TaxAmount", document.vat_sar, "SAR")
    total = _cac(root, "TaxTotal")
    _amount(total, "TaxAmount", document.vat, document.currency)
    for subtotal in document.subtotals:
        _subtotal(total, subtotal, document.currency)


def _subtotal(parent: Element, subtotal: Subtotal, currency: str) -> None:
    node = _cac(parent, "TaxSubtotal")
    _amount(node, "TaxableAmount", subtotal.taxable, currency)
    _amount(node, "TaxAmount", subtotal.vat, currency)
    category = _cac(node, "TaxCategory")
    _cbc(category, "ID", subtotal.category, **CATEGORY_LIST)
    _cbc(category, "Percent", _plain(subtotal.rate))
    if subtotal.reason_code:
        _cbc(category, "TaxExemptionReasonCode", subtotal.reason_code)
        _cbc(category, "TaxExemptionReason", subtotal.reason or subtotal.reason_code)
    _cbc(_cac(category, "TaxScheme"), "ID", "VAT", **SCHEME_LIST)


def _sums(root: Element, document: EInvoice) -> None:
    node, currency = _cac(root, "LegalMonetaryTotal"), document.currency
    _amount(node, "LineExtensionAmount", document.net, currency)
    _amount(node, "TaxExclusiveAmount", document.net, currency)
    _amount(node, "TaxInclusiveAmount", document.gross, currency)
    _amount(node, "AllowanceTotalAmount", Decimal(0), currency)
    _amount(node, "PrepaidAmount", Decimal(0), currency)
    if document.payable_rounding:
        _amount(node, "PayableRoundingAmount", document.payable_rounding, currency)
    _amount(node, "PayableAmount", document.gross + document.payable_rounding, currency)


def _line(root: Element, line: Line, position: int, currency: str) -> None:
    node = _cac(root, "InvoiceLine")
    vat = line.vat(currency)
    _cbc(node, "ID", str(position))
    _cbc(node, "InvoicedQuantity", f"{line.quantity:.6f}", unitCode=line.unit)
    _amount(node, "LineExtensionAmount", line.net, currency)
    total = _cac(node, "TaxTotal")
    _amount(total, "TaxAmount", vat, currency)
    _amount(total, "RoundingAmount", line.net + vat, currency)
    item = _cac(node, "Item")
    _cbc(item, "Name", line.name)
    category = _cac(item, "ClassifiedTaxCategory")
    _cbc(category, "ID", line.category)
    _cbc(category, "Percent", _plain(line.rate))
    _cbc(_cac(category, "TaxScheme"), "ID", "VAT")
    _amount(_cac(node, "Price"), "PriceAmount", line.net / line.quantity, currency)


def _cac(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, f"{{{CAC}}}{name}")


def _cbc(parent: Element, tag: str, words: str, /, **attributes: str) -> Element:
    node = etree.SubElement(parent, f"{{{CBC}}}{tag}", **attributes)  # type: ignore[arg-type] # its stub's names
    node.text = words
    return node


def _amount(parent: Element, name: str, amount: Decimal, currency: str) -> Any:
    return _cbc(parent, name, str(rounded(amount, currency)), currencyID=currency)


def _plain(rate: Decimal) -> str:
    return f"{rate:.2f}"
