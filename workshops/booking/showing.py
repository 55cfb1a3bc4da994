"""What the pages show of a run and of a registration: times on the wall, where, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from core.money import Money
from workshops import cancelling
from workshops.booking import checking, deadlines, queries, refunds, rules
from workshops.booking.enums import TicketState
from workshops.booking.models import Registration, Ticket, Transfer
from workshops.models import Event, Run, TicketType


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session as the clock on the wall of the place shows it."""

    day: date
    start: str
    end: str
    topic: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """So many seats of a kind, and what they come to."""

    kind: TicketType | None
    count: int
    each: Money

    @property
    def total(self) -> Money:
        return self.each * self.count


@dataclass(frozen=True, slots=True)
class Card:
    """One ticket with what this reader may do with it."""

    ticket: Ticket
    mine: bool
    transfer: Transfer | None
    url: str
    may_transfer: bool


def meetings(run: Run) -> list[Meeting]:
    return [
        Meeting(
            day=(start := one.starts_at.astimezone(run.zone)).date(),
            start=f"{start:%H:%M}",
            end=f"{one.ends_at.astimezone(run.zone):%H:%M}",
            topic=str(one.topic or ""),
            starts_at=one.starts_at,
        )
        for one in run.sessions.all()
    ]


def rows(event: Event, counts: dict[int | None, int], kinds: dict[int, TicketType]) -> list[Row]:
    found = []
    for key, count in counts.items():
        kind = kinds.get(key) if key is not None else None
        found.append(Row(kind, count, checking.seat_price(event, kind)))
    return found


def sum_of(found: Sequence[Row], currency: str) -> Money:
    return Money(sum(row.total.minor for row in found), currency)


def address(name: str, *args: Any) -> str:
    """Of a room that may stand above this one; empty while it has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def cards(registration: Registration, user: Any, now: datetime) -> list[Card]:
    """The booker sees all seats; whoever was handed one over sees only that."""
    booker = registration.booker_id == user.pk
    before = registration.run.starts_at > now
    found = []
    for ticket in registration.tickets.all():
        ticket.registration = registration
        mine = rules.owns(user, ticket)
        if not (booker or mine):
            continue
        open_ones: list[Transfer] = ticket.open_transfers  # type: ignore[attr-defined]  # with_details
        transfer = open_ones[0] if open_ones and mine else None
        valid = ticket.state == TicketState.VALID
        found.append(
            Card(
                ticket=ticket,
                mine=mine,
                transfer=transfer,
                url=address("admission:ticket", ticket.label) if valid and mine else "",
                may_transfer=mine and valid and before and transfer is None,
            )
        )
    return found


def online_link(registration: Registration, user: Any, now: datetime) -> str:
    """The address to join at: an hour before a session until an hour after it, for whoever has a valid seat."""
    event = registration.run.event
    if not event.is_online or not event.online_url:
        return ""
    if not queries.tickets_of(user).filter(registration=registration, state=TicketState.VALID).exists():
        return ""
    sessions = registration.run.sessions.all()
    shown = any(deadlines.link_shown(now, one.starts_at, one.ends_at) for one in sessions)
    return str(event.online_url) if shown else ""


def terms(registration: Registration, tickets: Sequence[Ticket], now: datetime) -> refunds.Terms:
    return refunds.terms(registration, tickets, now)


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of ticket in the table of choices. `refusal` is empty where it can be had."""

    kind: TicketType
    field: str
    count: int
    most: int
    on_sale: bool


def offers(run: Run, counts: dict[int | None, int], now: datetime) -> list[Offer]:
    """Every kind that is offered, with what the person has chosen so far."""
    allotted = {row.ticket_type_id: row for row in run.allotments.all()}
    found = []
    for kind in checking.kinds_of(run.event).values():
        row = allotted.get(kind.pk)
        if not kind.active or row is None:
            continue
        row.run = run
        most = max(min(kind.max_quantity, row.left), 0)
        found.append(Offer(kind, f"seats-{kind.pk}", counts.get(kind.pk, 0), most, kind.on_sale(now)))
    if len(found) == 1 and not counts:
        only = found[0]
        return [Offer(only.kind, only.field, only.kind.min_quantity, only.most, only.on_sale)]
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """Until when which share goes back to whoever cancels, on the wall clock of the place."""

    until: datetime
    percent: int


def policy(run: Run) -> list[Step]:
    return [
        Step(until.astimezone(run.zone), bps // 100)
        for until, bps in cancelling.steps_of(run.event.policy, run.starts_at)
    ]
