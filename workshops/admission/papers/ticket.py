"""A ticket on A6: fits a pocket, and four of them a sheet of A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.pdf import Sheet, Two, isolate
from core.pdf.canvas import ACCENT, QUIET
from core.pdf.sheet import A6

HOUSE: Final = Two("سوق الفن", "Art Souk")
WHEN: Final = Two("الموعد", "When")
WHERE: Final = Two("المكان", "Where")
WHO: Final = Two("صاحب التذكرة", "Ticket holder")
KIND: Final = Two("نوع التذكرة", "Ticket type")
BY: Final = Two("المنظّم", "Organiser")
SHOW: Final = Two(
    "أبرز هذا الرمز عند الباب، ورقًا أو على هاتفك. يُقبل مرة واحدة لكل موعد.",
    "Show this code at the door, on paper or on your phone. It is taken once for each date.",
)
CANCELLED: Final = Two("ملغاة، لا تفتح الباب", "Cancelled, opens no door")
MORE: Final = Two("ومواعيد أخرى على صفحة تذكرتك", "and more dates, on your ticket's page")
DATES: Final = (1, 3, 4)  # how many are listed, by how full the page may be
MARGIN: Final = 9.0


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """`dates` are the sessions in words; `code` is empty for a ticket that opens no door."""

    event: Two
    kind: Two
    dates: Sequence[Two]
    place: Two
    organiser: Two
    attendee: str
    number: str
    code: str
    short: str
    made: datetime


def pdf(paper: TicketPaper, language: str) -> bytes:
    """One A6 page, whatever it must hold: what matters less is left out first. The same ticket is the same bytes."""
    for fullness in (2, 1):
        sheet = _drawn(paper, language, fullness)
        if sheet.canvas.pages_count == 1:
            return sheet.bytes()
    return _drawn(paper, language, 0).bytes()


def _drawn(paper: TicketPaper, language: str, fullness: int) -> Sheet:
    sheet = Sheet(language, paper.event, size=A6, margin=MARGIN, created=paper.made)
    sheet.footer("", numbered=False)
    _top(sheet, paper, fullness)
    if paper.code:
        sheet.qr(paper.code, size=34, align="center")
        sheet.text(isolate(paper.short, ltr=True), points=12, bold=True, align="center")
    else:
        sheet.space(6).text(CANCELLED, points=13, bold=True, align="center").space(6)
    sheet.text(isolate(paper.number, ltr=True), points=7, quiet=True, align="center")
    sheet.rule().space(0.5)
    sheet.facts(_facts(paper, language, fullness))
    if paper.code and fullness > 1:
        sheet.text(SHOW, points=6.5, quiet=True)
    return sheet


def _top(sheet: Sheet, paper: TicketPaper, fullness: int) -> None:
    other = HOUSE.second(sheet.language)
    left, width = float(sheet.canvas.l_margin), sheet.width
    own = HOUSE.first(sheet.language)
    sheet.canvas.put(own, x=left, y=sheet.y, width=width, points=8, bold=True, colour=ACCENT)
    sheet.canvas.put(other, x=left, y=sheet.y, width=width, points=8, align="end", colour=QUIET)
    sheet.space(6)
    title, second = paper.event.first(sheet.language), paper.event.second(sheet.language)
    sheet.text(title if fullness else title[:60], points=13 if fullness > 1 else 10, bold=True)
    if second != title and fullness:
        sheet.text(second[:90], points=8, quiet=True)
    sheet.space(1)


def _facts(paper: TicketPaper, language: str, fullness: int) -> list[tuple[str | Two, str | Two]]:
    most = DATES[fullness]
    dates = [*paper.dates[:most], *([MORE] if len(paper.dates) > most else [])]
    several = "\n".join(date.first(language) for date in dates)
    return [
        (WHO, isolate(paper.attendee)),
        (WHEN, paper.dates[0] if len(paper.dates) == 1 else several),
        (WHERE, paper.place if fullness > 1 else paper.place.first(language)),
        (KIND, paper.kind.first(language)),
        (BY, paper.organiser.first(language) if fullness else ""),
    ]
