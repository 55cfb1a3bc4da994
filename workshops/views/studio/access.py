"""Whose programme it is. An outsider is told that there is nothing here."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

from accounts.requests import SignedIn
from orders.queries import sellers_of
from workshops import rules
from workshops.models import Event, Question, Run, TicketType, Venue

Row = TypeVar("Row", bound=Model)


def own_event(request: SignedIn, pk: int) -> Event:
    rows = Event.objects.select_related("seller", "venue", "artist", "cover", "copied_from")
    return _own(request, rows, pk, "seller")


def own_run(request: SignedIn, pk: int) -> Run:
    return _own(request, Run.objects.select_related("event__seller", "event__venue"), pk, "event__seller")


def own_ticket(request: SignedIn, pk: int) -> TicketType:
    rows = TicketType.objects.select_related("event__seller", "event__venue")
    return _own(request, rows, pk, "event__seller")


def own_question(request: SignedIn, pk: int) -> Question:
    return _own(request, Question.objects.select_related("event__seller"), pk, "event__seller")


def own_venue(request: SignedIn, pk: int) -> Venue:
    return _own(request, Venue.objects.select_related("seller"), pk, "seller")


def _own(request: SignedIn, rows: QuerySet[Row], pk: int, path: str) -> Row:
    """Raises Http404 for everybody but the seller's people and the programme's staff."""
    mine: Any = rows
    if not (request.user.is_superuser or rules.is_programmer(request.user)):
        mine = rows.filter(**{f"{path}__in": sellers_of(request.user).values("pk")})
    found: Row = get_object_or_404(mine, pk=pk)
    return found
