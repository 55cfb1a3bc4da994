"""The bare page under a sheet: faces, colours, foot, and what the file says about itself."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, Literal
from xml.sax.saxutils import escape

from fpdf import FPDF
from fpdf.enums import TextDirection
from fpdf.line_break import Fragment
from fpdf.prefs import ViewerPreferences

from core.pdf.runs import visual
from core.pdf.words import FACES, Direction, Two, direction, first

# The subsetter tells of every table of every face at every sheet.
logging.getLogger("fontTools").setLevel(logging.WARNING)

Align = Literal["start", "end", "center"]
Colour = tuple[int, int, int]
# As static/css/tokens.css on paper.
INK: Final[Colour] = (26, 23, 19)
QUIET: Final[Colour] = (100, 92, 81)
LINE: Final[Colour] = (223, 214, 199)
PLINTH: Final[Colour] = (244, 239, 229)
ACCENT: Final[Colour] = (168, 64, 12)

FAMILY: Final = "alexandria"
PRODUCER: Final = "Art Souk"
MARGIN: Final = 16.0  # millimetres
FOOT: Final = 18.0
LEAD: Final = 0.58  # millimetres of line height for a point of size: Arabic needs the air
NUMBERS: Final = 40.0  # what the number of the page takes of the foot


class Canvas(FPDF):
    """fpdf2 with our faces, one line of text at a time, in the direction that the line asks for."""

    def __init__(
        self,
        *,
        language: str,
        title: str | Two,
        size: tuple[float, float],
        margin: float,
        conformance: str | None,
        created: datetime,
    ) -> None:
        super().__init__(format=size, enforce_compliance=conformance)
        self.language = language
        self._widths: dict[tuple[str, bool], float] = {}
        self._conformance = conformance
        for style, path in FACES.items():
            self.add_font(FAMILY, style, path)
        self.set_margin(margin)
        self.c_margin = 0
        self.set_auto_page_break(auto=False)
        self._describe(title, created.astimezone(UTC))
        self.add_page()

    def put(
        self,
        text: str,
        *,
        x: float,
        y: float,
        width: float,
        points: float,
        align: Align = "start",
        bold: bool = False,
        colour: Colour = INK,
        runs: Direction | None = None,
    ) -> None:
        """One line, drawn in its own direction (or in `runs`), held to the start or the end of the sheet's."""
        self._face(points, bold=bold, runs=runs or direction(text, self.language))
        self.set_text_color(*colour)
        self.set_xy(x, y)
        self.cell(width, points * LEAD, text, align=self._side(align))

    def measure(self, text: str, *, points: float, bold: bool = False) -> float:
        """How wide a line would be; widths grow with the size, so one measuring serves all sizes."""
        if (text, bold) not in self._widths:
            self._face(100, bold=bold, runs=direction(text, self.language))
            self._widths[text, bold] = float(self.get_string_width(text))
        return self._widths[text, bold] * points / 100 + 0.02  # against rounding at the edge of a column

    def finish(self, lines: Sequence[tuple[str, str]]) -> bytes:
        """The file, with these lines (start, end) at the foot of each page; `{page}` and `{pages}` filled."""
        for number in range(1, self.pages_count + 1):
            self.page = number
            self.current_font_is_set_on_page = False
            for place, (start, end) in enumerate(lines):
                self._foot(start, end, number, self.h - FOOT + 4 + place * 4)
        return bytes(self.output())

    def _foot(self, start: str, end: str, number: int, y: float) -> None:
        left, width = float(self.l_margin), float(self.epw)
        narrow = width - NUMBERS
        number_side = left if self.language == "ar" else left + narrow
        text_side = left + NUMBERS if self.language == "ar" else left
        counted = end.format(page=number, pages=self.pages_count)
        self.put(start, x=text_side, y=y, width=narrow, points=7, colour=QUIET)
        self.put(counted, x=number_side, y=y, width=NUMBERS, points=7, align="end", colour=QUIET)

    def _face(self, points: float, *, bold: bool, runs: Direction) -> None:
        self.set_font(FAMILY, "B" if bold else "", points)
        self.set_text_shaping(use_shaping_engine=True, direction=runs)

    def _preload_bidirectional_text(self, text: str, markdown: bool) -> Sequence[Fragment]:  # noqa: FBT001
        """fpdf2's own would cut a word at each vowel mark, and draw runs in the order of the text."""
        shaping = self.text_shaping
        if shaping is None:
            return super()._preload_bidirectional_text(text, markdown)
        fragments = []
        for run in visual(text, shaping["direction"]):
            shaping |= {"paragraph_direction": TextDirection.LTR, "fragment_direction": run.direction}
            fragments.append(Fragment(run.text, self._get_current_graphics_state(), self.k))
        return tuple(fragments)

    def _side(self, align: Align) -> str:
        if align == "center":
            return "C"
        return "R" if (align == "end") == (self.language != "ar") else "L"

    def _describe(self, title: str | Two, created: datetime) -> None:
        """Title, language and dates; the same twice (Info and XMP), as the archive standard asks."""
        own = first(title, self.language)
        self.set_title(own)
        self.set_producer(PRODUCER)
        self.set_creator(PRODUCER)
        self.set_lang("ar-SA" if self.language == "ar" else "en")
        self.set_creation_date(created)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        if self._conformance:
            part, level = self._conformance[-2], self._conformance[-1]
            self.set_xmp_metadata(_xmp(title, self.language, created, part, level))


def _xmp(title: str | Two, language: str, created: datetime, part: str, level: str) -> str:
    """The archive's metadata; fpdf2's own would stamp the present moment and one language only."""
    moment = created.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    titles = {"x-default": first(title, language)}
    if isinstance(title, Two):
        titles |= {"ar": title.ar, "en": title.en}
    listed = "".join(f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag, text in titles.items())
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>"
        f"<dc:title><rdf:Alt>{listed}</rdf:Alt></dc:title>"
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>"
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>"
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
