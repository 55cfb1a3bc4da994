"""Handing documents in: one attempt outside any transaction, its outcome written down, another one later."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from compliance import audit
from core import clock, outbox
from orders.invoicing import filing, locks, queries, rules, stamps, zatca
from orders.invoicing.enums import Filing, InvoiceKind, Outcome
from orders.invoicing.exceptions import NotAllowed, NotFileable
from orders.invoicing.filing import Answer
from orders.invoicing.filing.interface import Way
from orders.invoicing.models import Invoice, Submission

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_WAIT: Final = timedelta(hours=6)
log = logging.getLogger("souk.invoicing")


def file_invoice(*, invoice: Invoice, now: datetime | None = None) -> Invoice:
    """One attempt, if the document waits and its issuer has a unit that the authority knows.

    The authority may say that a standard document is to be reported instead: then it is, at once. Silence
    leaves it waiting and queues the next attempt.
    """
    if invoice.standing is not Filing.WAITING:
        return invoice
    way: Way = "clearance" if invoice.kind == InvoiceKind.STANDARD else "reporting"
    answer = _ask(invoice, way)
    if answer and answer.outcome is Outcome.REDIRECTED:
        _noted(invoice, answer, now)
        answer = _ask(invoice, "reporting")
    return _noted(invoice, answer, now) if answer else invoice


def file_waiting(*, limit: int = 100) -> int:
    """A round over what waits, for what no message asks for any more; returns how many were filed."""
    done = 0
    for invoice in queries.waiting()[:limit]:
        done += file_invoice(invoice=invoice).standing.accepted
    return done


@transaction.atomic
def retry_filing(*, invoice: Invoice, by: User) -> Invoice:
    """Staff hands it in again, refused or waiting. Raises NotAllowed, NotFileable."""
    if not rules.may_file(by):
        raise NotAllowed
    row = locks.invoice(invoice.pk)
    if row.standing not in {Filing.WAITING, Filing.REFUSED}:
        raise NotFileable
    if row.standing is Filing.REFUSED:
        row.filing = Filing.WAITING
        row.save(update_fields=["filing"])
    audit.record("invoicing.invoice.retried", subject=row, actor=by)
    attempts = row.submissions.count()
    outbox.enqueue("invoicing.file", {"invoice": row.pk}, key=f"invoice:{row.pk}:{attempts + 1}:{by.pk}")
    return row


def _ask(invoice: Invoice, way: Way) -> Answer | None:
    unit = stamps.unit_of(invoice.issuer["vat_number"])
    xml = bytes(invoice.xml)
    return filing.filer_of(unit).file(way=way, xml=xml, hashed=invoice.hash, uuid=str(invoice.uuid))


@transaction.atomic
def _noted(invoice: Invoice, answer: Answer, now: datetime | None) -> Invoice:
    """Writes the attempt down and moves the document. Locks it; what was decided meanwhile stands."""
    row = locks.invoice(invoice.pk)
    at = now or clock.now()
    Submission.objects.create(
        invoice=row,
        way=answer.way,
        outcome=answer.outcome,
        status=answer.status,
        remarks=[remark.as_dict() for remark in answer.remarks],
        body=answer.body,
        at=at,
    )
    if row.standing is not Filing.WAITING or answer.outcome is Outcome.REDIRECTED:
        return row
    if answer.outcome is Outcome.SILENT:
        _again(row)
        return row
    standing = _standing(answer)
    row.filing, row.filed_at = standing, at
    row.cleared_xml = _cleared(row, answer)
    row.save(update_fields=["filing", "filed_at", "cleared_xml"])
    action = "refused" if standing is Filing.REFUSED else "filed"
    after = {"filing": row.filing, "status": answer.status}
    audit.record(f"invoicing.invoice.{action}", subject=row, actor=None, after=after)
    return row


def _again(invoice: Invoice) -> None:
    """Twice as long after each silence: 1, 2, 4 minutes, at most six hours."""
    attempts = invoice.submissions.count()
    delay = min(timedelta(minutes=2 ** min(attempts - 1, 12)), LONGEST_WAIT)
    key = f"invoice:{invoice.pk}:{attempts + 1}"
    outbox.enqueue("invoicing.file", {"invoice": invoice.pk}, key=key, delay=delay)


def _standing(answer: Answer) -> Filing:
    if answer.outcome is Outcome.REFUSED:
        return Filing.REFUSED
    if answer.outcome is Outcome.REMARKS:
        return Filing.WARNED
    return Filing.CLEARED if answer.way == "clearance" else Filing.REPORTED


def _cleared(invoice: Invoice, answer: Answer) -> bytes:
    """What the authority gave back, if it is our document: its stamp does not change the hash."""
    if not answer.cleared:
        return b""
    try:
        same = zatca.invoice_hash(answer.cleared) == invoice.hash
    except zatca.Unreadable:
        same = False
    if not same:
        log.warning("invoicing.cleared_differs", extra={"invoice": invoice.pk})
    return answer.cleared if same else b""
