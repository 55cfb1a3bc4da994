"""The runs of an event as its page shows them: when, where the clock stands, what a seat costs, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from core.dates import gregorian_text
from core.money import Money
from workshops.enums import TicketKind
from workshops.models import Event, Run, TicketType
from workshops.shown import Standing, standing

RSVP = 0  # how the form names a place on the list of a free event


@dataclass(frozen=True, slots=True)
class Times:
    """A stretch of time on one clock."""

    day: date
    start: str
    end: str
    starts_at: datetime
    ends_at: datetime
    end_day: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session: on the clock of the place, and on the reader's where that is another one."""

    topic: str
    here: Times
    yours: Times | None


@dataclass(frozen=True, slots=True)
class Seat:
    """One line of the ticket table. `left` is None where the whole run is the only limit."""

    name: str
    field: str
    price: Money | None
    notes: list[str]
    least: int
    most: int
    refusal: str

    @property
    def is_offered(self) -> bool:
        return not self.refusal


@dataclass(frozen=True, slots=True)
class Offering:
    """A run with everything that somebody needs to decide for it."""

    run: Run
    label: str
    standing: Standing
    meetings: list[Meeting]
    zone_name: str
    your_zone_name: str
    seats: list[Seat]
    register_url: str
    waiting_url: str
    reason: str

    @property
    def first(self) -> Meeting:
        return self.meetings[0]

    @property
    def is_open(self) -> bool:
        return bool(self.register_url)


def offerings(event: Event, runs: Iterable[Run], now: datetime) -> list[Offering]:
    """What is to come first, then what is over or called off. Wants sessions, allotments and their types fetched."""
    found = [_offering(event, run, now) for run in runs]
    return sorted(found, key=lambda one: one.run.is_over(now) or one.standing.code == "cancelled")


def _offering(event: Event, run: Run, now: datetime) -> Offering:
    stands = standing(event, run, now)
    yours = _other_clock(run, now)
    booked = stands.code in {"few", "open"} and event.is_public
    return Offering(
        run=run,
        label=str(run.label or ""),
        standing=stands,
        meetings=_meetings(run, yours),
        zone_name=place_of(run.zone),
        your_zone_name=place_of(yours) if yours else "",
        seats=_seats(event, run, now),
        register_url=reverse("booking:register", args=[run.pk]) if booked else "",
        waiting_url=_waiting(run, stands) if event.is_public else "",
        reason=str(run.cancel_reason or ""),
    )


def _waiting(run: Run, stands: Standing) -> str:
    return reverse("booking:waiting", args=[run.pk]) if stands.code == "full" and run.waiting_list else ""


def _other_clock(run: Run, now: datetime) -> tzinfo | None:
    """The reader's time zone, where its clocks show another time than those of the place."""
    zone = timezone.get_current_timezone()
    start = run.starts_at
    return zone if start.astimezone(zone).utcoffset() != start.astimezone(run.zone).utcoffset() else None


def _meetings(run: Run, yours: tzinfo | None) -> list[Meeting]:
    rows = sorted(run.sessions.all(), key=lambda session: (session.starts_at, session.pk))
    spans = [(str(row.topic or ""), row.starts_at, row.ends_at) for row in rows]
    return [
        Meeting(topic, times(start, end, run.zone), times(start, end, yours) if yours else None)
        for topic, start, end in spans or [("", run.starts_at, run.ends_at)]
    ]


def times(start: datetime, end: datetime, zone: tzinfo) -> Times:
    first, last = start.astimezone(zone), end.astimezone(zone)
    end_day = last.date() if last.date() != first.date() else None
    return Times(first.date(), f"{first:%H:%M}", f"{last:%H:%M}", first, last, end_day)


def place_of(zone: tzinfo) -> str:
    """The city after which a zone is named, in the reader's language: "Riyadh"."""
    name = zone.key if isinstance(zone, ZoneInfo) else ""
    try:
        return str(get_timezone_location(name or "UTC", locale=get_language() or "ar", return_city=True))
    except LookupError:
        return name


def _seats(event: Event, run: Run, now: datetime) -> list[Seat]:
    if event.is_free:
        return [_place_on_the_list(event, run)]
    allotted = {row.ticket_type_id: row for row in run.allotments.all()}
    kinds = [kind for kind in event.ticket_types.all() if kind.active]
    return [_seat(event, run, kind, _left(run, allotted.get(kind.pk)), now) for kind in kinds]


def _left(run: Run, row: object) -> int:
    limit = getattr(row, "limit", None)
    taken = getattr(row, "taken", 0)
    return run.free_seats if limit is None else min(run.free_seats, limit - taken)


def _place_on_the_list(event: Event, run: Run) -> Seat:
    notes = []
    if event.plus_ones:
        text = ngettext("You may bring %(n)s guest.", "You may bring %(n)s guests.", event.plus_ones)
        notes.append(text % {"n": event.plus_ones})
    most = max(min(1 + event.plus_ones, run.free_seats), 1)
    return Seat(_("A place on the list"), f"seats-{RSVP}", None, notes, 1, most, "")


def _seat(event: Event, run: Run, kind: TicketType, left: int, now: datetime) -> Seat:
    price = Money(kind.price_minor + event.materials_fee_minor, event.currency)
    return Seat(
        name=str(kind.name),
        field=f"seats-{kind.pk}",
        price=price,
        notes=_notes(run, kind, left, now),
        least=kind.min_quantity,
        most=min(kind.max_quantity, max(left, 0)),
        refusal=_refusal(run, kind, left, now),
    )


def _notes(run: Run, kind: TicketType, left: int, now: datetime) -> list[str]:
    found = []
    if kind.kind == TicketKind.EARLY and kind.sale_until and now < kind.sale_until:
        day = gregorian_text(kind.sale_until.astimezone(run.zone).date())
        found.append(_("Early price until %(day)s.") % {"day": day})
    if kind.min_quantity > 1:
        text = ngettext("For %(n)s person or more.", "For %(n)s people or more.", kind.min_quantity)
        found.append(text % {"n": kind.min_quantity})
    if kind.note:
        found.append(str(kind.note))
    if 0 < left < run.free_seats and kind.on_sale(now):
        found.append(ngettext("%(n)s left at this price.", "%(n)s left at this price.", left) % {"n": left})
    return found


def _refusal(run: Run, kind: TicketType, left: int, now: datetime) -> str:
    """Why this type cannot be had now; empty when it can."""
    if kind.sale_from and now < kind.sale_from:
        day = gregorian_text(kind.sale_from.astimezone(run.zone).date())
        return _("On sale from %(day)s") % {"day": day}
    if not kind.on_sale(now):
        return pgettext("sale of a ticket type", "Ended")
    return "" if left >= kind.min_quantity else _("Sold out")
