"""Ordinary retention, every day: what is over goes without being asked (Law, Article 18(1))."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from compliance import audit, registry
from compliance.deeds import Deed, Fate, Term
from compliance.erasure import doing, order, plain, queries
from compliance.erasure.enums import Trigger
from compliance.erasure.exceptions import NotOfficer
from compliance.erasure.models import KeptRow, RetentionRun
from compliance.erasure.services.running import GONE
from compliance.registry import Declaration
from compliance.rules import is_officer
from core import clock
from core.outbox import enqueue

TERM: Final = "term"
LAW: Final = "law"
MOST: Final = 20_000  # rows of one kind in a run: the rest waits for tomorrow
BATCH: Final = 500


@dataclass
class Part:
    """What one rule did, or would do."""

    model: str
    rule: str
    days: int
    fate: str
    rows: int = 0
    law: str = ""
    problem: str = ""


def retain(
    *, dry: bool = False, trigger: str = Trigger.BEAT, by: Any = None, now: datetime | None = None
) -> RetentionRun:
    """Carries out every term and every law whose time is over; a dry run only counts.

    Each batch is a transaction of its own. Whoever is held by a legal hold is passed over. What the database
    refuses stands in the report. Raises NotOfficer when `by` is somebody else.
    """
    if by is not None and not is_officer(by):
        raise NotOfficer
    at = now or clock.now()
    parts = [
        _term(one, one.term, at, dry=dry)
        for one in order.plan()
        if one.term is not None and one.term.days >= 0
    ]
    parts += _laws(timezone.localdate(at), at, dry=dry)
    return _note(parts, dry=dry, trigger=trigger, by=by, started=at)


@transaction.atomic
def _note(parts: list[Part], *, dry: bool, trigger: str, by: Any, started: datetime) -> RetentionRun:
    row = RetentionRun.objects.create(
        trigger=trigger,
        by=by,
        dry=dry,
        started_at=started,
        finished_at=max(clock.now(), started),
        rows=sum(part.rows for part in parts),
        problems=sum(bool(part.problem) for part in parts),
        report=[asdict(part) for part in parts if part.rows or part.problem],
    )
    if not dry:
        audit.record("erasure.retention.run", subject=row, actor=by, after={"rows": row.rows})
    return row


def _term(declaration: Declaration, term: Term, now: datetime, *, dry: bool) -> Part:
    part = Part(declaration.model, TERM, term.days, str(term.deed.fate))
    try:
        found = over(declaration, term, now)
        if dry:
            part.rows = found.count()
            return part
        keys = list(found.values_list("pk", flat=True)[:MOST])
        ruled = _with(declaration, term.deed)
        for begin in range(0, len(keys), BATCH):
            part.rows += _batch(ruled, keys[begin : begin + BATCH], now)
    except GONE:
        raise
    except Exception as error:  # noqa: BLE001 - stands in the report, the other rules go on
        part.problem = doing.told(error)
    return part


def over(declaration: Declaration, term: Term, now: datetime) -> models.QuerySet[Any]:
    """The rows whose term is over, without those of held people and those that are blank already."""
    model = apps.get_model(declaration.model)
    limit: datetime | date = now - timedelta(days=term.days)
    if _is_date(model, term.since):
        limit = timezone.localdate(now) - timedelta(days=term.days)
    found = plain.rows(model).filter(**{f"{term.since}__lt": limit}, **dict(term.only))
    held = set(queries.held_people(now))
    for path in declaration.paths if held else ():
        of_held = models.Q(pk__in=held) if path == "self" else models.Q(**{f"{path}__in": held})
        found = found.exclude(pk__in=plain.rows(model).filter(of_held).values("pk"))
    fixed = {name: value for name, value in term.deed.now.items() if not callable(value)}
    if term.deed.fate is Fate.BLANK and fixed:
        found = found.exclude(**_already(fixed))
    return found.order_by("pk")


def _already(fixed: dict[str, Any]) -> dict[str, Any]:
    """Rows in which every fixed field has its new value need nothing."""
    return {
        f"{name}__isnull" if value is None else name: True if value is None else value
        for name, value in fixed.items()
    }


@transaction.atomic
def _batch(declaration: Declaration, keys: list[Any], now: datetime) -> int:
    done = doing.carry_out(declaration, keys, now=now)
    for file in done.files:
        enqueue("erasure.file", {"file": file}, key=str(file))
    return done.deleted + done.changed


def _laws(today: date, now: datetime, *, dry: bool) -> list[Part]:
    """Rows of erased people that a law kept, and its term is over."""
    due = KeptRow.objects.filter(due_on__lte=today).order_by("model", "law", "pk")
    parts = []
    for (label, law), group in groupby(due[:MOST], key=lambda row: (row.model, row.law)):
        rows = list(group)
        part = Part(label, LAW, 0, "", law=law)
        parts.append(part)
        if dry:
            part.rows = len(rows)
            continue
        try:
            part.rows = _release(label, rows, now)
        except GONE:
            raise
        except Exception as error:  # noqa: BLE001 - stands in the report, the other laws go on
            part.problem = doing.told(error)
    return parts


@transaction.atomic
def _release(label: str, rows: list[KeptRow], now: datetime) -> int:
    """Does the deed's `later` and forgets the note."""
    model = apps.get_model(label)
    declaration = registry.declaration_of(model)
    if declaration is None or declaration.deed is None:
        raise doing.DeedMissing(label)
    keys = [model._meta.pk.to_python(row.key) for row in rows]
    outcome = doing.Outcome()
    with doing.passing(label, declaration.deed):
        doing.later(declaration, keys, outcome)
    for file in outcome.files:
        enqueue("erasure.file", {"file": file}, key=str(file))
    KeptRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return outcome.deleted + outcome.changed


def _with(declaration: Declaration, deed: Deed) -> Declaration:
    return replace(declaration, deed=deed)


def _is_date(model: type[models.Model], path: str) -> bool:
    here: Any = model
    found: Any = None
    for part in path.split("__"):
        found = here._meta.get_field(part)
        here = found.related_model or here
    return isinstance(found, models.DateField) and not isinstance(found, models.DateTimeField)
