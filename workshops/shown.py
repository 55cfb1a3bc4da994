"""What pages show of the programme: events as cards, each list in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core import dates
from core.money import Money
from marketplace.models import Artist, Gallery
from marketplace.views.words import listed
from workshops import queries
from workshops.enums import EventState, RunState
from workshops.models import Event, Run, TicketType

FEW: Final = 10  # seats: fewer than this are counted out


def public() -> QuerySet[Event]:
    """Everything that a stranger may look at."""
    return Event.objects.filter(queries.PUBLIC)


def coming(now: datetime, runs: Q | None = None) -> QuerySet[Event]:
    """Published events with a run to come (one of `runs`, when given), next first."""
    events: QuerySet[Any] = dressed(queries.published(), now, runs)
    return events.filter(next_run__isnull=False).order_by("next_at", "pk")


def over(now: datetime) -> QuerySet[Event]:
    """Public events with nothing to come any more, past or cancelled, the latest first."""
    events: QuerySet[Any] = dressed(public(), now)
    return events.filter(next_run__isnull=True).order_by(F("last_at").desc(nulls_last=True), "-pk")


def dressed(events: QuerySet[Event], now: datetime, runs: Q | None = None) -> QuerySet[Event]:
    """What a card needs beside the row: `next_run` and `next_at` (a run that has not begun goes before one that
    has), `last_at`, and the least and the most that a seat costs now, `price_from` and `price_to`."""
    begun = Case(When(starts_at__lte=now, then=True), default=Value(False), output_field=BooleanField())
    found = queries.coming_runs(now).filter(runs or Q(), event=OuterRef("pk"))
    nearest = found.annotate(begun=begun).order_by("begun", "starts_at", "pk")
    latest = Run.objects.filter(event=OuterRef("pk")).order_by("-ends_at", "-pk")
    return events.select_related("seller", "artist", "venue__city", "cover").annotate(
        next_run=Subquery(nearest.values("pk")[:1]),
        next_at=Subquery(nearest.values("starts_at")[:1]),
        last_at=Subquery(latest.values("ends_at")[:1]),
        last_run=Subquery(latest.values("pk")[:1]),
        price_from=_price(Min, now),
        price_to=_price(Max, now),
    )


def _price(which: Any, now: datetime) -> Subquery:
    """Of the tickets still to be had, with the materials fee."""
    open_still = Q(sale_until__isnull=True) | Q(sale_until__gt=now)
    kinds = (
        TicketType.objects.filter(open_still, event=OuterRef("pk"), active=True).order_by().values("event")
    )
    least = kinds.annotate(found=which(F("price_minor") + F("event__materials_fee_minor"))).values("found")
    return Subquery(least, output_field=BigIntegerField())


@dataclass(frozen=True, slots=True)
class Standing:
    """In words, and as a class of the drawing's tags: live, win, lose, mute or none."""

    code: str
    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An event in a list. `day` is that of the place where it happens; None when no run was ever set."""

    event: Event
    run: Run | None
    day: date | None
    standing: Standing
    price: Money | None
    several_prices: bool

    @property
    def month(self) -> str:
        return dates.gregorian_text(self.day).split(" ", 1)[1].rsplit(" ", 1)[0] if self.day else ""

    @property
    def hijri(self) -> str:
        """ "16 جمادى الآخرة": the year is told on the event's page."""
        found = dates.hijri(self.day) if self.day else None
        return f"{found.day} {found.month_name()}" if found else ""

    @property
    def starts(self) -> str:
        return self.run.local_start.strftime("%H:%M") if self.run else ""

    @property
    def is_free(self) -> bool:
        return not self.event.external_url and (
            self.event.is_free or (self.price is not None and not self.price)
        )

    @property
    def who_and_where(self) -> str:
        return listed([who(self.event), where(self.event)])


def who(event: Event) -> str:
    """The instructor, else whose event it is."""
    if event.artist:
        return _("With %(name)s") % {"name": str(event.artist.name)}
    return str(event.seller.name)


def where(event: Event) -> str:
    if event.is_online:
        return pgettext("where an event is held", "online")
    if not event.venue:
        return ""
    city = str(event.venue.city.name) if event.venue.city else ""
    return listed([str(event.venue.name), "" if city and city in str(event.venue.name) else city])


def cards(events: Iterable[Event], now: datetime) -> list[Card]:
    """Of events that went through `dressed`: one query for all their runs."""
    found: list[Any] = list(events)
    runs = Run.objects.in_bulk({event.next_run or event.last_run for event in found} - {None})
    return [_card(event, runs.get(event.next_run or event.last_run), now) for event in found]


def _card(event: Any, run: Run | None, now: datetime) -> Card:
    price = None if event.price_from is None else Money(event.price_from, event.currency)
    return Card(
        event=event,
        run=run,
        day=run.local_start.date() if run else None,
        standing=standing(event, run, now),
        price=price,
        several_prices=event.price_from != event.price_to,
    )


def standing(event: Event, run: Run | None, now: datetime) -> Standing:
    """How an event stands for somebody who would like to come to this run of it."""
    if event.state == EventState.CANCELLED or (run and run.state == RunState.CANCELLED):
        return Standing("cancelled", pgettext("state of an event", "Cancelled"), "lose")
    if run is None:
        return Standing("undated", _("The date will be announced"), "mute")
    if run.is_over(now):
        return Standing("past", pgettext("state of an event", "Past"), "mute")
    return _registering(event, run, now)


def _registering(event: Event, run: Run, now: datetime) -> Standing:
    if not event.registers_here:
        return Standing("elsewhere", _("Registration on another site"))
    if not run.accepts(now):
        return Standing("closed", _("Registration is closed"), "mute")
    if run.is_full:
        text = _("Sold out, with a waiting list") if run.waiting_list else _("Sold out")
        return Standing("full", text, "mute")
    if run.free_seats < FEW or run.free_seats * 2 <= run.capacity:
        return Standing("few", seats_left(run.free_seats, run.capacity))
    return Standing("open", pgettext("registration of an event", "Open"))


def seats_left(left: int, capacity: int) -> str:
    text = ngettext("%(left)s of %(all)s seats left", "%(left)s of %(all)s seats left", left)
    return text % {"left": left, "all": capacity}


def next_events(n: int) -> list[Card]:
    """The next `n` events as cards, for the home page and its like: two queries, one when there are none. By
    the web's own clock: what a page shows of the days to come needs no other."""
    now = timezone.now()
    return cards(coming(now)[:n], now)


def propose_url() -> str:
    """Where a seller proposes a workshop: the studio's pages, which ask strangers to sign in."""
    return reverse("workshops:studio")


def beside(page: Artist | Gallery, _user: Any = None) -> dict[str, list[Card]] | None:
    """The next events of an artist or a gallery, for their public page. One query without any, two with."""
    now = timezone.now()
    whose = Q(artist=page) if isinstance(page, Artist) else Q(seller=page.seller_id)
    found = cards(coming(now).filter(whose)[:3], now)
    return {"cards": found} if found else None
