"""Texts of a row in the reader's language and in the other one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, pgettext

from core.money import is_arabic

SUMMARY = 155  # what a search engine shows of a description


def other_text(row: Any, field: str) -> str:
    """The text in the other language, where it is there and says something else than the shown one."""
    other = getattr(row, f"{field}_{'en' if is_arabic() else 'ar'}") or ""
    return "" if other == getattr(row, field) else str(other)


def listed(parts: list[str]) -> str:
    """The parts in one line, with the comma of the language."""
    return pgettext("between parts of a line", ", ").join(part for part in parts if part)


def shortened(text: str, length: int = SUMMARY) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def place_of(artist: Any) -> str:
    """Where an artist lives, else the country."""
    if artist.city:
        return str(artist.city.name)
    return str(artist.nationality.name) if artist.nationality else ""


def years_of(artist: Any) -> str:
    """ "born 1980", "1920–2001"."""
    if artist.birth_year and artist.death_year:
        return f"{artist.birth_year}–{artist.death_year}"
    return gettext("born %(year)s") % {"year": artist.birth_year} if artist.birth_year else ""
