"""Reads of workshops and events: who sees what, and what a list needs beside its rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from core import clock
from orders.models import SellerMember
from workshops import rules
from workshops.enums import EventState, RunState
from workshops.models import Event, Run, TicketType

if TYPE_CHECKING:
    from orders.models import Seller

PUBLISHED = Q(state=EventState.PUBLISHED)
PUBLIC = PUBLISHED | Q(state=EventState.CANCELLED, published_at__isnull=False)


def published() -> QuerySet[Event]:
    """What is offered or was: past ones are published too."""
    return Event.objects.filter(PUBLISHED)


def visible_to(user: Any) -> QuerySet[Event]:
    """Everybody sees what is published, or was and is cancelled; the seller's people all of theirs; staff all."""
    if not user.is_authenticated:
        return Event.objects.filter(PUBLIC)
    if rules.is_programmer(user):
        return Event.objects.all()
    mine = SellerMember.objects.filter(user=user, seller=OuterRef("seller"))
    return Event.objects.filter(PUBLIC | Exists(mine))


def of_seller(seller: Seller) -> QuerySet[Event]:
    return Event.objects.filter(seller=seller)


def in_review() -> QuerySet[Event]:
    """The staff's queue, longest waiting first."""
    return Event.objects.filter(state=EventState.REVIEW).order_by("updated_at", "pk")


def coming_runs(now: datetime) -> QuerySet[Run]:
    """Not cancelled and not over, next first."""
    return Run.objects.exclude(state=RunState.CANCELLED).filter(ends_at__gt=now).order_by("starts_at", "pk")


def upcoming(now: datetime) -> QuerySet[Event]:
    """Published, with a run that is not over: `next_at` is its beginning; next first."""
    coming = coming_runs(now).filter(event=OuterRef("pk"))
    events = published().annotate(next_at=Subquery(coming.values("starts_at")[:1]))
    return events.filter(next_at__isnull=False).order_by("next_at", "pk")


def past(now: datetime) -> QuerySet[Event]:
    """Published, and no run is to come."""
    return published().filter(~Exists(coming_runs(now).filter(event=OuterRef("pk")))).order_by("-pk")


def free_seats(now: datetime) -> Subquery:
    """For `annotate` on events: seats that can still be taken in the runs to come; null without any."""
    rows = coming_runs(now).filter(event=OuterRef("pk"), state=RunState.OPEN).order_by()
    counted = rows.values("event").annotate(free=Sum(F("capacity") - F("taken")))
    return Subquery(counted.values("free"))


def price_from() -> Subquery:
    """For `annotate` on events: the least that a seat costs, in minor units, materials fee included."""
    rows = TicketType.objects.filter(event=OuterRef("pk"), active=True).order_by().values("event")
    return Subquery(
        rows.annotate(least=Min(F("price_minor") + F("event__materials_fee_minor"))).values("least"),
        output_field=BigIntegerField(),
    )


def with_details(events: QuerySet[Event], now: datetime | None = None) -> QuerySet[Event]:
    """What a card shows, in one query: `next_at`, `next_zone`, `last_at`, `seats_left`, `price_from`."""
    moment = now or clock.now()
    coming = coming_runs(moment).filter(event=OuterRef("pk"))
    latest = Run.objects.filter(event=OuterRef("pk")).order_by("-ends_at", "-pk")
    return events.select_related("seller", "artist", "venue__city", "cover").annotate(
        next_at=Subquery(coming.values("starts_at")[:1]),
        next_zone=Subquery(coming.values("time_zone")[:1]),
        last_at=Subquery(latest.values("ends_at")[:1]),
        seats_left=Coalesce(free_seats(moment), 0),
        price_from=price_from(),
    )
