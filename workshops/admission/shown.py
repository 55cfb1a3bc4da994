"""What admission shows on the event's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshops.admission import queries
from workshops.admission.naming import given_name

if TYPE_CHECKING:
    from datetime import datetime

    from workshops.models import Event

SHOWN = 6
FEWEST = 3  # an average of one or two is somebody's own opinion, not the event's


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody agreed to show: words, stars, the first name."""

    name: str
    rating: int
    words: str
    language: str
    given_at: datetime

    @property
    def stars(self) -> str:
        return "★" * self.rating + "☆" * (5 - self.rating)


@dataclass(frozen=True, slots=True)
class Heard:
    """`average` is None until enough have spoken; `stars` holds (stars, how many), five first."""

    count: int
    average: float | None
    stars: Sequence[tuple[int, int]]
    said: Sequence[Said]

    def __bool__(self) -> bool:
        return bool(self.average is not None or self.said)


def feedback_of(event: Event) -> Heard:
    """Two queries. Falsy where there is nothing to show yet."""
    everything = queries.said_of(event)
    figures = queries.ratings(everything)
    said = [
        Said(given_name(row.ticket.attendee_name), row.rating, row.words, row.language, row.given_at)
        for row in queries.shown(everything)[:SHOWN]
    ]
    average = figures["average"] if figures["count"] >= FEWEST else None
    return Heard(figures["count"], average, figures["stars"], said)
