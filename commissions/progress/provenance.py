"""The first line of a commissioned work's provenance, in both languages. Pure.

The collector is named only by their own word; otherwise it is a private collection.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    ar: str
    en: str


def first_line(*, year: int, name_ar: str = "", name_en: str = "") -> Line:
    """ "Commissioned by Lamia Alrashid, 2026". A name in one language only stands in both."""
    arabic, english = name_ar or name_en, name_en or name_ar
    if not arabic:
        return Line(f"أُنجز بتكليف من مجموعة خاصة، {year}", f"Commissioned by a private collection, {year}")
    return Line(f"أُنجز بتكليف من {arabic}، {year}", f"Commissioned by {english}, {year}")


def rewritten(text: str, *, old: str, new: str, names: tuple[str, ...] = ()) -> str:
    """The provenance with our line put in the place of the old one.

    What the artist added stays. A line that they changed is replaced too where it still names the collector;
    where there is no such line, ours stands first.
    """
    lines, done = [], False
    for line in text.splitlines():
        ours = line.strip() == old.strip() or any(_names(line, name) for name in names)
        if not ours:
            lines.append(line)
        elif not done:
            lines.append(new)
            done = True
    return "\n".join(lines if done else [new, *lines]).strip()


def _names(line: str, name: str) -> bool:
    """As whole words; Arabic writes its particles together with the name."""
    return bool(name) and re.search(rf"(?<!\w)[وفبلك]?{re.escape(name)}(?!\w)", line) is not None
