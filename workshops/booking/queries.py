"""Reads of registrations: who sees what, and what a page needs beside its rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from orders.enums import OrderState
from workshops.booking import deadlines
from workshops.booking.enums import (
    REGISTRATION_LIVE,
    TICKET_LIVE,
    WAITING_LIVE,
    RegistrationState,
    TicketState,
    TransferState,
    WaitingState,
)
from workshops.booking.models import Registration, Ticket, Transfer, WaitingEntry
from workshops.models import Run, Session

if TYPE_CHECKING:
    from accounts.models import User


def visible_to(user: Any) -> QuerySet[Registration]:
    """One's own, and those of which one holds a ticket."""
    if not user.is_authenticated:
        return Registration.objects.none()
    held = Ticket.objects.filter(registration=OuterRef("pk"), holder=user)
    return Registration.objects.filter(Q(booker=user) | Exists(held))


def tickets_of(user: Any) -> QuerySet[Ticket]:
    """The seats that are this person's now: booked and kept, or handed over to them."""
    if not user.is_authenticated:
        return Ticket.objects.none()
    return Ticket.objects.filter(Q(holder=user) | Q(holder__isnull=True, registration__booker=user))


def live_tickets(run: Run) -> QuerySet[Ticket]:
    """Seats of a run that are taken by registrations; offers to people in line come on top of them."""
    return Ticket.objects.filter(registration__run=run, state__in=TICKET_LIVE)


def with_details(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """What pages, mails and the API show, in a constant number of queries."""
    tickets = Ticket.objects.select_related("ticket_type", "holder", "registration").order_by("number")
    open_ones = Transfer.objects.filter(state=TransferState.OFFERED)
    return rows.select_related(
        "booker", "order", "run__event__seller", "run__event__venue__city", "run__event__artist"
    ).prefetch_related(
        Prefetch("tickets", tickets),
        Prefetch("tickets__transfers", open_ones, to_attr="open_transfers"),
        Prefetch("run__sessions", Session.objects.order_by("starts_at", "pk")),
    )


def listed(user: Any) -> QuerySet[Registration]:
    """For lists: what is to come first, then the newest; with the number of seats that stand."""
    rows = visible_to(user).select_related("run__event__seller", "run__event__venue", "order")
    live = Count("tickets", filter=Q(tickets__state__in=TICKET_LIVE), distinct=True)
    return rows.annotate(live_seats=live).order_by("-created_at", "-pk")


def coming(user: Any, now: datetime) -> QuerySet[Registration]:
    """Live ones whose run is not over, next first."""
    rows = listed(user).filter(state__in=REGISTRATION_LIVE, run__ends_at__gt=now)
    return rows.order_by("run__starts_at", "pk")


def answers_of(registration: Registration) -> list[Any]:
    return list(registration.answers.select_related("ticket").order_by("pk"))


def entries_of(user: Any) -> QuerySet[WaitingEntry]:
    """This person's places in line, offers first."""
    rows = WaitingEntry.objects.filter(user=user, state__in=WAITING_LIVE)
    return rows.select_related("run__event__seller", "ticket_type").order_by("state", "run__starts_at", "pk")


def entry_of(run: Run, user: Any) -> WaitingEntry | None:
    if not user.is_authenticated:
        return None
    rows = WaitingEntry.objects.filter(run=run, user=user, state__in=WAITING_LIVE)
    return rows.select_related("ticket_type").first()


def place_in_line(entry: WaitingEntry) -> int:
    """1 is next."""
    before = Q(joined_at__lt=entry.joined_at) | Q(joined_at=entry.joined_at, pk__lt=entry.pk)
    return WaitingEntry.objects.filter(before, run=entry.run_id, state=WaitingState.WAITING).count() + 1


def seats_held(run: Run, user: User) -> int:
    """Seats of a run that this person has booked and that stand, whoever sits on them."""
    return live_tickets(run).filter(registration__booker=user).count()


def open_transfer(ticket: Ticket) -> Transfer | None:
    return ticket.transfers.filter(state=TransferState.OFFERED).first()


def lapsed_offers(now: datetime) -> QuerySet[WaitingEntry]:
    rows = WaitingEntry.objects.filter(state=WaitingState.OFFERED, offer_until__lte=now)
    return rows.order_by("run_id", "offer_until", "pk")


def lapsed_transfers(now: datetime) -> QuerySet[Transfer]:
    return Transfer.objects.filter(state=TransferState.OFFERED, until__lte=now).order_by("pk")


def lines_to_move(now: datetime) -> QuerySet[Run]:
    """Runs for which somebody waits while a seat is free (more were put up), and those that have begun."""
    waits = WaitingEntry.objects.filter(run=OuterRef("pk"), state=WaitingState.WAITING)
    rows = Run.objects.filter(Exists(waits))
    return rows.filter(Q(taken__lt=F("capacity")) | Q(starts_at__lte=now)).order_by("pk")


def over(now: datetime) -> QuerySet[Registration]:
    """Paid, taken place, and the day for complaints is past: their money may be released."""
    rows = Registration.objects.filter(
        state=RegistrationState.CONFIRMED,
        run__ends_at__lte=now - deadlines.ENJOYED_AFTER,
        order__state__in=[OrderState.PAID, OrderState.PREPARING],
    )
    return rows.select_related("order").order_by("pk")


def live_seats(run: Run) -> dict[int | None, int]:
    """What the counters must say: seats of live tickets and of open offers, by kind of ticket."""
    found: dict[int | None, int] = {}
    sold = live_tickets(run).values("ticket_type").annotate(count=Count("pk")).order_by()
    offered = WaitingEntry.objects.filter(run=run, state=WaitingState.OFFERED)
    rows = [
        *sold.values_list("ticket_type", "count"),
        *offered.values("ticket_type")
        .annotate(count=Sum("seats"))
        .order_by()
        .values_list("ticket_type", "count"),
    ]
    for kind, count in rows:
        found[kind] = found.get(kind, 0) + count
    return found


def paid_back(tickets: QuerySet[Ticket]) -> int:
    return int(tickets.aggregate(sum=Sum("back_minor"))["sum"] or 0)


def valid(registration: Registration) -> QuerySet[Ticket]:
    return registration.tickets.filter(state=TicketState.VALID).order_by("number")
