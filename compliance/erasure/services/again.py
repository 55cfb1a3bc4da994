"""The second pass, a day later: what arrived meanwhile goes too, and then the last address is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from compliance import audit, subjects
from compliance.erasure import doing, locks, mentions, order
from compliance.erasure.enums import State
from compliance.erasure.models import Erasure
from compliance.erasure.services.running import GONE
from compliance.registry import Declaration
from compliance.subjects import Subject
from core import clock
from core.outbox import enqueue


def pass_again(*, erasure: Erasure, now: datetime | None = None) -> Erasure:
    """Every deed once more on what is found now: letters that were on their way, late messages of providers.

    Idempotent. What refuses is written into `problem`, the addresses stay sealed, and the sweep tries again.
    """
    row = Erasure.objects.get(pk=erasure.pk)
    if row.state != State.DONE or row.passed_again_at is not None:
        return row
    at = now or clock.now()
    sealed = row.sealed or {}
    subject = Subject(row.user_id, frozenset(sealed.get("emails", ())))
    deleted, problems = 0, []
    for declaration in order.plan():
        try:
            deleted += _once_more(declaration, subject, sealed.get("needles", []), at)
        except GONE:
            raise
        except Exception as error:  # noqa: BLE001 - reported below, the others go on
            problems.append(f"{declaration.model}: {doing.told(error)}")
    return _note(row.pk, deleted, problems, at)


@transaction.atomic
def _once_more(declaration: Declaration, subject: Subject, needles: list[str], now: datetime) -> int:
    changed = mentions.blacken(declaration, needles)
    keys = list(subjects.rows(declaration, subject).values_list("pk", flat=True))
    outcome = doing.carry_out(declaration, keys, now=now) if keys else doing.Outcome()
    for file in outcome.files:
        enqueue("erasure.file", {"file": file}, key=str(file))
    return outcome.deleted + changed


@transaction.atomic
def _note(pk: int, deleted: int, problems: list[str], now: datetime) -> Erasure:
    row = locks.erasure(pk)
    if row.passed_again_at is not None:
        return row
    row.problem = "\n".join(problems)
    if not problems:
        row.sealed, row.passed_again_at = None, now
        row.report = {**row.report, "again": {"deleted": deleted}}
        audit.record("erasure.erasure.passed_again", subject=row, actor=None, after={"deleted": deleted})
    row.save(update_fields=["problem", "sealed", "passed_again_at", "report"])
    return row
