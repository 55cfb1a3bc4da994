"""What waits in the privacy office: one card a room, with its clock. The rooms register theirs in ready().

office.register("breaches", _("Breaches"), load, order=10)

def load(now: datetime) -> Card: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.functional import Promise

from compliance import rules


@dataclass(frozen=True, slots=True)
class Card:
    """`open` things wait, `late` of them past their term; the next term ends at `due_at`. `url` is their page."""

    url: str
    open: int = 0
    late: int = 0
    due_at: datetime | None = None
    detail: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card under its title, with what is left of its clock; below a day it is urgent."""

    code: str
    title: str | Promise
    card: Card
    hours_left: int | None
    urgent: bool


Loader = Callable[[datetime], Card]
LAST_HOURS = 24
_cards: dict[str, tuple[int, str | Promise, Loader]] = {}


def register(code: str, title: str | Promise, loader: Loader, order: int = 50) -> None:
    """The same code again replaces the card."""
    _cards[code] = (order, title, loader)


def cards(now: datetime) -> list[Shown]:
    """Every card, in its order; one call of each loader."""
    listed = sorted(_cards.items(), key=lambda item: (item[1][0], item[0]))
    return [_shown(code, title, loader(now), now) for code, (_order, title, loader) in listed]


def officers() -> list[Any]:
    """The accounts of the privacy office, to be told of a clock that runs."""
    staff = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("pk")
    return [person for person in staff if rules.is_officer(person)]


def _shown(code: str, title: str | Promise, card: Card, now: datetime) -> Shown:
    hours = None if card.due_at is None else int((card.due_at - now).total_seconds() // 3600)
    return Shown(
        code, title, card, hours, urgent=bool(card.late) or (hours is not None and hours < LAST_HOURS)
    )
