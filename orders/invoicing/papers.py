"""What stands on a document, in both languages, once: the page and the PDF only lay it out.

The words are fixed here and not in the catalogue, because both languages stand on every document whatever the
reader's is: Arabic is what the law asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from core.dates import both_dates
from core.money import FULL_NAMES, Money
from core.pdf.words import Two, isolate
from orders.addresses import PostalAddress
from orders.drafts import both
from orders.enums import VatCategory
from orders.invoicing import countries
from orders.invoicing.countries import CountryRules
from orders.invoicing.enums import Addressed, InvoiceKind
from orders.invoicing.models import Invoice, InvoiceLine

Fact = tuple[Two, Two]
REASONS = {
    "VATEX-SA-32": Two("توريد خاضع لنسبة الصفر: تصدير سلع", "Zero-rated: export of goods"),
    "VATEX-SA-33": Two("توريد خاضع لنسبة الصفر: تصدير خدمات", "Zero-rated: export of services"),
    "VATEX-SA-OOS": Two("خارج نطاق ضريبة القيمة المضافة", "Outside the scope of VAT"),
    "export": Two("توريد خاضع لنسبة الصفر: تصدير", "Zero-rated: export"),
}
SCHEMES = {
    "CRN": Two("السجل التجاري", "Commercial register"),
    "MOM": Two("رخصة وزارة البلديات", "Municipal licence"),
    "MLS": Two("رخصة وزارة الموارد البشرية", "Labour licence"),
    "SAG": Two("رخصة وزارة الاستثمار", "Investment licence"),
    "OTH": Two("رقم السجل", "Register number"),
}
IN_THE_NAME = Two(
    "أصدرت سوق الفن هذا المستند نيابة عن البائع.", "Issued by Art Souk on behalf of the seller."
)
SELLER = Two("البائع", "Seller")
BUYER = Two("المشتري", "Buyer")
ROUNDED = Two("التقريب", "Rounding")


@dataclass(frozen=True, slots=True)
class PaperLine:
    what: Two
    net: str
    rate: str
    vat: str
    gross: str


@dataclass(frozen=True, slots=True)
class Total:
    label: Two
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    title: Two
    number: str
    facts: Sequence[Fact]
    seller: Sequence[Fact]
    buyer: Sequence[Fact]
    lines: Sequence[PaperLine]
    totals: Sequence[Total]
    notes: Sequence[Two]
    currency: Two
    vat_name: Two
    qr: str
    small: str
    seller_title: Two = SELLER
    buyer_title: Two = BUYER

    @property
    def currency_line(self) -> Two:
        return Two(f"العملة: {self.currency.ar}", f"Currency: {self.currency.en}")


def paper_of(invoice: Invoice) -> Paper:
    """Needs the lines, the order and the original with it."""
    rules = countries.rules_of(invoice.country)
    taxed = bool(invoice.issuer["vat_number"])
    lines = sorted(invoice.lines.all(), key=lambda line: line.position)
    return Paper(
        title=rules.document_title(
            invoice.document, simplified=invoice.kind == InvoiceKind.SIMPLIFIED, taxed=taxed
        ),
        number=invoice.number,
        facts=list(_facts(invoice)),
        seller=list(_party(invoice.issuer, rules)),
        buyer=list(_party(invoice.customer, rules)),
        lines=[_line(line, invoice.currency) for line in lines],
        totals=list(_totals(invoice, rules)),
        notes=list(_notes(invoice, lines)),
        currency=_currency(invoice.currency),
        vat_name=rules.vat,
        qr=invoice.qr,
        small=f"UUID {invoice.uuid}",
    )


def _facts(invoice: Invoice) -> Iterator[Fact]:
    yield Two("الرقم", "Number"), same(invoice.number)
    yield Two("تاريخ الإصدار", "Issued"), _moment(invoice.issued_at)
    yield Two("تاريخ التوريد", "Supplied"), _day(invoice.supplied_on)
    yield Two("رقم الطلب", "Order"), same(invoice.order.number)
    if invoice.original is not None:
        yield Two("يصحّح الفاتورة", "Corrects invoice"), same(invoice.original.number)
        yield Two("السبب", "Reason"), Two(invoice.reason_ar, invoice.reason_en)


def _party(party: Mapping[str, Any], rules: CountryRules) -> Iterator[Fact]:
    yield (
        Two("الاسم", "Name"),
        Two(party["name_ar"] or party["name_en"], party["name_en"] or party["name_ar"]),
    )
    if party["vat_number"]:
        yield rules.number, same(party["vat_number"])
    if party["registration"]:
        yield SCHEMES.get(party["scheme"], SCHEMES["OTH"]), same(party["registration"])
    address = PostalAddress.from_dict(party["address"])
    if address.place_lines("ar"):
        yield Two("العنوان", "Address"), _address(address)


def _line(line: InvoiceLine, currency: str) -> PaperLine:
    return PaperLine(
        what=Two(line.description_ar, line.description_en),
        net=_number(line.net, currency),
        rate=f"{line.vat_bps / 100:g}%",
        vat=_number(line.vat, currency),
        gross=_number(line.gross, currency),
    )


def _totals(invoice: Invoice, rules: CountryRules) -> Iterator[Total]:
    currency = invoice.currency
    yield Total(Two("الإجمالي قبل الضريبة", "Total before VAT"), _number(invoice.net, currency))
    yield Total(Two(f"إجمالي {rules.vat.ar}", f"Total {rules.vat.en}"), _number(invoice.vat, currency))
    if invoice.rounding:
        yield Total(ROUNDED, _number(invoice.rounding, currency))
    home = rules.currency
    if home and home != currency:
        name = _currency(home)
        label = Two(f"{rules.vat.ar} بعملة {name.ar}", f"{rules.vat.en} in {home}")
        yield Total(label, _number(invoice.vat_home, home))
    credited = invoice.is_note and invoice.document == "credit_note"
    paid = Two("المبلغ المردود", "Amount credited") if credited else Two("المبلغ المستحق", "Amount due")
    yield Total(paid, _number(invoice.total, currency), strong=True)


def _notes(invoice: Invoice, lines: Sequence[InvoiceLine]) -> Iterator[Two]:
    if invoice.third_party:
        yield IN_THE_NAME
    for code in dict.fromkeys(line.vat_reason for line in lines if line.vat_category != VatCategory.STANDARD):
        if code in REASONS:
            yield REASONS[code]
    if not invoice.is_note and invoice.addressed == Addressed.BUYER:
        yield Two("دُفع المبلغ بالكامل، شكرًا لكم.", "Paid in full, with thanks.")


def _address(address: PostalAddress) -> Two:
    """Each part by itself in English: most of them are Arabic words, and would run into each other."""
    parts = [*address.place_lines("en"), address.country_name("en")]
    return Two(address.one_line("ar"), ", ".join(isolate(part) for part in parts if part))


def same(text: str) -> Two:
    """A number or a code: the same in both languages."""
    return Two(text, text)


def _day(value: date) -> Two:
    return Two(both_dates(value, "ar"), both_dates(value, "en"))


def _moment(value: datetime) -> Two:
    """The day by both calendars, and the time as the clock of the Kingdom showed it."""
    local = timezone.localtime(value)
    time = f"{local:%H:%M:%S}"
    return Two(f"{both_dates(local, 'ar')}، {time}", f"{both_dates(local, 'en')}, {time}")


def _number(minor: int, currency: str) -> str:
    return Money(minor, currency).number(full=True)


def _currency(code: str) -> Two:
    arabic, english = both(FULL_NAMES[code])
    return Two(arabic, f"{english} ({code})")
