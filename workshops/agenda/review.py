"""What the review page shows of a followed calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from core import fetching
from core.errors import SoukError
from workshops.agenda import exceptions
from workshops.agenda.enums import WAITING, ItemState
from workshops.agenda.facts import Difference, differences, notes_of
from workshops.agenda.models import Feed, FeedItem

LOOKS: dict[str, tuple[ItemState, ...]] = {
    "waiting": WAITING,
    "taken": (ItemState.ACCEPTED,),
    "left": (ItemState.IGNORED,),
}


@dataclass(frozen=True, slots=True)
class Card:
    """`differences` is empty for a new one."""

    item: FeedItem
    differences: list[Difference]
    notes: list[str | Promise]
    past: bool


def items(feed: Feed, look: str) -> QuerySet[FeedItem]:
    states = LOOKS.get(look, WAITING)
    rows = feed.items.filter(state__in=states).select_related("twin", "event", "run")
    return rows.order_by("starts_at", "pk")


def card(item: FeedItem, now: datetime) -> Card:
    changed = item.state == ItemState.CHANGED
    return Card(
        item=item,
        differences=differences(item.decided, item.facts) if changed else [],
        notes=notes_of(item.facts),
        past=item.ends_at <= now,
    )


def counts(feed: Feed) -> dict[str, int]:
    """How many stand behind each look."""
    by_state = dict(feed.items.order_by().values_list("state").annotate(count=Count("pk")))
    found: dict[str, int] = {str(state): number for state, number in by_state.items()}
    return found | {look: sum(found.get(state, 0) for state in states) for look, states in LOOKS.items()}


def with_counts(feeds: QuerySet[Feed]) -> QuerySet[Any]:
    return feeds.annotate(waiting_count=Count("items", filter=Q(items__state__in=WAITING)))


def problem_of(feed: Feed) -> str:
    """What went wrong the last time, as a sentence in the reader's language."""
    if not feed.problem:
        return ""
    kind = _kinds().get(feed.problem, exceptions.Unreadable)
    error = kind(**feed.problem_params)
    try:
        return error.text
    except (KeyError, TypeError, ValueError):
        return kind().text if kind is exceptions.Unreadable else exceptions.Unreadable().text


def _kinds() -> dict[str, type[SoukError]]:
    known = [*_below(fetching.FetchFailed), *_below(SoukError, inside=exceptions.__name__)]
    return {kind.code: kind for kind in known}


def _below(kind: type[SoukError], inside: str = fetching.__name__) -> Iterator[type[SoukError]]:
    if kind.__module__ == inside:
        yield kind
    for child in kind.__subclasses__():
        yield from _below(child, inside)
