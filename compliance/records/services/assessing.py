"""Assessments: begun, written in versions, decided once, withdrawn when the plan is dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import ngettext

from compliance import audit, rules
from compliance.records import locks, questions, versions
from compliance.records.enums import AssessmentKind, AssessmentState, Outcome
from compliance.records.exceptions import Decided, MovedOn, NoBasis, NotFilled, OfficersOnly, RecordMissing
from compliance.records.models import Activity, Assessment
from core import clock, dates
from core.bidi import clean_line, clean_text

REVIEW: Final = timedelta(days=365)


@transaction.atomic
def open_assessment(
    *,
    kind: AssessmentKind,
    by: Any,
    title: str,
    activity: Activity | None = None,
    triggers: Sequence[str] = (),
    now: datetime | None = None,
) -> Assessment:
    """A draft with its number; the reasons that the activity itself gives are added. Raises OfficersOnly."""
    if not rules.is_officer(by):
        raise OfficersOnly
    moment = now or clock.now()
    locks.builder()
    own = questions.triggers(activity.answers) if activity and kind == AssessmentKind.IMPACT else []
    row = Assessment.objects.create(
        number=_number(moment),
        kind=kind,
        activity=activity,
        title=clean_line(title)[:200],
        triggers=sorted({*triggers, *map(str, own)}),
        changed_at=moment,
    )
    audit.record("records.assessment.opened", subject=row, actor=by, after={"kind": str(kind)})
    return row


@transaction.atomic
def write_assessment(
    *,
    number: str,
    by: Any,
    answers: Mapping[str, Any],
    triggers: Sequence[str] | None = None,
    seen: int | None = None,
    now: datetime | None = None,
) -> Assessment:
    """The answers so far, as a version. Raises OfficersOnly, RecordMissing, Decided, MovedOn."""
    row = _draft(number, by)
    if seen is not None and seen != row.version:
        raise MovedOn
    known = {question.code for question in questions.QUESTIONS[row.kind]}
    row.answers = {
        code: clean_text(value) if isinstance(value, str) else value
        for code, value in answers.items()
        if code in known
    }
    if triggers is not None:
        row.triggers = sorted(triggers)
    _save(row, by=by, now=now or clock.now(), action="records.assessment.written")
    return row


@transaction.atomic
def decide(
    *, number: str, by: Any, outcome: Outcome, note: str = "", now: datetime | None = None
) -> Assessment:
    """Ends the draft. Raises NotFilled while a question is open, NoBasis for sensitive data on an interest."""
    row, moment = _draft(number, by), now or clock.now()
    if left := questions.open_questions(row.kind, row.answers):
        raise NotFilled(
            left=ngettext("%(count)s question", "%(count)s questions", len(left)) % {"count": len(left)}
        )
    if (
        row.kind == AssessmentKind.INTEREST
        and row.answers.get("sensitive") is True
        and outcome != Outcome.STOP
    ):
        raise NoBasis
    row.state, row.outcome, row.decided_at = AssessmentState.DECIDED, outcome, moment
    row.review_on = dates.local_day(moment) + REVIEW
    _save(row, by=by, now=moment, action="records.assessment.decided", note=note)
    return row


@transaction.atomic
def withdraw(*, number: str, by: Any, now: datetime | None = None) -> Assessment:
    """The plan is dropped. Raises Decided."""
    row = _draft(number, by)
    row.state = AssessmentState.WITHDRAWN
    _save(row, by=by, now=now or clock.now(), action="records.assessment.withdrawn")
    return row


def content_of(row: Assessment) -> dict[str, Any]:
    """What a version holds."""
    return {
        **row.answers,
        "title": row.title,
        "triggers": list(row.triggers),
        "state": str(row.state),
        "outcome": str(row.outcome),
    }


def _draft(number: str, by: Any) -> Assessment:
    if not rules.is_officer(by):
        raise OfficersOnly
    try:
        row = locks.assessment(number)
    except Assessment.DoesNotExist as error:
        raise RecordMissing from error
    if row.state != AssessmentState.DRAFT:
        raise Decided
    return row


def _save(row: Assessment, *, by: Any, now: datetime, action: str, note: str = "") -> None:
    version = versions.write(row, content_of(row), by=by, at=now, note=clean_text(note))
    if version is not None:
        row.version, row.sha256, row.changed_at = version.number, version.sha256, now
        audit.record(action, subject=row, actor=by, after={"version": version.number})
    row.save()


def _number(now: datetime) -> str:
    """PA-2026-0001; numbers of a year follow each other without a gap (the caller holds the builder's lock)."""
    start = f"PA-{dates.local_day(now).year}-"
    last = Assessment.objects.filter(number__startswith=start).order_by("-number").first()
    return f"{start}{int(last.number.removeprefix(start)) + 1 if last else 1:04}"
