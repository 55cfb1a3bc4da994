"""Name badges: eight to a sheet of A4, 90 by 60 mm, with hairlines to cut along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.pdf import Sheet, Two
from core.pdf.canvas import ACCENT, INK, LEAD, LINE, QUIET, Colour
from core.pdf.words import drawable

ACROSS: Final = 2
DOWN: Final = 4
WIDTH: Final = 90.0
HEIGHT: Final = 60.0
EDGE: Final = 6.0
LARGEST: Final = 20.0  # points of a name that fits
SMALLEST: Final = 9.0
NAMES: Final = Two("بطاقات الأسماء", "Name badges")


@dataclass(frozen=True, slots=True)
class Badge:
    """`other` is the same name in the other script, where it is known; `role` says what the bearer is."""

    name: str
    other: str
    kind: Two


def pdf(badges: Sequence[Badge], *, event: Two, language: str, made: datetime) -> bytes:
    """In the order given; an empty list is one empty sheet."""
    sheet = Sheet(
        language, Two(f"{NAMES.ar}: {event.ar}", f"{NAMES.en}: {event.en}"), margin=15, created=made
    )
    sheet.footer("", numbered=False)
    for place, badge in enumerate(badges):
        if place and place % (ACROSS * DOWN) == 0:
            sheet.new_page()
        row, column = divmod(place % (ACROSS * DOWN), ACROSS)
        _draw(sheet, badge, event, sheet.inline(column * WIDTH, WIDTH), 25 + row * HEIGHT)
    return sheet.bytes()


def _draw(sheet: Sheet, badge: Badge, event: Two, x: float, y: float) -> None:
    canvas = sheet.canvas
    canvas.set_draw_color(*LINE)
    canvas.rect(x, y, WIDTH, HEIGHT, style="D")
    canvas.set_fill_color(*ACCENT)
    canvas.rect(x, y, WIDTH, 1.6, style="F")
    _line(sheet, event.first(sheet.language), (x, y + 6), points=9, colour=QUIET)
    taken = _line(sheet, badge.name, (x, y + 21), points=LARGEST, bold=True)
    if badge.other and badge.other != badge.name:
        _line(sheet, badge.other, (x, y + 22 + taken), points=12)
    _line(sheet, badge.kind.first(sheet.language), (x, y + HEIGHT - 10), points=8, colour=QUIET)


def _line(
    sheet: Sheet,
    text: str,
    at: tuple[float, float],
    *,
    points: float,
    colour: Colour = INK,
    bold: bool = False,
) -> float:
    """One line in the middle, as large as it fits, cut where even the smallest does not; how high it became."""
    text, room = drawable(text), WIDTH - 2 * EDGE
    while points > SMALLEST and sheet.canvas.measure(text, points=points, bold=bold) > room:
        points -= 0.5
    while text and sheet.canvas.measure(text, points=points, bold=bold) > room:
        text = text[:-1]
    sheet.canvas.put(
        text, x=at[0] + EDGE, y=at[1], width=room, points=points, align="center", bold=bold, colour=colour
    )
    return points * LEAD
