"""When a work was made, read from what people write: years, ranges, decades, centuries, circa, both scripts.

Pure. What cannot be read is no error: the words themselves are kept and shown, only the number is missing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from core.digits import western

EARLIEST: Final = 100
LATEST: Final = 2100
HIJRI_TO_SOLAR: Final = 0.970224
HIJRI_EPOCH: Final = 621.5774


class Dating(NamedTuple):
    """First and last year, and whether they are about right only. `last` is None for a single year."""

    year: int | None = None
    last: int | None = None
    circa: bool = False


UNDATED: Final = Dating()
_DASHES = str.maketrans(dict.fromkeys("–—‒−‑", "-"))
_CIRCA = re.compile(
    r"\?|\b(?:c|ca|ci)\b\.?\s*\??(?=\d)|\b(?:circa|about|approx|after|before)\b|حوالي|نحو|قرابة|بعد|قبل"
)
_CLAUSE = re.compile(r"[,;(،؛]")
_HIJRI = re.compile(r"(?<!\d)(\d{3,4})\s*(?:هـ|ه\b|a\.?h\b)")
_CENTURY = re.compile(
    r"(early|mid|late)?[\s-]*(?:the\s+)?(?<!\d)(\d{1,2})(?:st|nd|rd|th)\s*c(?:ent|\b)|القرن\s+(?:ال)?(\d{1,2})"
)
_DECADE = re.compile(r"(early|mid|late)?[\s-]*(?<!\d)(\d{3}0)s")
_RANGE = re.compile(
    r"(?<!\d)(\d{3,4})\s*(?:-|/|\bor\b|\band\b|\bto\b|إلى|أو|و)[\s?]*(?:c\.?|circa)?[\s?]*(\d{1,4})(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(\d{3,4})(?!\d)")
_TYPO = re.compile(r"\d{5}")
_THIRDS: Final = {"early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1), None: (0, 1)}


@lru_cache(maxsize=8192)
def read_date(text: str) -> Dating:
    """`c.1830–41` is 1830 to 1841, about; `date not known` is undated; `١٤٤٦هـ` is 2024 to 2025."""
    plain = western(text).translate(_DASHES).lower()
    head = _CLAUSE.split(plain, maxsplit=1)[0]
    if _TYPO.search(head):
        return UNDATED
    for part in (head, plain):
        found = _first(part)
        if found is not None:
            first, last = found
            return Dating(first, last if last > first else None, bool(_CIRCA.search(part)))
    return UNDATED


def _first(text: str) -> tuple[int, int] | None:
    for reader in (_hijri, _century, _decade, _range, _single):
        found = reader(text)
        if found is not None and EARLIEST <= found[0] <= found[1] <= LATEST:
            return found
    return None


def _hijri(text: str) -> tuple[int, int] | None:
    match = _HIJRI.search(text)
    if match is None:
        return None
    year = int(match[1])
    return int(year * HIJRI_TO_SOLAR + HIJRI_EPOCH), int((year + 1) * HIJRI_TO_SOLAR + HIJRI_EPOCH)


def _century(text: str) -> tuple[int, int] | None:
    match = _CENTURY.search(text)
    if match is None:
        return None
    start = (int(match[2] or match[3]) - 1) * 100 + 1
    return _third(start, 100, match[1])


def _decade(text: str) -> tuple[int, int] | None:
    match = _DECADE.search(text)
    return None if match is None else _third(int(match[2]), 10, match[1])


def _third(start: int, length: int, which: str | None) -> tuple[int, int]:
    low, high = _THIRDS[which]
    return start + round(length * low), start + round(length * high) - 1


def _range(text: str) -> tuple[int, int] | None:
    """The end may be short: 1851-2 ends in 1852, 1898-03 is no range and is read as its first year."""
    match = _RANGE.search(text)
    if match is None:
        return None
    first, end = match[1], match[2]
    last = int(first[: len(first) - len(end)] + end) if len(end) < len(first) else int(end)
    return (int(first), last) if last >= int(first) else (int(first), int(first))


def _single(text: str) -> tuple[int, int] | None:
    match = _YEAR.search(text)
    return None if match is None else (int(match[1]), int(match[1]))
