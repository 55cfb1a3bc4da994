"""The same again: an event or a run copied in one click, with fresh dates and empty seats."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from compliance import audit
from core import clock
from marketplace.services.fields import translated_names
from workshops import events
from workshops.enums import RunState
from workshops.models import Allotment, Event, Question, Run, TicketType
from workshops.recurrence import wall_of
from workshops.services import guards
from workshops.services.programme import create_event
from workshops.services.questions import add_question
from workshops.services.runs import add_run, shifted
from workshops.services.tickets import add_ticket_type

if TYPE_CHECKING:
    from accounts.models import User

WEEK: Final = timedelta(weeks=1)
NOTICE: Final = timedelta(weeks=2)  # so long, at least, people have to hear of it
EVENT_PLAIN: Final = (
    "artist",
    "kind",
    "category",
    "level",
    "teaching_language",
    "place",
    "venue",
    "online_url",
    "admission",
    "plus_ones",
    "currency",
    "materials_fee_minor",
    "min_age",
    "guardian_below",
    "policy",
    "cover",
)
TICKET_PLAIN: Final = ("kind", "price_minor", "min_quantity", "max_quantity", "position")
QUESTION_PLAIN: Final = ("kind", "required", "per_seat", "position")


@transaction.atomic
def copy_event(
    *, event: Event, by: User | None, first_day: date | None = None, now: datetime | None = None
) -> Event:
    """A draft with the texts, tickets, questions and runs of the event, all dates later by the same.

    Without `first_day` it begins on the same weekday, two weeks from now at least. Cancelled runs, tickets
    and questions that are no longer offered stay behind. Raises NotYours.
    """
    guards.check_manages(by, event)
    moment = now or clock.now()
    texts = [name for name in translated_names(Event) if name != "cancel_reason"]
    copy = create_event(seller=event.seller, by=by, **_values(event, EVENT_PLAIN, texts))
    Event.objects.filter(pk=copy.pk).update(copied_from=event)
    copy.copied_from = event
    runs = list(event.runs.exclude(state=RunState.CANCELLED).order_by("starts_at", "pk"))
    later = _later(runs[0], first_day, moment) if runs else timedelta(0)
    for question in event.questions.filter(active=True):
        add_question(event=copy, by=by, **_values(question, QUESTION_PLAIN, translated_names(Question)))
    for run in runs:
        _copied(run, copy, later, by=by, now=moment)
    _copy_tickets(event, copy, later, by=by)
    audit.record(events.EVENT_COPIED, subject=copy, actor=by, after={"from": event.pk})
    return copy


@transaction.atomic
def copy_run(*, run: Run, by: User | None, first_day: date | None = None, now: datetime | None = None) -> Run:
    """One more run of the same event, with the same hours. Raises NotYours, WrongState, InThePast."""
    moment = now or clock.now()
    return _copied(run, run.event, _later(run, first_day, moment), by=by, now=moment)


def _copied(run: Run, event: Event, later: timedelta, *, by: User | None, now: datetime) -> Run:
    return add_run(
        event=event,
        by=by,
        sessions=shifted(run, later),
        capacity=run.capacity,
        time_zone=run.time_zone,
        waiting_list=run.waiting_list,
        label_ar=run.label_ar or "",
        label_en=run.label_en or "",
        closes_at=run.closes_at + later if run.closes_at else None,
        now=now,
    )


def _copy_tickets(event: Event, copy: Event, later: timedelta, *, by: User | None) -> None:
    for kind in event.ticket_types.filter(active=True):
        latest = Allotment.objects.filter(ticket_type=kind).order_by("-run__number").first()
        add_ticket_type(
            event=copy,
            by=by,
            limit=latest.limit if latest else None,
            sale_from=kind.sale_from + later if kind.sale_from else None,
            sale_until=kind.sale_until + later if kind.sale_until else None,
            **_values(kind, TICKET_PLAIN, translated_names(TicketType)),
        )


def _later(run: Run, first_day: date | None, now: datetime) -> timedelta:
    """To the wanted day, else whole weeks: past the run's own end, and with enough notice."""
    begin = wall_of(run.starts_at, run.zone)
    if first_day is not None:
        return first_day - begin.date()
    least = max(wall_of(now, run.zone) + NOTICE, wall_of(run.ends_at, run.zone))
    return WEEK * max(1, -((begin - least) // WEEK))


def _values(row: Any, plain: tuple[str, ...], texts: list[str]) -> Any:
    found = {name: getattr(row, name) for name in plain}
    return found | {
        f"{name}_{code}": getattr(row, f"{name}_{code}") or "" for name in texts for code in ("ar", "en")
    }
