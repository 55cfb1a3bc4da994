"""Whether two events that come from different places are the same one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from core.arabic import fold

SAME_START: Final = timedelta(minutes=1)
_WORDS: Final = re.compile(r"\w+")
ENOUGH: Final = 0.75  # of the words of the longer title


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is there already; `titles` and `places` in each language, `thing` what it is."""

    titles: tuple[str, ...]
    places: tuple[str, ...]
    starts_at: datetime
    thing: Any = None


def words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(fold(text).casefold()))


def same_title(one: str, other: str) -> bool:
    """Nearly the same words, in any order, however their letters are written."""
    first, second = words(one), words(other)
    if not first or not second:
        return False
    return len(first & second) / max(len(first), len(second)) >= ENOUGH


def same_place(one: str, other: str) -> bool:
    """Where one does not say its place, the title and the hour decide; else one place's words are in the other's."""
    first, second = words(one), words(other)
    return not first or not second or first <= second or second <= first


def find(title: str, place: str, starts_at: datetime, among: Iterable[Candidate]) -> Candidate | None:
    """The first that begins at the same minute, is called the same and takes place at the same place."""
    for known in among:
        if abs(known.starts_at.astimezone(UTC) - starts_at.astimezone(UTC)) >= SAME_START:
            continue
        if not any(same_title(title, other) for other in known.titles):
            continue
        if any(same_place(place, other) for other in known.places or ("",)):
            return known
    return None
