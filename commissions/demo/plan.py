"""The demonstration's commissions as they are written down in `briefs.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

SHEET: Final = Path(__file__).with_name("briefs.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """Texts are pairs of Arabic and English, the budget whole riyals, `day` days before the first start."""

    key: str
    title: tuple[str, str]
    text: tuple[str, str]
    category: str
    medium: tuple[str, str]
    size: tuple[int, ...]
    budget: tuple[int, int]
    weeks: int
    day: int
    proposals: int
    state: str
    invite: int = 0
    accepted: int = 0
    funded: int = 0
    named: bool | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stage of every proposal: so many percent of its price."""

    title: tuple[str, str]
    deliverable: tuple[str, str]
    percent: int


@dataclass(frozen=True, slots=True)
class Words:
    """What an artist writes, and asks: percent of the highest budget."""

    text: tuple[str, str]
    percent: int


def entries() -> list[Entry]:
    return [Entry(**row) for row in _rows("brief")]


def parts() -> list[Part]:
    return [Part(**row) for row in _rows("stage")]


def words() -> list[Words]:
    return [Words(**row) for row in _rows("words")]


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(SHEET.read_text(encoding="utf-8"))[name]
    return [{name: _value(value) for name, value in row.items()} for row in rows]


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
