"""Issuing: the number, the hash before, and the document in one transaction, so that the chain has no gap."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from compliance import audit
from core import clock, outbox
from orders import locks as order_locks
from orders.invoicing import countries, documents, drafts, locks, queries
from orders.invoicing.documents import Finished, Place
from orders.invoicing.drafts import Draft
from orders.invoicing.enums import Document, Filing, InvoiceKind
from orders.invoicing.exceptions import ParticularsMissing, RateUnknown
from orders.invoicing.fitting import Fitted, vat_of
from orders.invoicing.models import Hold, Invoice, InvoiceLine, IssuingUnit
from orders.invoicing.zatca import Broken
from orders.models import Order, Refund, Seller


def issue_for_order(*, order: Order, now: datetime | None = None) -> list[Invoice]:
    """The invoices of a paid order, one for each supplier of record. Again is harmless.

    What cannot be issued yet is written down as on hold, with what is missing.
    """
    if order.paid_at is None:
        return []
    return _all(drafts.for_sale(order), now)


def issue_commission(*, order: Order, now: datetime | None = None) -> list[Invoice]:
    """Ours to a registered seller, when the order is completed. Again is harmless.

    Locks the order, as refunds do: one is either left out of the commission or credited later, never both.
    """
    with transaction.atomic():
        locked = order_locks.order(order.pk)
        draft = drafts.for_commission(locked)
        return _all([draft] if draft else [], now)


def issue_for_refund(*, refund: Refund, now: datetime | None = None) -> list[Invoice]:
    """Credit notes for what a refund returns; what it returns is invoiced first if it was not yet."""
    issue_for_order(order=refund.order, now=now)
    return _all(drafts.for_refund(refund, list(queries.sale_invoices(refund.order))), now)


def issue_held(*, hold: Hold, now: datetime | None = None) -> list[Invoice]:
    """Tries again what was on hold."""
    if hold.refund is not None:
        return issue_for_refund(refund=hold.refund, now=now)
    ways: dict[str, Callable[..., list[Invoice]]] = {"buyer": issue_for_order, "seller": issue_commission}
    return ways[hold.addressed](order=hold.order, now=now)


@transaction.atomic
def issue(*, draft: Draft, now: datetime | None = None) -> Invoice:
    """One document. Locks the issuer's unit; a document that is there already is returned as it is.

    Raises ParticularsMissing (with the rules that do not hold), RateUnknown; then no number is used up.
    """
    unit = locks.unit(_unit(draft.issuer).pk)
    if known := _known(draft, unit):
        return known
    rules = countries.rules_of(draft.country)
    at = now or clock.now()
    fitted = draft.fitted()
    place = Place(
        counter=unit.counter + 1,
        previous_hash=unit.last_hash or documents.first_hash(rules),
        number=documents.number_of(rules, draft, unit.counter + 1, at),
        uuid=uuids.uuid4(),
        issued_at=at,
    )
    finished = documents.finish(draft, fitted, place)
    unit.counter, unit.last_hash = place.counter, finished.hash
    unit.save(update_fields=["counter", "last_hash"])
    invoice = _write(draft, unit, fitted, place, finished)
    _lines(invoice, draft, fitted)
    audit.record(
        "invoicing.invoice.issued",
        subject=invoice,
        actor=None,
        after={"number": invoice.number, "total": invoice.total, "currency": invoice.currency},
    )
    if rules.zatca:
        outbox.enqueue("invoicing.file", {"invoice": invoice.pk}, key=f"invoice:{invoice.pk}:1")
    return invoice


def _all(found: Iterable[Draft], now: datetime | None) -> list[Invoice]:
    issued = []
    for draft in found:
        try:
            issued.append(issue(draft=draft, now=now))
        except ParticularsMissing as missing:
            _hold(draft, missing.problems, now)
        except RateUnknown as unknown:
            _hold(draft, [Broken(unknown.code, unknown.text, unknown.text)], now)
        else:
            _same_hold(draft).delete()
    return issued


def _unit(issuer: Seller | None) -> IssuingUnit:
    unit, _created = IssuingUnit.objects.get_or_create(seller=issuer)
    return unit


def _known(draft: Draft, unit: IssuingUnit) -> Invoice | None:
    same = Invoice.objects.filter(unit=unit, addressed=draft.addressed, document=draft.document)
    if draft.document is Document.INVOICE:
        return same.filter(order=draft.order).first()
    return same.filter(refund=draft.refund).first()


def _write(draft: Draft, unit: IssuingUnit, fitted: Fitted, place: Place, finished: Finished) -> Invoice:
    zatca = countries.rules_of(draft.country).zatca
    return Invoice.objects.create(
        unit=unit,
        order=draft.order,
        refund=draft.refund,
        original=draft.original,
        document=draft.document,
        kind=InvoiceKind.SIMPLIFIED if draft.simplified else InvoiceKind.STANDARD,
        addressed=draft.addressed,
        third_party=draft.issuer is not None,
        country=draft.country,
        number=place.number,
        uuid=place.uuid,
        counter=place.counter,
        previous_hash=place.previous_hash,
        hash=finished.hash,
        xml=finished.xml,
        qr=finished.qr,
        signature=finished.signature,
        currency=draft.order.currency,
        net=fitted.net,
        vat=fitted.vat,
        rounding=fitted.rounding,
        total=fitted.total,
        vat_home=documents.vat_home(draft, fitted),
        issuer=draft.issuer_party,
        customer=draft.customer,
        reason_ar=draft.reason.ar,
        reason_en=draft.reason.en,
        supplied_on=draft.supplied_on,
        issued_at=place.issued_at,
        filing=Filing.WAITING if zatca else Filing.NOT_NEEDED,
    )


def _lines(invoice: Invoice, draft: Draft, fitted: Fitted) -> None:
    rows = []
    for position, (line, net) in enumerate(zip(draft.lines, fitted.nets, strict=True), 1):
        vat = vat_of(net, line.bps)
        rows.append(
            InvoiceLine(
                invoice=invoice,
                position=position,
                order_line=line.line,
                description_ar=line.description.ar,
                description_en=line.description.en,
                vat_category=line.category,
                vat_bps=line.bps,
                vat_reason=line.reason,
                net=net,
                vat=vat,
                gross=net + vat,
            )
        )
    InvoiceLine.objects.bulk_create(rows)


@transaction.atomic
def _hold(draft: Draft, problems: Iterable[Broken], now: datetime | None) -> None:
    at = now or clock.now()
    said = [{"code": one.code, "ar": one.ar, "en": one.en} for one in problems]
    Hold.objects.update_or_create(
        order=draft.order,
        refund=draft.refund,
        issuer=draft.issuer,
        addressed=draft.addressed,
        defaults={"document": draft.document, "problems": said, "tried_at": at},
        create_defaults={"document": draft.document, "problems": said, "tried_at": at, "since": at},
    )


def _same_hold(draft: Draft) -> QuerySet[Hold]:
    return Hold.objects.filter(
        order=draft.order, refund=draft.refund, issuer=draft.issuer, addressed=draft.addressed
    )
