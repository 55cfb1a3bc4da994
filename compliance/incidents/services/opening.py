"""A breach is entered as soon as we know of it, and described as we learn more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from compliance import audit
from compliance import rules as house
from compliance.incidents import locks, terms
from compliance.incidents.enums import BreachKind, EntryKind
from compliance.incidents.exceptions import MovedOn, OfficersOnly, TimesWrong
from compliance.incidents.models import Breach, Entry
from compliance.records.models import Activity
from core import clock, dates
from core.bidi import clean_line, clean_text

TEXTS: Final = (
    "circumstances_ar",
    "circumstances_en",
    "risks_ar",
    "risks_en",
    "measures_ar",
    "measures_en",
    "advice_ar",
    "advice_en",
    "tell_reason",
    "delay_reason",
    "other_reports",
    "conclusions",
)
FACTS: Final = (
    "kind",
    "happened_at",
    "data_kinds",
    "people_kinds",
    "people_count",
    "records_count",
    "count_exact",
    "risk",
)


def officer(by: Any) -> None:
    """Raises OfficersOnly."""
    if not house.is_officer(by):
        raise OfficersOnly


@transaction.atomic
def open_breach(
    *,
    by: Any,
    title: str,
    kind: BreachKind,
    aware_at: datetime,
    happened_at: datetime | None = None,
    countries: Iterable[str] = (terms.HOME,),
    drill: bool = False,
    now: datetime | None = None,
) -> Breach:
    """The clock runs from `aware_at`, not from this entry. Raises OfficersOnly, TimesWrong."""
    officer(by)
    moment = now or clock.now()
    _times(happened_at, aware_at, moment)
    locks.numbering()
    concerned = sorted({terms.HOME, *countries})
    breach = Breach.objects.create(
        number=_number(moment, drill=drill),
        drill=drill,
        title=clean_line(title)[:160],
        kind=kind,
        countries=concerned,
        happened_at=happened_at,
        aware_at=aware_at,
        due_at=terms.due(aware_at, concerned),
        opened_by=by,
        changed_at=moment,
    )
    write(breach, "opened", by=by, at=moment)
    audit.record("incidents.breach.opened", subject=breach, actor=by, after={"drill": drill})
    return breach


@transaction.atomic
def describe(
    *,
    number: str,
    by: Any,
    facts: Mapping[str, Any],
    activities: Iterable[Activity] | None = None,
    now: datetime | None = None,
) -> Breach:
    """What we know by now: any of the parts (a) to (d). Raises OfficersOnly, BreachMissing, MovedOn, TimesWrong."""
    officer(by)
    breach, moment = locks.breach(number), now or clock.now()
    if breach.closed_at is not None:
        raise MovedOn
    known = {name: value for name, value in facts.items() if name in (*TEXTS, *FACTS)}
    _times(known.get("happened_at", breach.happened_at), breach.aware_at, moment)
    changed = [name for name, value in known.items() if getattr(breach, name) != value]
    for name in changed:
        setattr(breach, name, clean_text(known[name]) if name in TEXTS else known[name])
    breach.changed_at = moment
    breach.save(update_fields=[*changed, "changed_at"])
    if activities is not None:
        breach.activities.set(activities)
    if changed:
        write(breach, "described", by=by, at=moment, text=", ".join(changed))
        audit.record("incidents.breach.described", subject=breach, actor=by, after={"fields": changed})
    return breach


def write(
    breach: Breach,
    code: str,
    *,
    by: Any,
    at: datetime,
    text: str = "",
    kind: EntryKind = EntryKind.STEP,
) -> Entry:
    """One line of the time line."""
    return Entry.objects.create(breach=breach, kind=kind, code=code, text=text, by=by, at=at)


@transaction.atomic
def note(*, number: str, by: Any, text: str, now: datetime | None = None) -> Entry:
    """A word in the time line. Raises OfficersOnly, BreachMissing."""
    officer(by)
    breach = locks.breach(number)
    return write(breach, "note", by=by, at=now or clock.now(), text=clean_text(text), kind=EntryKind.NOTE)


def _times(happened_at: datetime | None, aware_at: datetime, now: datetime) -> None:
    if aware_at > now or (happened_at is not None and happened_at > aware_at):
        raise TimesWrong


def _number(now: datetime, *, drill: bool) -> str:
    """BR-2026-0001; drills count by themselves (DRILL-2026-0001), so that the register has no gaps."""
    start = f"{'DRILL' if drill else 'BR'}-{dates.local_day(now).year}-"
    last = Breach.objects.filter(number__startswith=start).order_by("-number").first()
    return f"{start}{int(last.number.removeprefix(start)) + 1 if last else 1:04}"
