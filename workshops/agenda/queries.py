"""Reads of the calendar: what takes place when, for everybody and for one person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from marketplace.models import City
from orders import queries as orders
from workshops.agenda import rules
from workshops.agenda.enums import WAITING, FeedState, Span
from workshops.agenda.models import CalendarKey, Feed, FeedItem, Reminder
from workshops.booking.enums import EndedBy, TicketState, TransferState
from workshops.booking.models import Registration, Ticket, Transfer
from workshops.enums import EventState, RunState
from workshops.models import Event, Run, Session

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller

CANCELLED_KEPT: Final = timedelta(days=30)  # so long a feed says that something is called off
FEED_AHEAD: Final = timedelta(days=400)
FEED_BEHIND: Final = timedelta(days=30)
MOST_IN_FEED: Final = 1_000
SHOWN = Q(run__event__state=EventState.PUBLISHED)
CALLED_OFF = Q(run__state=RunState.CANCELLED) | Q(run__event__state=EventState.CANCELLED)


def with_details(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """What a day of the calendar and a calendar file show, in one query."""
    return sessions.select_related(
        "run__event__seller", "run__event__artist", "run__event__venue__city"
    ).order_by("starts_at", "run_id", "pk")


def between(start: datetime, end: datetime) -> QuerySet[Session]:
    """Public sessions that touch the span, also those that began before it; nothing cancelled."""
    rows = Session.objects.filter(SHOWN, starts_at__lt=end, ends_at__gt=start)
    return with_details(rows.exclude(run__state=RunState.CANCELLED))


def coming(now: datetime) -> QuerySet[Session]:
    """Public sessions that are not over, next first."""
    return between(now, now + FEED_AHEAD)


def of_event(event: Event) -> QuerySet[Session]:
    """Every session of an event, cancelled runs too: a calendar must hear of them."""
    return with_details(Session.objects.filter(run__event=event))


def of_run(run: Run) -> QuerySet[Session]:
    return with_details(Session.objects.filter(run=run))


def feed(now: datetime, seller: Seller | None = None) -> QuerySet[Session]:
    """For the public files: what is published, and for a while what was called off after it had been."""
    published = SHOWN | Q(run__event__state=EventState.CANCELLED, run__event__published_at__isnull=False)
    rows = Session.objects.filter(published, ends_at__gt=now - FEED_BEHIND, starts_at__lt=now + FEED_AHEAD)
    rows = rows.exclude(CALLED_OFF, starts_at__lte=now - CANCELLED_KEPT)
    if seller is not None:
        rows = rows.filter(run__event__seller=seller)
    return with_details(rows)


def mine(user: Any) -> QuerySet[Session]:
    """Sessions for which this person has a valid seat of their own, booked or handed over to them."""
    if not user.is_authenticated:
        return Session.objects.none()
    return with_details(Session.objects.filter(Exists(_seats(user).filter(state=TicketState.VALID))))


def personal_feed(user: User, now: datetime) -> QuerySet[Session]:
    """As `mine`, and for a while those whose run was called off."""
    lost = _seats(user).filter(state=TicketState.CANCELLED, ended_by=EndedBy.RUN)
    rows = Session.objects.filter(
        Exists(_seats(user).filter(state=TicketState.VALID)) | (Q(Exists(lost)) & CALLED_OFF),
        ends_at__gt=now - FEED_BEHIND,
        starts_at__lt=now + FEED_AHEAD,
    )
    return with_details(rows)


def _seats(user: User) -> QuerySet[Ticket]:
    own = Q(holder=user) | Q(holder__isnull=True, registration__booker=user)
    return Ticket.objects.filter(own, registration__run=OuterRef("run"))


def my_runs(user: Any, runs: list[int]) -> set[int]:
    """Which of these runs this person has a seat for: one query."""
    if not user.is_authenticated or not runs:
        return set()
    own = Q(holder=user) | Q(holder__isnull=True, registration__booker=user)
    seats = Ticket.objects.filter(own, state=TicketState.VALID, registration__run__in=runs)
    return set(seats.values_list("registration__run", flat=True))


def registrations_of(user: User, runs: list[int]) -> dict[int, Registration]:
    """By run, the newest registration that holds a seat of this person."""
    own = Q(tickets__holder=user) | Q(tickets__holder__isnull=True, booker=user)
    rows = Registration.objects.filter(own, run__in=runs).order_by("created_at", "pk").distinct()
    return {row.run_id: row for row in rows}


def cities(now: datetime) -> QuerySet[City]:
    """Where something takes place from now on."""
    coming_events = Event.objects.filter(
        venue__city=OuterRef("pk"), state=EventState.PUBLISHED, runs__ends_at__gt=now
    )
    return City.objects.filter(Exists(coming_events)).order_by("slug")


def key_of(user: Any) -> CalendarKey | None:
    return CalendarKey.objects.filter(user=user).first()


def key_with(digest: str) -> CalendarKey | None:
    return CalendarKey.objects.select_related("user").filter(digest=digest, user__is_active=True).first()


def due_reminders(now: datetime, span: Span, latest: timedelta) -> QuerySet[Any, tuple[int, int, datetime]]:
    """(person, run, beginning) of whom we owe a reminder: not yet sent, its time come, not yet too late.

    Before the first session of a run all spans count, before a later one only the day. Whoever got the seat,
    or heard of the move, when the time of the reminder had come, knows already.
    """
    handed = Transfer.objects.filter(ticket=OuterRef("pk"), state=TransferState.ACCEPTED).order_by(
        "-ended_at"
    )
    run = "registration__run"
    rows = Ticket.objects.filter(state=TicketState.VALID).annotate(
        at=F(f"{run}__sessions__starts_at"),
        owner=Coalesce("holder_id", "registration__booker_id"),
        known=Greatest(
            "registration__confirmed_at", f"{run}__moved_at", Subquery(handed.values("ended_at")[:1])
        ),
    )
    sent = Reminder.objects.filter(
        user=OuterRef("owner"), run=OuterRef(run), starts_at=OuterRef("at"), span=span
    )
    rows = rows.filter(
        ~Exists(sent),
        at__gt=now + latest,
        at__lte=now + span.before,
        known__lte=F("at") - span.before,
        registration__run__event__state=EventState.PUBLISHED,
    ).exclude(registration__run__state=RunState.CANCELLED)
    if span is not Span.DAY:
        rows = rows.filter(at=F(f"{run}__starts_at"))
    return rows.values_list("owner", run, "at").distinct().order_by("at", "owner", run)


def feeds_of(user: Any) -> QuerySet[Feed]:
    """The followed calendars that this person may decide on, without the file's bytes."""
    rows = Feed.objects.defer("upload").select_related("seller")
    if rules.is_staff(user):
        return rows
    return rows.filter(seller__in=orders.sellers_of(user).values("pk"))


def waiting(feed: Feed) -> QuerySet[FeedItem]:
    return feed.items.filter(state__in=WAITING).order_by("starts_at", "pk")


def due_feeds(now: datetime) -> QuerySet[Feed]:
    return Feed.objects.filter(state=FeedState.ON, due_at__lte=now).order_by("due_at", "pk")


def known_at(starts: list[datetime], seller: Seller) -> QuerySet[Session]:
    """What is there at these instants: public events, and the seller's own drafts."""
    seen = Q(run__event__state=EventState.PUBLISHED) | Q(run__event__seller=seller)
    rows = Session.objects.filter(seen, starts_at__in=starts).exclude(CALLED_OFF)
    return rows.select_related("run__event__venue__city").order_by("pk")
