"""The demonstration's programme as it is written down in `programme.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

SHEET: Final = Path(__file__).with_name("programme.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """Texts are pairs of Arabic and English, prices whole units of the currency."""

    key: str
    kind: str
    category: str
    language: str
    title: tuple[str, str]
    summary: tuple[str, str]
    description: tuple[str, str]
    day: int
    hour: int
    minutes: int
    sessions: int
    seats: int
    filled: int
    level: str = "all"
    bring: tuple[str, str] = ("", "")
    city: str = ""
    venue: tuple[str, str] = ("", "")
    online: bool = False
    apart: int = 1
    repeat: int = 1
    waiting: int = 0
    currency: str = "SAR"
    price: int = 0
    early: int = 0
    group: int = 0
    concession: int = 0
    materials: int = 0
    free: bool = False
    plus_ones: int = 0
    policy: str = "moderate"
    min_age: int | None = None
    guardian_below: int | None = None
    fate: str = "published"
    reason: tuple[str, str] = ("", "")


def entries() -> list[Entry]:
    rows: list[dict[str, Any]] = tomllib.loads(SHEET.read_text(encoding="utf-8"))["event"]
    return [Entry(**{name: _value(value) for name, value in row.items()}) for row in rows]


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
