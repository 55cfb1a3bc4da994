"""A provenance as sellers write it, one moment a line, read as a time line. No Django.

"14 February 2026: Exhibition 'Light of the House', JAX District. No. 7 in the catalogue" has a date before the
colon, what happened, and what else is known after the first full stop. A line without a date is told whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from core.digits import western

_DATED: Final = re.compile(r"^([^:：|]{2,48}?)\s*(?:[:：|]|\s[–—-]\s)\s*(.+)$")
_BARE_YEAR: Final = re.compile(
    r"^((?:c\.?\s?|about |نحو |حوالي )?\d{4}(?:\s?[–-]\s?\d{2,4})?)\s*[,،]\s*(.+)$"
)
_SENTENCE: Final = re.compile(r"^(.{3,}?[^\s.]{2})[.؛;]\s+(.+)$")
_YEAR: Final = re.compile(r"\d{3,4}")


@dataclass(frozen=True, slots=True)
class Moment:
    when: str
    what: str
    more: str = ""


def moments(text: str) -> list[Moment]:
    """The lines in the order they were written; empty lines and bullets are dropped."""
    lines = (line.strip(" \t•*·-–—") for line in text.splitlines())
    return [_moment(line) for line in lines if line]


def _moment(line: str) -> Moment:
    when, rest = _date_of(line)
    parts = _SENTENCE.match(rest)
    if parts:
        return Moment(when, parts[1], parts[2].rstrip("."))
    return Moment(when, rest.rstrip("."))


def _date_of(line: str) -> tuple[str, str]:
    for pattern in (_DATED, _BARE_YEAR):
        found = pattern.match(western(line))
        if found and _YEAR.search(found[1]):
            return line[: found.end(1)].strip(), line[found.start(2) :]
    return "", line
