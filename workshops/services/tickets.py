"""What seats cost: ticket types of an event, and how many seats of each run they may take."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from compliance import audit
from workshops import events, locks
from workshops.models import Allotment, Event, Run, TicketType
from workshops.services import fields, guards
from workshops.services.runs import tell_widened

if TYPE_CHECKING:
    from accounts.models import User


class TicketFields(TypedDict, total=False):
    kind: str
    name_ar: str
    name_en: str
    price_minor: int
    min_quantity: int
    max_quantity: int
    sale_from: datetime | None
    sale_until: datetime | None
    note_ar: str
    note_en: str
    active: bool
    position: int


class _Keep:
    """A limit that is not spoken of stays."""


KEEP: Final = _Keep()


@transaction.atomic
def add_ticket_type(
    *, event: Event, by: User | None, limit: int | None = None, **values: Unpack[TicketFields]
) -> TicketType:
    """`limit`: so many of each run at most, None: as many as there are seats. Locks the event.

    Raises NotYours, WrongState, FieldsInvalid.
    """
    locked = locks.event(event.pk)
    guards.check_manages(by, locked)
    guards.check_living(locked)
    last = TicketType.objects.filter(event=locked).aggregate(last=Max("position"))["last"]
    kind = TicketType(event=locked, position=0 if last is None else last + 1)
    after = fields.filled(kind, values)
    fields.save_new(kind)
    Allotment.objects.bulk_create(
        Allotment(run=run, ticket_type=kind, limit=limit) for run in Run.objects.filter(event=locked)
    )
    audit.record(events.TICKET_TYPE_ADDED, subject=kind, actor=by, after={**after, "limit": limit})
    return kind


@transaction.atomic
def update_ticket_type(
    *,
    ticket_type: TicketType,
    by: User | None,
    limit: int | _Keep | None = KEEP,
    **values: Unpack[TicketFields],
) -> TicketType:
    """Sold tickets keep what was paid for them. `limit` is set on every run that is not cancelled, with the
    run locked. Locks the runs, then the type. Raises NotYours, WrongState, FieldsInvalid.
    """
    guards.check_manages(by, ticket_type.event)
    guards.check_living(ticket_type.event)
    runs = [] if isinstance(limit, _Keep) else locks.runs_of(ticket_type.event_id)
    locked = locks.ticket_type(ticket_type.pk)
    before, after = fields.changed(locked, values)
    if after:
        audit.record(events.TICKET_TYPE_UPDATED, subject=locked, actor=by, before=before, after=after)
    if not isinstance(limit, _Keep):
        for run in runs:
            if run.cancelled_at is None:
                _limit(run, locked, limit, by=by)
    return locked


@transaction.atomic
def set_limit(*, run: Run, ticket_type: TicketType, limit: int | None, by: User | None) -> Allotment:
    """How many seats of one run a type may take. Locks the run. Raises NotYours, FieldsInvalid."""
    locked = locks.run(run.pk)
    guards.check_manages(by, locked.event)
    if ticket_type.event_id != locked.event_id:
        raise ValueError("The ticket type belongs to another event.")
    return _limit(locked, ticket_type, limit, by=by)


def limit_of(ticket_type: TicketType) -> int | None:
    """As it stands on the latest run; None: no limit."""
    row = Allotment.objects.filter(ticket_type=ticket_type).order_by("-run__number").first()
    return row.limit if row else None


def _limit(run: Run, kind: TicketType, limit: int | None, *, by: User | None) -> Allotment:
    row, made = Allotment.objects.get_or_create(run=run, ticket_type=kind, defaults={"limit": limit})
    if made or row.limit == limit:
        return row
    before: dict[str, Any] = {"limit": row.limit}
    wider = limit is None or (row.limit is not None and limit > row.limit)
    row.limit = limit
    with fields.judged():
        row.save(update_fields=["limit"])
    audit.record(events.ALLOTMENT_SET, subject=row, actor=by, before=before, after={"limit": limit})
    if wider:
        tell_widened(run)
    return row
