"""A certificate of attendance: A4 across, Arabic and English of one weight, a code that proves it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from core.dates import gregorian_text, hijri
from core.pdf import Sheet, Two, isolate
from core.pdf.canvas import ACCENT, INK, LEAD, LINE, QUIET, Align, Colour
from core.pdf.words import drawable

ACROSS: Final = (297.0, 210.0)
EDGE: Final = 12.0
MARGIN: Final = 26.0
TITLE: Final = Two("شهادة حضور", "Certificate of attendance")
GIVEN: Final = Two("تُمنح هذه الشهادة إلى", "This certificate is awarded to")
FOR: Final = Two("لقاء حضور", "for attending")
HOURS: Final = Two("الساعات", "Hours")
SESSIONS: Final = Two("اللقاءات", "Sessions")
DAYS: Final = Two("التاريخ", "Dates")
TEACHER: Final = Two("المدرّب", "Instructor")
SELLER: Final = Two("المنظّم", "Organiser")
ISSUED: Final = Two("صدرت في", "Issued on")
CHECK: Final = Two("تحقّق من الشهادة", "Check this certificate")
REVOKED: Final = Two("سُحبت هذه الشهادة", "This certificate has been withdrawn")


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """`url` is where anybody can see whether it stands; hours are a number in words of digits ("6", "7.5")."""

    name: Two
    course: Two
    seller: Two
    teacher: Two
    hours: str
    attended: int
    sessions: int
    first_day: date
    last_day: date
    issued_on: date
    number: str
    code: str
    url: str
    revoked: bool
    made: datetime


def pdf(paper: CertificatePaper, language: str) -> bytes:
    """One page; the reader's language stands first, the other one beneath it in the same size of thought."""
    sheet = Sheet(language, TITLE, size=ACROSS, margin=MARGIN, created=paper.made)
    sheet.footer("", numbered=False)
    _frame(sheet)
    first, second = (language, "en" if language == "ar" else "ar")
    y = 30.0
    y = _centre(sheet, TITLE.first(first), y, 26, bold=True)
    y = _centre(sheet, TITLE.second(first), y, 15, colour=QUIET)
    y = _centre(sheet, f"{GIVEN.first(first)}", y + 5, 11, colour=QUIET)
    y = _centre(sheet, paper.name.first(first), y, 28, bold=True, colour=ACCENT)
    if paper.name.ar != paper.name.en:
        y = _centre(sheet, paper.name.second(first), y, 17, colour=ACCENT)
    y = _centre(sheet, FOR.first(first), y + 1, 11, colour=QUIET)
    y = _centre(sheet, paper.course.first(first), y, 17, bold=True)
    if paper.course.ar != paper.course.en:
        y = _centre(sheet, f"{FOR.first(second)} {paper.course.second(first)}", y, 11, colour=QUIET)
    if paper.revoked:
        _centre(sheet, f"{REVOKED.first(first)} · {isolate(REVOKED.second(first))}", 20, 11, bold=True)
    _foot(sheet, paper)
    return sheet.bytes()


def _frame(sheet: Sheet) -> None:
    """Two lines round the page, an eight-pointed star at each corner."""
    canvas, (wide, high) = sheet.canvas, ACROSS
    canvas.set_draw_color(*LINE)
    for inset in (EDGE, EDGE + 1.8):
        canvas.rect(inset, inset, wide - 2 * inset, high - 2 * inset, style="D")
    canvas.set_fill_color(*ACCENT)
    for x in (EDGE, wide - EDGE):
        for y in (EDGE, high - EDGE):
            _star(sheet, x, y, 3.2)


