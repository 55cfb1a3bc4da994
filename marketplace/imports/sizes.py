"""How large a work is, read from what people write: `support: 394 x 419 mm`, `١٢٠ × ٩٠ سم`, `24 x 36 in`.

Pure. The order is height, width, depth, as museums and the Gulf's galleries write it.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from core.digits import western
from marketplace.imports.exceptions import CellRefused

MILLIMETRE: Final = Decimal("0.1")
LARGEST_CM: Final = Decimal(50_000)
UNITS: Final[dict[str, Decimal]] = {
    "mm": Decimal("0.1"),
    "مم": Decimal("0.1"),
    "ملم": Decimal("0.1"),
    "cm": Decimal(1),
    "سم": Decimal(1),
    "m": Decimal(100),
    "م": Decimal(100),
    "in": Decimal("2.54"),
    "inch": Decimal("2.54"),
    "inches": Decimal("2.54"),
    '"': Decimal("2.54"),
    "بوصة": Decimal("2.54"),
}


class Sides(NamedTuple):
    height: Decimal | None = None
    width: Decimal | None = None
    depth: Decimal | None = None


UNSIZED: Final = Sides()
_UNIT = r"(?:(mm|cm|inches|inch|in|m|ملم|مم|سم|بوصة|م|\")(?![a-z\u0621-\u064a]))"
_NUMBER = r"\d+(?:[.,]\d+)?"
_TIMES = r"\s*[x×*]\s*"
_PRODUCT = re.compile(
    rf"({_NUMBER})\s*{_UNIT}?{_TIMES}({_NUMBER})\s*{_UNIT}?(?:{_TIMES}({_NUMBER})\s*{_UNIT}?)?"
)
_FRAME = re.compile(r"^\s*(?:frame|framed|إطار|الإطار)\b", re.IGNORECASE)
_SIDE = re.compile(rf"({_NUMBER})\s*{_UNIT}?")


@lru_cache(maxsize=32768)
def read_sides(text: str, unit: str = "cm") -> Sides:
    """The first product of sides that is not the frame's; UNSIZED when there is none."""
    plain = western(text).replace("٫", ".").lower()
    for line in plain.splitlines():
        match = None if _FRAME.match(line) else _PRODUCT.search(line)
        if match is not None:
            factor = UNITS[match[6] or match[4] or match[2] or unit]
            sides = [_centimetres(part, factor) if part else None for part in match.group(1, 3, 5)]
            return Sides(*sides) if all(side is None or _plausible(side) for side in sides) else UNSIZED
    return UNSIZED


@lru_cache(maxsize=8192)
def read_side(text: str, unit: str = "cm") -> Decimal:
    """One side in centimetres; raises CellRefused for what is no length, or none that a work has."""
    plain = western(text).replace("٫", ".").replace("٬", "").strip().lower()
    match = _SIDE.fullmatch(plain)
    if match is None:
        raise CellRefused("size", _("This is not a length. Write a number, for example 120 or 120.5."))
    side = _centimetres(match[1], UNITS[match[2] or unit])
    if not _plausible(side):
        raise CellRefused("size_range", _("A side is more than zero and at most 500 metres."))
    return side


def _centimetres(number: str, factor: Decimal) -> Decimal:
    try:
        return (Decimal(number.replace(",", ".")) * factor).quantize(MILLIMETRE, ROUND_HALF_UP)
    except InvalidOperation:
        return Decimal(0)


def _plausible(side: Decimal) -> bool:
    return 0 < side <= LARGEST_CM
