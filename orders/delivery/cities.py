"""The same city in both scripts: exact spellings from data/cities.toml, no guessing by sound."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from core.arabic import fold

DATA: Final = Path(__file__).parent / "data" / "cities.toml"
_ARTICLE = re.compile(r"^(?:ال|al|ar|ad|ash|at|as|az|adh)\s+|^ال")


def city_key(city: str, country: str = "") -> str:
    """One key for الرياض, Riyadh and Ar-Riyadh; a city that the data does not know is its own folded name."""
    name = _folded(city)
    return _known().get((country, name), name) if name else ""


def same_city(one: str, other: str, country: str) -> bool:
    """Whether two spellings name one city of this country; nothing is the same as an empty name."""
    key = city_key(one, country)
    return bool(key) and key == city_key(other, country)


def _folded(city: str) -> str:
    plain = re.sub(r"[\W_]+", " ", fold(city).casefold()).strip()
    return _ARTICLE.sub("", plain) or plain


@cache
def _known() -> Mapping[tuple[str, str], str]:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        (country, _folded(name)): f"#{key}"
        for country, cities in data.items()
        for key, names in cities.items()
        for name in names
    }
