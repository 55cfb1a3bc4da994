"""Reconciling: a provider's report against our books, row by row; what agrees is booked, once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Q

from compliance import audit
from core import clock
from core.bidi import clean_line
from orders.enums import PaymentState, RefundState
from orders.models import Payment, Refund
from orders.payouts import booking, locks, settlements
from orders.payouts.enums import Outcome, RowKind
from orders.payouts.models import SettlementReport, SettlementRow
from orders.payouts.settlements import Line

if TYPE_CHECKING:
    from accounts.models import User

# Reports of these columns stand for whichever provider the payment names.
ANY_PROVIDER: Final = frozenset({"generic"})
RECEIVED: Final = (PaymentState.SUCCEEDED, PaymentState.REFUNDED)
MOST_MISSING: Final = 500  # named in the report; more are counted only by the next run


@dataclass(slots=True)
class Found:
    """What a run came to. After a dry run its rows are in no table."""

    report: SettlementReport
    rows: list[SettlementRow]
    repeated: list[int]
    missing: list[dict[str, Any]]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.outcome for row in self.rows)

    @property
    def clean(self) -> bool:
        """Everything in the file is in our books and the other way round."""
        odd = set(self.counts) - {Outcome.MATCHED, Outcome.ASIDE}
        return not odd and not self.missing and not self.repeated


def reconcile(
    *,
    content: bytes,
    provider: str,
    name: str,
    by: User | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Found:
    """Reads, matches and books a report in one transaction; the same file again tries only what waited.

    Locks the report. Raises ProviderMapMissing, ReportRefused.
    """
    read = settlements.read(content, provider)
    with transaction.atomic():
        at = now or clock.now()
        found = _run(_report(content, provider, name, by, at), read, by, at)
        transaction.set_rollback(dry_run)
    return found


def _report(content: bytes, provider: str, name: str, by: User | None, at: datetime) -> SettlementReport:
    """The row of this file, held: a second process with the same file waits here."""
    row, _created = SettlementReport.objects.get_or_create(
        provider=provider,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"name": clean_line(name)[:200] or provider, "made_by": by, "made_at": at},
    )
    return locks.report(row.pk)


def _run(report: SettlementReport, read: settlements.Report, by: User | None, at: datetime) -> Found:
    known = {
        row.key: row
        for row in SettlementRow.objects.filter(
            provider=report.provider, key__in=[line.key for line in read.lines]
        ).select_related("payment")
    }
    rows = [_take(report, line, known.get(line.key), at) for line in read.lines]
    moments = [line.at for line in read.lines if line.at]
    report.begins_at, report.ends_at = min(moments, default=None), max(moments, default=None)
    found = Found(report, rows, list(read.repeated), _missing(report))
    report.repeated, report.missing, report.all_matched = len(read.repeated), found.missing, found.clean
    report.save(update_fields=["begins_at", "ends_at", "repeated", "missing", "all_matched"])
    audit.record(
        "payouts.settlement.read",
        subject=report,
        actor=by,
        after={"rows": len(rows), "outcomes": dict(found.counts), "missing": len(found.missing)},
    )
    return found


def _take(report: SettlementReport, line: Line, row: SettlementRow | None, at: datetime) -> SettlementRow:
    """Matches a row; one that is booked already stays as it is, whatever file brings it again."""
    if row is not None and row.outcome == Outcome.MATCHED:
        return row
    fresh = row or SettlementRow(report=report, provider=report.provider, key=line.key)
    fresh.position, fresh.kind, fresh.reference = line.line, line.kind, line.reference
    fresh.provider_reference, fresh.occurred_at = line.provider_reference, line.at
    fresh.amount, fresh.fee, fresh.currency = line.amount, line.fee, line.currency
    _match(fresh, line)
    matched = fresh.outcome == Outcome.MATCHED
    if matched:  # its event carries its key, which the first saving gives
        fresh.outcome = Outcome.UNKNOWN
    fresh.save()
    if matched:
        fresh.event, fresh.outcome = booking.book_settled(fresh, now=at), Outcome.MATCHED
        fresh.save(update_fields=["event", "outcome"])
    return fresh


def _match(row: SettlementRow, line: Line) -> None:
    row.payment, row.refund, row.expected = None, None, None
    if line.fault:
        row.outcome = Outcome.CURRENCY if line.fault == "currency" else Outcome.UNREADABLE
    elif line.kind == RowKind.OTHER:
        row.outcome = Outcome.ASIDE
    elif line.kind == RowKind.PAYMENT:
        _match_payment(row)
    else:
        _match_refund(row)


def _match_payment(row: SettlementRow) -> None:
    payment = _payments(row).filter(state__in=RECEIVED).first()
    if payment is None:
        row.outcome = Outcome.UNKNOWN
        return
    row.payment, row.expected = payment, payment.amount
    row.outcome = _judge(row, payment.amount, payment.currency)
    if row.outcome == Outcome.MATCHED and _booked_before(row, payment=payment, kind=RowKind.PAYMENT):
        row.outcome = Outcome.TWICE


def _match_refund(row: SettlementRow) -> None:
    refund = _refunds(row).first()
    if refund is None:
        row.outcome = Outcome.UNKNOWN
        return
    row.payment, row.refund, row.expected = refund.payment, refund, -refund.amount
    row.outcome = _judge(row, -refund.amount, refund.currency)
    if row.outcome == Outcome.MATCHED and _booked_before(row, refund=refund, kind=RowKind.REFUND):
        row.outcome = Outcome.TWICE


def _judge(row: SettlementRow, expected: int, currency: str) -> Outcome:
    if row.currency != currency:
        return Outcome.CURRENCY
    return Outcome.MATCHED if row.amount == expected else Outcome.AMOUNT


def _booked_before(row: SettlementRow, **what: Any) -> bool:
    rows = SettlementRow.objects.filter(outcome=Outcome.MATCHED, **what)
    return rows.exclude(pk=row.pk).exists()


def _payments(row: SettlementRow) -> Any:
    payments = Payment.objects.all()
    if row.provider not in ANY_PROVIDER:
        payments = payments.filter(provider=row.provider)
    return payments.filter(_names(row)).order_by("pk")


def _refunds(row: SettlementRow) -> Any:
    """By its own names, else the one refund of the payment that has this amount."""
    refunds = Refund.objects.filter(state=RefundState.DONE).select_related("payment")
    if row.provider not in ANY_PROVIDER:
        refunds = refunds.filter(payment__provider=row.provider)
    named = refunds.filter(_names(row))
    if named.exists():
        return named.order_by("pk")
    booked = SettlementRow.objects.filter(outcome=Outcome.MATCHED, kind=RowKind.REFUND)
    of_payment = refunds.filter(payment__in=_payments(row)).filter(amount=-row.amount)
    return of_payment.exclude(pk__in=booked.values("refund")).order_by("pk")


def _names(row: SettlementRow) -> Q:
    """Ours, or the provider's own."""
    by_name = Q(pk__in=[])
    if row.reference:
        by_name |= Q(reference__iexact=row.reference)
    if row.provider_reference:
        by_name |= Q(provider_reference=row.provider_reference)
    return by_name


def _missing(report: SettlementReport) -> list[dict[str, Any]]:
    """What we took and gave back in the days of the report, and no row of any report names."""
    if report.begins_at is None or report.ends_at is None or report.provider in ANY_PROVIDER:
        return []
    days = {"settled_at__gte": report.begins_at, "settled_at__lte": report.ends_at}
    booked = SettlementRow.objects.filter(outcome=Outcome.MATCHED)
    payments = Payment.objects.filter(provider=report.provider, state__in=RECEIVED, **days)
    refunds = Refund.objects.filter(payment__provider=report.provider, state=RefundState.DONE, **days)
    seen = booked.filter(kind=RowKind.PAYMENT).values("payment")
    back = booked.filter(kind=RowKind.REFUND).values("refund")
    return [
        *_told("payment", payments.exclude(pk__in=seen)),
        *_told("refund", refunds.exclude(pk__in=back)),
    ][:MOST_MISSING]


def _told(kind: str, rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "reference": row.reference, "amount": row.amount, "currency": row.currency}
        for row in rows
    ]
