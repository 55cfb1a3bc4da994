"""A sheet: what is put on it runs down the page and mirrors with the language."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, Self

import segno

from core.pdf import table
from core.pdf.canvas import ACCENT, FOOT, INK, LEAD, LINE, MARGIN, QUIET, Align, Canvas
from core.pdf.words import Two, direction, drawable, first, lines, second

A4: Final = (210.0, 297.0)
A6: Final = (105.0, 148.0)  # a label
LEVELS: Final = {1: 17.0, 2: 11.0, 3: 9.0}
TEXT: Final = 9.0
SMALL: Final = 7.5
NAMED: Final = 40.0  # the widest that names of facts may stand
PAGES: Final = Two("صفحة {page} من {pages}", "Page {page} of {pages}")
Conformance = Literal["PDF/A-3B"]
Facts = Sequence[tuple[str | Two, str | Two]]


class Sheet:
    """One document in `language` ("ar" or "en"), with the other language beside where `Two` is given.

    Sizes are millimetres, type is points. `conformance="PDF/A-3B"` makes it fit for the archive and
    allows `embed`. The same calls with the same `created` make the same bytes.
    """

    def __init__(
        self,
        language: str,
        title: str | Two,
        *,
        conformance: Conformance | None = None,
        created: datetime | None = None,
        size: tuple[float, float] = A4,
        margin: float = MARGIN,
    ) -> None:
        self.language = language
        self.title = title
        self.created = created or datetime.now(UTC)
        self.canvas = Canvas(
            language=language,
            title=title,
            size=size,
            margin=margin,
            conformance=conformance,
            created=self.created,
        )
        self.y = margin
        self._foot: str | Two = ""
        self._numbered = True

    @property
    def width(self) -> float:
        """Between the margins."""
        return float(self.canvas.epw)

    @property
    def room(self) -> float:
        """What is left of the page above its foot."""
        foot = FOOT if self._foot or self._numbered else self.canvas.l_margin
        return float(self.canvas.h) - foot - self.y

    def inline(self, offset: float, width: float) -> float:
        """The x of a box that begins `offset` from the sheet's inline start."""
        left = float(self.canvas.l_margin)
        return left + offset if self.language != "ar" else left + self.width - offset - width

    def new_page(self) -> Self:
        self.canvas.add_page()
        self.y = float(self.canvas.t_margin)
        return self

    def space(self, height: float = 4) -> Self:
        self.y += height
        return self

    def rule(self) -> Self:
        self.canvas.set_draw_color(*LINE)
        self.canvas.line(self.canvas.l_margin, self.y, self.canvas.l_margin + self.width, self.y)
        return self.space(2)

    def heading(self, text: str | Two, *, level: int = 1) -> Self:
        """The sheet's language at the start; the other one at the end of the same line, if it fits."""
        points = LEVELS[level]
        own, other = first(text, self.language), second(text, self.language)
        self._keep(points * LEAD * 2)
        top = self.y
        self._flow(own, points=points, bold=True, width=self.width * (0.6 if other else 1))
        bottom, self.y = self.y, top + (points - points * 0.75) * LEAD * 0.7
        if other:
            half = self.width * 0.4
            self._other(other, points=points * 0.75, offset=self.width - half, width=half, align="end")
        self.y = max(bottom, self.y)
        if level == 1:
            self._stroke()
        return self.space(1.5)

    def text(
        self,
        text: str | Two,
        *,
        points: float = TEXT,
        bold: bool = False,
        quiet: bool = False,
        align: Align = "start",
    ) -> Self:
        """A paragraph; the other language follows beneath it."""
        colour = QUIET if quiet else INK
        self._flow(first(text, self.language), points=points, bold=bold, colour=colour, align=align)
        if other := second(text, self.language):
            self._other(other, points=min(points, SMALL), align=align)
        return self.space(1)

    def facts(self, pairs: Facts, *, share: float = 1.0) -> Self:
        """Names and what they stand for, one below the other, in a share of the width."""
        self._block("", pairs, offset=0, width=self.width * share)
        return self.space(3)

    def beside(self, blocks: Sequence[tuple[str | Two, Facts]]) -> Self:
        """Blocks of facts side by side, each under its own heading (or none): a seller and a buyer."""
        gap = 6.0
        width = (self.width - gap * (len(blocks) - 1)) / len(blocks)
        top, page, lowest = self.y, self.canvas.page, self.y
        for place, (heading, pairs) in enumerate(blocks):
            self.y = top if self.canvas.page == page else self.y
            self._block(heading, pairs, offset=place * (width + gap), width=width)
            lowest = max(lowest, self.y) if self.canvas.page == page else self.y
        self.y = lowest
        return self.space(3)

    def table(
        self,
        columns: Sequence[table.Column],
        rows: Iterable[Sequence[str | Two]],
        *,
        totals: int = 0,
        share: float = 1.0,
        headed: bool = True,
    ) -> Self:
        """Columns begin at the inline start; the last `totals` rows stand out.

        A table of a smaller `share` of the width stands at the inline end: sums under their column.
        """
        table.draw(self, columns, list(rows), totals=totals, share=share, headed=headed)
        return self

    def qr(
        self, payload: str | bytes, *, size: float = 34, align: Align = "end", aside: bool = False
    ) -> Self:
        """A QR code of squares that are drawn, not of an image: sharp at any size.

        `aside` leaves the place where the next thing begins as it was, for what stands beside the code.
        """
        self._keep(size + 2)
        code = segno.make(payload, error="m", micro=False)
        modules = [list(row) for row in code.matrix_iter(border=2)]
        step = size / len(modules)
        offset = {"start": 0.0, "center": (self.width - size) / 2, "end": self.width - size}[align]
        left = self.inline(offset, size)
        self.canvas.set_fill_color(0, 0, 0)
        for row, cells in enumerate(modules):
            for begin, length in _runs(cells):
                self.canvas.rect(
                    left + begin * step, self.y + row * step, length * step, step + 0.01, style="F"
                )
        return self if aside else self.space(size + 2)

    def picture(self, source: Path | bytes, *, width: float, align: Align = "start") -> Self:
        """An image, as wide as asked; its height follows."""
        image = io.BytesIO(source) if isinstance(source, bytes) else source
        offset = {"start": 0.0, "center": (self.width - width) / 2, "end": self.width - width}[align]
        info = self.canvas.preload_image(image)[2]
        height = width * float(str(info["h"])) / float(str(info["w"]))
        self._keep(height)
        self.canvas.image(image, x=self.inline(offset, width), y=self.y, w=width)
        return self.space(height + 2)

    def footer(self, text: str | Two, *, numbered: bool = True) -> Self:
        """Stands under every page; pages are numbered in both languages."""
        self._foot = text
        self._numbered = numbered
        return self

    def embed(self, name: str, content: bytes, *, mime: str, relation: str = "Alternative") -> Self:
        """A file inside the file, for PDF/A-3: the XML that this sheet shows."""
        self.canvas.embed_file(
            bytes=content,
            basename=name,
            mime_type=mime,
            associated_file_relationship=relation,
            modification_date=self.created,
            creation_date=self.created,
            desc=first(self.title, "en"),
            compress=True,
        )
        return self

    def bytes(self) -> bytes:
        """The finished file; nothing can be put on the sheet after it."""
        texts = (first(self._foot, self.language), second(self._foot, self.language))
        numbers = (PAGES.first(self.language), PAGES.second(self.language)) if self._numbered else ("", "")
        return self.canvas.finish(list(zip(map(drawable, texts), numbers, strict=True)))

    def _block(self, heading: str | Two, pairs: Facts, *, offset: float, width: float) -> None:
        if heading:
            top = self.y
            self._flow(first(heading, self.language), points=LEVELS[3], bold=True, offset=offset, width=width)
            below, self.y = self.y, top
            half = width / 2
            self._other(
                second(heading, self.language), points=SMALL, offset=offset + half, width=half, align="end"
            )
            self.y = max(below, self.y) + 1
        for label, value in pairs:
            if value:
                self._fact(label, value, offset=offset, width=width)

    def _fact(self, label: str | Two, value: str | Two, *, offset: float, width: float) -> None:
        named = min(width * 0.36, NAMED)
        self._keep(TEXT * LEAD * 2)
        top = self.y
        self._flow(first(label, self.language), points=SMALL, colour=QUIET, offset=offset, width=named - 2)
        if other := second(label, self.language):
            self._other(other, points=6.5, offset=offset, width=named - 2)
        below, self.y = self.y, top
        self._flow(first(value, self.language), points=8.5, offset=offset + named, width=width - named)
        if other := second(value, self.language):
            self._other(other, points=SMALL, offset=offset + named, width=width - named)
        self.y = max(below, self.y) + 0.8

    def _flow(
        self,
        text: str,
        *,
        points: float,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        offset: float = 0,
        width: float | None = None,
        align: Align = "start",
        language: str = "",
    ) -> None:
        """Lines of one text, from `self.y` down, over the end of the page if it must be.

        All of them run as the whole text does, whatever a line by itself would do.
        """
        broad = self.width if width is None else width
        runs = direction(text, language or self.language)
        for line in lines(
            drawable(text), broad, lambda part: self.canvas.measure(part, points=points, bold=bold)
        ):
            self._keep(points * LEAD)
            self.canvas.put(
                line,
                x=self.inline(offset, broad),
                y=self.y,
                width=broad,
                points=points,
                align=align,
                bold=bold,
                colour=colour,
                runs=runs,
            )
            self.y += points * LEAD

    def _other(self, text: str, **drawn: Any) -> None:
        """The other language's words, in their own direction."""
        if text:
            self._flow(text, colour=QUIET, language="en" if self.language == "ar" else "ar", **drawn)

    def _keep(self, height: float) -> None:
        if self.room < height:
            self.new_page()

    def _stroke(self) -> None:
        """The house's mark under a title: a short stroke of clay at the start."""
        self.canvas.set_fill_color(*ACCENT)
        self.canvas.rect(self.inline(0, 18), self.y + 1, 18, 0.8, style="F")
        self.space(3)


def _runs(cells: Sequence[int]) -> Iterable[tuple[int, int]]:
    """(begin, length) of each run of dark modules: one rectangle instead of many."""
    begin = None
    for place, dark in enumerate([*cells, 0]):
        if dark and begin is None:
            begin = place
        elif not dark and begin is not None:
            yield begin, place - begin
            begin = None
