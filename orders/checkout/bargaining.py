"""What may be offered: pure rules, amounts in minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

WHOLE: Final = 10_000
ANSWER_WITHIN: Final = timedelta(days=3)
"""How long each side has for its answer."""
RESERVED_FOR: Final = timedelta(hours=48)
"""How long an accepted offer holds the work for its buyer."""
ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """A seller's: whether they hear offers, and from what share of the price on, in basis points."""

    allowed: bool = True
    minimum_bps: int = 5_000


def least(asking: int, terms: Terms) -> int:
    """The lowest offer that is heard, rounded up: never below the seller's share."""
    return max(1, -(-asking * terms.minimum_bps // WHOLE))


@dataclass(frozen=True, slots=True)
class Span:
    """The amounts that may be named, both ends included; empty where the two have met."""

    low: int
    high: int

    def __contains__(self, amount: object) -> bool:
        return isinstance(amount, int) and self.low <= amount <= self.high

    def __bool__(self) -> bool:
        return self.low <= self.high


def first_offer(asking: int, terms: Terms) -> Span:
    """Below the price: at the price one buys."""
    return Span(least(asking, terms), asking - 1)


def sellers_counter(offered: int, asking: int, last_counter: int | None, unit: int) -> Span:
    """Above what was offered, below what the seller has asked for before; by whole `unit`s (a riyal)."""
    return Span(offered + unit, asking if last_counter is None else last_counter - unit)


def buyers_counter(own_last: int, countered: int, unit: int) -> Span:
    """Between what the buyer has said and what the seller asks: at the seller's amount one accepts."""
    return Span(own_last + unit, countered - unit)
