"""Tables on a sheet: columns that run with the language, rows that break over pages, heads that come again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.pdf.canvas import INK, LEAD, LINE, PLINTH, QUIET, Align
from core.pdf.words import Two, drawable, first, lines, second

if TYPE_CHECKING:
    from core.pdf.sheet import Sheet

BODY: Final = 8.5  # points
HEAD: Final = 7.5
SMALL: Final = 7.0
PAD: Final = 1.6  # millimetres


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its share of the width (any number, against the others'), its alignment."""

    label: str | Two
    share: float = 1.0
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    points: float
    quiet: bool = False


Cell = str | Two


def draw(
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    totals: int = 0,
    share: float = 1.0,
    headed: bool = True,
) -> None:
    """The whole table; the last `totals` rows are set in bold on a plinth.

    `share` of the sheet's width, held to the inline end where it is less than all.
    """
    widths = _widths(sheet, columns, share)
    head = [_cell(sheet, column.label, width, HEAD) for column, width in zip(columns, widths, strict=True)]
    if headed:
        _row(sheet, columns, widths, head, filled=True, bold=True)
    for place, row in enumerate(rows):
        bold = place >= len(rows) - totals
        cells = [_cell(sheet, text, width, BODY, bold=bold) for text, width in zip(row, widths, strict=True)]
        if sheet.room < _height(cells):
            sheet.new_page()
            if headed:
                _row(sheet, columns, widths, head, filled=True, bold=True)
        _row(sheet, columns, widths, cells, filled=bold, bold=bold)
    sheet.space(3)


def _widths(sheet: Sheet, columns: Sequence[Column], share: float) -> list[float]:
    whole = sum(column.share for column in columns)
    return [sheet.width * share * column.share / whole for column in columns]


def _cell(sheet: Sheet, text: Cell, width: float, points: float, *, bold: bool = False) -> list[_Line]:
    """The lines of a cell: the sheet's language, and the other one small beneath it."""
    inner = width - 2 * PAD
    own = drawable(first(text, sheet.language))
    other = drawable(second(text, sheet.language))
    shown = [
        _Line(line, points)
        for line in lines(own, inner, lambda part: sheet.canvas.measure(part, points=points, bold=bold))
    ]
    if other:
        measured = lines(other, inner, lambda part: sheet.canvas.measure(part, points=SMALL))
        shown += [_Line(line, SMALL, quiet=True) for line in measured]
    return shown


def _height(cells: Sequence[Sequence[_Line]]) -> float:
    return max(sum(line.points * LEAD for line in cell) for cell in cells) + 2 * PAD


def _row(
    sheet: Sheet,
    columns: Sequence[Column],
    widths: Sequence[float],
    cells: Sequence[Sequence[_Line]],
    *,
    filled: bool,
    bold: bool,
) -> None:
    height, broad = _height(cells), sum(widths)
    canvas = sheet.canvas
    offset = sheet.width - broad
    left = sheet.inline(offset, broad)
    if filled:
        canvas.set_fill_color(*PLINTH)
        canvas.rect(left, sheet.y, broad, height, style="F")
    for column, width, cell in zip(columns, widths, cells, strict=True):
        y = sheet.y + PAD
        for line in cell:
            canvas.put(
                line.text,
                x=sheet.inline(offset + PAD, width - 2 * PAD),
                y=y,
                width=width - 2 * PAD,
                points=line.points,
                align=column.align,
                bold=bold and not line.quiet,
                colour=QUIET if line.quiet else INK,
            )
            y += line.points * LEAD
        offset += width
    sheet.y += height
    canvas.set_draw_color(*LINE)
    canvas.line(left, sheet.y, left + broad, sheet.y)
