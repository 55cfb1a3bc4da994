"""What somebody asks for: seats by kind of ticket, and who will sit on them. No database here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attendee:
    """`minor`: younger than the age below which the event asks for a guardian. `answers` by question."""

    name: str
    email: str = ""
    minor: bool = False
    guardian_name: str = ""
    guardian_agrees: bool = False
    answers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pick:
    """Seats of one kind; None is a place on a free event's list."""

    ticket_type: int | None
    attendees: Sequence[Attendee]

    @property
    def seats(self) -> int:
        return len(self.attendees)


def counts(picks: Sequence[Pick]) -> dict[int | None, int]:
    """Seats by kind of ticket; kinds without a seat are left out."""
    found: Counter[int | None] = Counter()
    for pick in picks:
        found[pick.ticket_type] += pick.seats
    return {kind: seats for kind, seats in found.items() if seats}


def seated(picks: Sequence[Pick]) -> list[tuple[int | None, Attendee]]:
    """Everybody with their kind of ticket, in the order in which the seats are numbered."""
    return [(pick.ticket_type, attendee) for pick in picks for attendee in pick.attendees]
