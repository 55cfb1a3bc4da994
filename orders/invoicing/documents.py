"""From a draft with its place in the chain to the finished document: XML and stamp, or a plain record."""

from __future__ import annotations

import uuid as uuids
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from core import chain
from core.money import Money
from orders.invoicing import countries, parties, stamps, zatca
from orders.invoicing.countries import CountryRules
from orders.invoicing.drafts import Draft, DraftLine
from orders.invoicing.enums import Document
from orders.invoicing.exceptions import ParticularsMissing, RateUnknown
from orders.invoicing.fitting import Fitted
from orders.invoicing.zatca import document as einvoice
from orders.invoicing.zatca import names, stamping

TYPE_CODES = {
    Document.INVOICE: names.INVOICE_CODE,
    Document.CREDIT_NOTE: names.CREDIT_CODE,
    Document.DEBIT_NOTE: names.DEBIT_CODE,
}
BPS_OF_PERCENT = 100
REASON_TEXTS = {
    "VATEX-SA-32": "تصدير السلع من المملكة",
    "VATEX-SA-33": "تصدير الخدمات من المملكة",
    "VATEX-SA-OOS": "توريد خارج نطاق ضريبة القيمة المضافة",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in its unit's chain."""

    counter: int
    previous_hash: str
    number: str
    uuid: uuids.UUID
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    hash: str
    xml: bytes = b""
    qr: str = ""
    signature: str = ""


def first_hash(rules: CountryRules) -> str:
    return zatca.FIRST_PREVIOUS_HASH if rules.zatca else chain.GENESIS


def number_of(rules: CountryRules, draft: Draft, counter: int, at: datetime) -> str:
    unit = f"INV-{draft.issuer.pk}" if draft.issuer else "INV"
    return rules.numbering.format(unit=unit, counter=counter, year=at.year)


def finish(draft: Draft, fitted: Fitted, place: Place) -> Finished:
    """Raises ParticularsMissing with the rules that do not hold, RateUnknown."""
    rules = countries.rules_of(draft.country)
    require(rules, draft)
    if not rules.zatca:
        return Finished(chain.link(place.previous_hash, facts(draft, fitted, place)))
    stamped = stamping.issue(_einvoice(draft, fitted, place), _stamp(draft))
    if broken := zatca.check(stamped.xml, now=place.issued_at):
        raise ParticularsMissing(broken)
    return Finished(stamped.hash, stamped.xml, stamped.qr, stamped.signature)


def vat_home(draft: Draft, fitted: Fitted) -> int:
    """The VAT in the currency of the issuer's state, in its minor units. Raises RateUnknown."""
    rules = countries.rules_of(draft.country)
    home = rules.currency or draft.order.currency
    vat = Money(fitted.vat, draft.order.currency).major * _rate(draft, home)
    return Money.of(einvoice.rounded(vat, home), home).minor


def require(rules: CountryRules, draft: Draft) -> None:
    """The issuer's particulars that the country asks for. Raises ParticularsMissing."""
    party = draft.issuer_party
    has = {
        "name": party["name_ar"] or party["name_en"],
        "vat_number": party["vat_number"] or not taxed(draft),
        "registration": party["registration"],
        "address": party["address"],
    }
    if missing := [MISSING[name] for name in rules.required if not has[name]]:
        raise ParticularsMissing(missing)


def taxed(draft: Draft) -> bool:
    """An issuer without a VAT number bills without VAT, and calls it no tax invoice."""
    return bool(draft.issuer_party["vat_number"])


def facts(draft: Draft, fitted: Fitted, place: Place) -> dict[str, object]:
    """What a plain document's hash is made of; no part of it may change afterwards."""
    return {
        "number": place.number,
        "uuid": str(place.uuid),
        "counter": place.counter,
        "issued_at": place.issued_at,
        "order": draft.order.number,
        "document": str(draft.document),
        "issuer": dict(draft.issuer_party),
        "customer": dict(draft.customer),
        "currency": draft.order.currency,
        "lines": [
            {"ar": line.description.ar, "en": line.description.en, "net": net, "bps": line.bps}
            for line, net in zip(draft.lines, fitted.nets, strict=True)
        ],
        "vat": fitted.vat,
        "total": fitted.total,
        "original": draft.original.number if draft.original else "",
    }


def _stamp(draft: Draft) -> stamping.Stamp:
    return stamps.unit_of(draft.issuer_party["vat_number"]).stamp


def _rate(draft: Draft, home: str) -> Decimal:
    rate = countries.rate(draft.order.currency, home, settings.INVOICE_RATES)
    if rate is None:
        raise RateUnknown(currency=draft.order.currency, home=home)
    return rate


def _einvoice(draft: Draft, fitted: Fitted, place: Place) -> einvoice.EInvoice:
    order, simplified = draft.order, draft.simplified
    issuer = draft.issuer_party
    total = Money(fitted.total, order.currency).major
    return einvoice.EInvoice(
        number=place.number,
        uuid=str(place.uuid),
        issued_at=place.issued_at,
        supplied_on=draft.supplied_on,
        counter=place.counter,
        previous_hash=place.previous_hash,
        seller=parties.party(issuer),
        buyer=parties.party(draft.customer, with_number=not draft.export),
        lines=[_line(line, net, order.currency) for line, net in zip(draft.lines, fitted.nets, strict=True)],
        type_code=TYPE_CODES[draft.document],
        simplified=simplified,
        third_party=draft.issuer is not None,
        export=draft.export,
        currency=order.currency,
        original=draft.original.number if draft.original else "",
        reason=f"{draft.reason.ar} | {draft.reason.en}",
        paid=total,
        payment_code="48" if draft.document is Document.INVOICE else "1",
        sar_rate=_rate(draft, "SAR"),
    )


def _line(line: DraftLine, net: int, currency: str) -> einvoice.Line:
    return einvoice.Line(
        name=line.description.ar or line.description.en,
        net=Money(net, currency).major,
        category=line.category,
        rate=Decimal(line.bps) / BPS_OF_PERCENT,
        reason_code=line.reason,
        reason=REASON_TEXTS.get(line.reason, line.reason),
    )


MISSING = {
    "name": zatca.Broken("issuer.name", "اسم البائع النظامي ناقص.", "The seller's legal name is missing."),
    "vat_number": zatca.Broken(
        "issuer.vat_number", "الرقم الضريبي للبائع ناقص.", "The seller's VAT number is missing."
    ),
    "registration": zatca.Broken(
        "issuer.registration", "رقم السجل التجاري للبائع ناقص.", "The seller's register number is missing."
    ),
    "address": zatca.Broken(
        "issuer.address", "العنوان الوطني للبائع ناقص.", "The seller's national address is missing."
    ),
}
