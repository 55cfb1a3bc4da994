"""Reads of admission: tickets, the door's list, who came, what was said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from orders.queries import sellers_of
from workshops import rules as programme
from workshops.admission.enums import EntryState
from workshops.admission.models import Certificate, CheckIn, Feedback, Material
from workshops.booking.enums import TicketState
from workshops.booking.models import Ticket
from workshops.enums import RunState
from workshops.models import Event, Run, Session

LIVING = Q(state=EntryState.IN)


def owned_by(user: Any) -> Q:
    """Tickets that are this person's seat: handed over to them, or booked and never handed over."""
    return Q(holder=user) | Q(holder__isnull=True, registration__booker=user)


def with_event(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    return tickets.select_related(
        "registration__run__event__seller",
        "registration__run__event__artist",
        "registration__run__event__venue__city",
        "registration__booker",
        "holder",
        "ticket_type",
    )


def tickets_of(user: Any) -> QuerySet[Ticket]:
    """A person's seats that may still be used or were, the soonest run first."""
    if not user.is_authenticated:
        return Ticket.objects.none()
    rows = with_event(Ticket.objects.filter(owned_by(user), state=TicketState.VALID))
    return rows.order_by("-registration__run__starts_at", "-pk")


def ticket_named(label: str) -> QuerySet[Ticket]:
    """By "RG-7KQ2M9XA-2", or by its key."""
    rows = with_event(Ticket.objects.all())
    if label.isascii() and label.isdigit():
        return rows.filter(pk=min(int(label), 2**63 - 1))
    code, _dash, number = label.rpartition("-")
    return rows.filter(registration__code=code, number=int(number)) if _is_number(number) else rows.none()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4  # noqa: PLR2004  a registration has twenty at most


def visible_to(user: Any) -> QuerySet[Ticket]:
    """Whoever holds or booked it, the organiser's people, staff of the programme; nobody else."""
    if not user.is_authenticated:
        return Ticket.objects.none()
    if programme.is_programmer(user):
        return Ticket.objects.all()
    mine = sellers_of(user).values("pk")
    return Ticket.objects.filter(
        Q(holder=user) | Q(registration__booker=user) | Q(registration__run__event__seller__in=mine)
    )


def runs_at_doors(user: Any) -> QuerySet[Run]:
    """The runs that a person may let people in to; nobody comes to a draft."""
    rows = (
        Run.objects.filter(event__published_at__isnull=False)
        .select_related("event__seller")
        .prefetch_related("sessions")
    )
    if programme.is_programmer(user):
        return rows
    return rows.filter(event__seller__in=sellers_of(user).values("pk"))


def with_turnout(runs: QuerySet[Run]) -> QuerySet[Run]:
    """`seats` that are valid, and `came`: how many of them entered at least once."""
    valid = Q(registrations__tickets__state=TicketState.VALID)
    entered = valid & Q(registrations__tickets__entries__state=EntryState.IN)
    tickets = "registrations__tickets"
    return runs.annotate(
        seats=Count(tickets, filter=valid, distinct=True), came=Count(tickets, filter=entered, distinct=True)
    )


def coming(runs: QuerySet[Run], now: datetime) -> QuerySet[Run]:
    return runs.exclude(state=RunState.CANCELLED).filter(ends_at__gt=now).order_by("starts_at", "pk")


def over(runs: QuerySet[Run], now: datetime) -> QuerySet[Run]:
    return runs.exclude(state=RunState.CANCELLED).filter(ends_at__lte=now).order_by("-ends_at", "-pk")


def tickets_in(run: Run) -> QuerySet[Ticket]:
    """Every seat of a run, by name; those that ended stay, since somebody may come with one."""
    rows = Ticket.objects.filter(registration__run=run)
    return rows.select_related("registration__booker", "holder", "ticket_type").order_by(
        "attendee_name", "pk"
    )


def with_entries(tickets: QuerySet[Ticket], session: Session | None = None) -> QuerySet[Ticket]:
    """Living entries as `came`: a list, of one session or of all."""
    entries = CheckIn.objects.filter(LIVING).select_related("by").order_by("at")
    if session is not None:
        entries = entries.filter(session=session)
    return tickets.prefetch_related(Prefetch("entries", entries, to_attr="came"))


def living_entry(ticket: Ticket, session: Session) -> CheckIn | None:
    rows = CheckIn.objects.filter(LIVING, ticket=ticket, session=session)
    return rows.select_related("by").first()


def doubles(run: Run) -> QuerySet[CheckIn]:
    """Tickets that let somebody in twice, at two doors without a line: for the organiser to look into."""
    rows = CheckIn.objects.filter(session__run=run, state=EntryState.DOUBLED)
    return rows.select_related("ticket__registration", "session", "by").order_by("-at", "-pk")


def materials_of(event: Event, run: Run | None = None) -> QuerySet[Material]:
    rows = Material.objects.filter(event=event, removed_at__isnull=True).order_by("added_at", "pk")
    return rows.filter(Q(run=run) | Q(run__isnull=True)) if run is not None else rows.select_related("run")


def said_of(event: Event) -> QuerySet[Feedback]:
    return Feedback.objects.filter(ticket__registration__run__event=event).order_by("-given_at", "-pk")


def said_in(run: Run) -> QuerySet[Feedback]:
    rows = Feedback.objects.filter(ticket__registration__run=run).select_related("ticket__registration")
    return rows.order_by("-given_at", "-pk")


def shown(feedback: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """What its author has agreed to show, has words, and staff have not hidden."""
    rows = feedback.filter(public=True, hidden_at__isnull=True).exclude(words="")
    return rows.select_related("ticket")


def ratings(feedback: QuerySet[Feedback]) -> dict[str, Any]:
    """`count`, `average` (None without any) and `stars`: how many of each."""
    rows = feedback.order_by().values("rating").annotate(n=Count("pk"))
    stars = {row["rating"]: row["n"] for row in rows}
    count = sum(stars.values())
    average = sum(rating * n for rating, n in stars.items()) / count if count else None
    return {"count": count, "average": average, "stars": [(n, stars.get(n, 0)) for n in (5, 4, 3, 2, 1)]}


def certificates_in(run: Run) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(ticket__registration__run=run)
    return rows.select_related("ticket__registration").order_by(F("revoked_at").asc(nulls_first=True), "pk")


def standing_certificate(ticket: Ticket) -> Certificate | None:
    return Certificate.objects.filter(ticket=ticket, revoked_at__isnull=True).first()


def to_ask(since: datetime, before: datetime) -> QuerySet[Run]:
    """Runs that ended in these days and whose participants have not been asked how it was."""
    rows = Run.objects.exclude(state=RunState.CANCELLED).filter(ends_at__gt=since, ends_at__lte=before)
    return rows.filter(feedback_ask__isnull=True, registrations__tickets__state=TicketState.VALID).distinct()


def entries_of(session: Session) -> QuerySet[CheckIn]:
    """Living entries of a session."""
    rows = CheckIn.objects.filter(LIVING, session=session)
    return rows.select_related("ticket__registration", "session__run__event__seller", "by")


def turnout(session: Session) -> dict[str, int]:
    """`came` of `seats`; two queries."""
    seats = Ticket.objects.filter(registration__run=session.run_id, state=TicketState.VALID)
    return {"seats": seats.count(), "came": seats.filter(entries__in=entries_of(session)).count()}


def sessions_with_entry(ticket: Ticket) -> QuerySet[Session]:
    """The dates of a ticket's run, with when it entered each (`entered_at`)."""
    entered = CheckIn.objects.filter(LIVING, ticket=ticket, session=OuterRef("pk")).values("at")[:1]
    rows = Session.objects.filter(run=ticket.registration.run).select_related("run")
    return rows.annotate(entered_at=Subquery(entered)).order_by("starts_at")
