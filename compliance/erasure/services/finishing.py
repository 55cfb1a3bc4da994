"""The end of an erasure: done with a certificate, or stopped with what is left to mend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from compliance import audit
from compliance.erasure import letters, locks, papers, signals
from compliance.erasure.enums import State, StepKind, StepState
from compliance.erasure.models import Certificate, Erasure, Step
from compliance.erasure.services import recipients
from core import clock
from core.outbox import enqueue

SECOND_PASS: Final = timedelta(days=1)
MOST_PROBLEMS: Final = 20


def finish(pk: int, *, now: datetime | None = None) -> Erasure:
    """When no step waits: done, or failed if one was refused. The papers are drawn before anything is locked."""
    erasure = Erasure.objects.get(pk=pk)
    steps = list(erasure.steps.defer("keys").order_by("place"))
    if erasure.state != State.RUNNING or any(step.state == StepState.WAITING for step in steps):
        return erasure
    refused = [step for step in steps if step.state == StepState.REFUSED]
    if refused:
        said = [f"{step.target}: {step.problem}" for step in refused[:MOST_PROBLEMS]]
        return fail(pk, "\n".join(said))
    at = now or clock.now()
    return _done(pk, steps, papers.draw(erasure, steps, at), at)


@transaction.atomic
def fail(pk: int, problem: str) -> Erasure:
    """Stopped: an officer reads why and resumes it. Locks the erasure."""
    row = locks.erasure(pk)
    if not row.status.may_become(State.FAILED):
        return row
    row.state, row.problem = State.FAILED, problem
    row.save(update_fields=["state", "problem"])
    audit.record("erasure.erasure.failed", subject=row, actor=None)
    signals.erasure_failed.send(Erasure, erasure=row)
    letters.stopped(row)
    return row


@transaction.atomic
def _done(pk: int, steps: Sequence[Step], drawn: papers.Drawn, now: datetime) -> Erasure:
    row = locks.erasure(pk)
    if row.state != State.RUNNING or row.steps.filter(~Q(state=StepState.DONE)).exists():
        return row
    row.state, row.finished_at, row.report, row.problem = State.DONE, now, report_of(steps), ""
    row.save(update_fields=["state", "finished_at", "report", "problem"])
    certificate = _certify(row, drawn, now)
    audit.record("erasure.erasure.done", subject=row, actor=None, after=drawn.counts)
    if not row.replayed:
        recipients.note_recipients(row, [step.target for step in steps if _touched(step)], now)
        letters.done(row, certificate)
    enqueue("erasure.again", {"erasure": pk}, key=f"{pk}:{now.timestamp():.0f}", delay=SECOND_PASS)
    signals.erasure_done.send(Erasure, erasure=row)
    return row


def report_of(steps: Sequence[Step]) -> dict[str, Any]:
    """Counts by kind of record; nothing of what stood in them."""
    return {
        f"{step.kind}:{step.target}": {
            "deleted": step.deleted,
            "changed": step.changed,
            "kept": step.kept,
            "law": step.law,
            "until": step.until.isoformat() if step.until else "",
        }
        for step in steps
        if _touched(step)
    }


def _certify(row: Erasure, drawn: papers.Drawn, now: datetime) -> Certificate:
    """One a person can check; after a restore the one of the first time may still be there."""
    known = Certificate.objects.filter(erasure=row).first()
    if known is not None:
        return known
    return Certificate.objects.create(
        erasure=row,
        code=drawn.code,
        issued_at=now,
        counts=drawn.counts,
        kept=drawn.kept,
        pdf_ar=drawn.pdf_ar,
        pdf_en=drawn.pdf_en,
        sha256_ar=drawn.sha256_ar,
        sha256_en=drawn.sha256_en,
    )


def _touched(step: Step) -> bool:
    return bool(step.deleted or step.changed or step.kept) and step.kind in StepKind.values
