"""The clock of a breach: data/terms.toml, pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).with_name("data") / "terms.toml"
HOME: Final = "SA"
MARKS: Final = (48, 24, 6, 0)
"""Hours left at which the office is reminded; 0 is the end of the term."""


@dataclass(frozen=True, slots=True)
class Term:
    country: str
    hours: int
    law_ar: str
    law_en: str
    authority_ar: str
    authority_en: str
    confidence: int


def countries() -> tuple[str, ...]:
    return tuple(_terms())


def terms_of(codes: Iterable[str]) -> list[Term]:
    """Home always among them; the shortest first. A country without a term of its own adds none."""
    found = [term for code, term in _terms().items() if code in {HOME, *codes}]
    return sorted(found, key=lambda term: (term.hours, term.country != HOME, term.country))


def due(aware_at: datetime, codes: Iterable[str]) -> datetime:
    """By when the authority must know: hours run on through nights, weekends and holidays."""
    return aware_at + timedelta(hours=terms_of(codes)[0].hours)


def mark(due_at: datetime, now: datetime) -> int | None:
    """The reminder that is due now: the smallest mark that the hours left have reached."""
    left = due_at - now
    reached = [hours for hours in MARKS if left <= timedelta(hours=hours)]
    return min(reached) if reached else None


@cache
def _terms() -> dict[str, Term]:
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {code: Term(code, **row) for code, row in rows.items()}
