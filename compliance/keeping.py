"""The laws by which a record stays although its person asked for erasure: data/keeping.toml, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language

DATA: Final = Path(__file__).with_name("data") / "keeping.toml"
YEAR: Final = 365.25


class UnknownLaw(LookupError):
    """A declaration names a law that keeping.toml does not hold (compliance.E003 finds it at the start)."""


@dataclass(frozen=True, slots=True)
class Law:
    """A duty to keep: for `days` after the time that the declaration names; in the active language."""

    code: str
    days: int
    text: str
    article: str


def law(code: str) -> Law:
    """The law of that code with its words in the active language. Raises UnknownLaw."""
    row = _rows().get(code)
    if row is None:
        raise UnknownLaw(f"{code}: compliance/data/keeping.toml does not hold it.")
    language = "ar" if (get_language() or "").startswith("ar") else "en"
    return Law(code, days_of(row), row[f"text_{language}"], row[f"article_{language}"])


def codes() -> frozenset[str]:
    """Every law that may be named."""
    return frozenset(_rows())


def days_of(row: dict[str, Any]) -> int:
    """Days as they are written, or whole years with their leap days."""
    return int(row["days"]) if "days" in row else ceil(row["years"] * YEAR)


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