def _star(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Two squares at 45 degrees, as the house's mark."""
    half, long = size * 0.7, size
    sheet.canvas.rect(x - half, y - half, 2 * half, 2 * half, style="F")
    points = [(x, y - long), (x + long, y), (x, y + long), (x - long, y)]
    sheet.canvas.polygon(points, style="F")


def _centre(
    sheet: Sheet, text: str, y: float, points: float, *, bold: bool = False, colour: Colour = INK
) -> float:
    """One line in the middle, made smaller until it fits; where the next one begins."""
    text = drawable(text)
    while points > 8 and sheet.canvas.measure(text, points=points, bold=bold) > sheet.width:  # noqa: PLR2004
        points -= 0.5
    _put(sheet, text, y, points, "center", bold=bold, colour=colour)
    return y + points * LEAD + 1


def _put(
    sheet: Sheet,
    text: str,
    y: float,
    points: float,
    align: Align,
    *,
    bold: bool = False,
    colour: Colour = INK,
    offset: float = 0,
    width: float | None = None,
) -> None:
    broad = sheet.width if width is None else width
    sheet.canvas.put(
        drawable(text),
        x=sheet.inline(offset, broad),
        y=y,
        width=broad,
        points=points,
        align=align,
        bold=bold,
        colour=colour,
    )


def _foot(sheet: Sheet, paper: CertificatePaper) -> None:
    """Facts in two columns at the start, the code at the end."""
    top, column = 138.0, 70.0
    facts = [
        (HOURS, Two(paper.hours, paper.hours)),
        (SESSIONS, Two(f"{paper.attended} من {paper.sessions}", f"{paper.attended} of {paper.sessions}")),
        (DAYS, days(paper.first_day, paper.last_day)),
        (TEACHER, paper.teacher),
        (SELLER, paper.seller),
        (ISSUED, Two(_both(paper.issued_on, "ar"), _both(paper.issued_on, "en"))),
    ]
    shown = [fact for fact in facts if fact[1].ar or fact[1].en]
    for place, (label, value) in enumerate(shown):
        _fact(sheet, label, value, _Box((place % 3) * column, top + (place // 3) * 21, column - 4))
    sheet.y = 134
    sheet.qr(paper.url, size=32, aside=True)
    _put(
        sheet, CHECK.first(sheet.language), 167, 7, "center", offset=sheet.width - 40, width=48, colour=QUIET
    )
    code = isolate(paper.code, ltr=True)
    _put(sheet, code, 171, 9, "center", offset=sheet.width - 40, width=48, bold=True)
    number = isolate(paper.number, ltr=True)
    _put(sheet, number, 182, 7, "start", colour=QUIET)
    house = "سوق الفن" if sheet.language == "ar" else "Art Souk"
    _put(sheet, house, 182, 7, "end", colour=QUIET)


@dataclass(frozen=True, slots=True)
class _Box:
    offset: float
    y: float
    width: float


def _fact(sheet: Sheet, label: Two, value: Two, box: _Box) -> None:
    language = sheet.language
    names = f"{label.first(language)} · {isolate(label.second(language))}"
    _put(sheet, names, box.y, 7, "start", offset=box.offset, width=box.width, colour=QUIET)
    _fitted(sheet, value.first(language), replace(box, y=box.y + 4.6), 10, INK)
    if value.ar != value.en:
        _fitted(sheet, value.second(language), replace(box, y=box.y + 10.4), 8, QUIET)


def _fitted(sheet: Sheet, text: str, box: _Box, points: float, colour: Colour) -> None:
    text = drawable(text)
    while points > 5 and sheet.canvas.measure(text, points=points) > box.width:  # noqa: PLR2004
        points -= 0.5
    _put(sheet, text, box.y, points, "start", offset=box.offset, width=box.width, colour=colour)


def days(first: date, last: date) -> Two:
    """One day, or from the first to the last, in both languages."""
    if first == last:
        return Two(gregorian_text(first, "ar"), gregorian_text(first, "en"))
    return Two(
        f"{gregorian_text(first, 'ar')} إلى {gregorian_text(last, 'ar')}",
        f"{gregorian_text(first, 'en')} to {gregorian_text(last, 'en')}",
    )


def _both(day: date, language: str) -> str:
    other = hijri(day)
    plain = gregorian_text(day, language)
    if other is None:
        return plain
    return f"{other.text('ar')}، {plain}" if language == "ar" else f"{plain}, {other.text('en')}"
