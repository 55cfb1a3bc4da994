"""The register for the authority: a workbook with a sheet in each language, and a document on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext, override, pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compliance.records import generating, showing, template
from compliance.records.models import Activity, Processor
from compliance.records.template import MARKS
from core import dates
from core.pdf import Sheet, Two, isolate

LANGUAGES: Final = ("ar", "en")
WIDE: Final = 34
NARROW: Final = 16
LONGEST: Final = 32_000  # characters that a cell of the format takes
HEAD_ROWS: Final = 5
INK: Final = PatternFill("solid", fgColor="1A1713")
PALE: Final = PatternFill("solid", fgColor="F4EFE5")
WANTING: Final = PatternFill("solid", fgColor="FBE3D6")


def workbook(
    activities: Iterable[Activity],
    parties: Iterable[Processor],
    *,
    now: datetime,
    breaches: Mapping[str, list[str]],
) -> bytes:
    """Four sheets: register and recipients in Arabic (from the right), then both in English."""
    rows, people = list(activities), list(parties)
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for language in LANGUAGES:
        with override(language):
            _register_sheet(book, rows, language, now, breaches)
            _parties_sheet(book, people, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def document(
    activities: Iterable[Activity], *, language: str, now: datetime, breaches: Mapping[str, list[str]]
) -> bytes:
    """The register on paper in one language, its title in both; an activity begins where the last one ended."""
    own = "ar" if language.startswith("ar") else "en"
    title = Two(*_both(lambda: gettext("Records of processing activities")))
    sheet = Sheet(own, title, created=now)
    with override(own):
        sheet.heading(title)
        sheet.facts(_front(own, now)).rule()
        for activity in activities:
            _paper_row(sheet, activity, own, breaches.get(activity.code, []))
    sheet.footer(Two(*(settings.CONTROLLER[f"name_{code}"] for code in LANGUAGES)))
    return sheet.bytes()


def _front(language: str, now: datetime) -> list[tuple[str | Two, str | Two]]:
    return [
        (gettext("Controller"), generating.who(settings.CONTROLLER)[language]),
        (gettext("Register number"), settings.CONTROLLER["registration_number"]),
        (gettext("Data protection officer"), generating.who(settings.PRIVACY_OFFICER)[language]),
        (gettext("As of"), dates.both_dates(now, language)),
    ]


def _paper_row(sheet: Sheet, activity: Activity, language: str, breaches: list[str]) -> None:
    sheet.heading(activity.title, level=2)
    facts: list[tuple[str | Two, str | Two]] = [
        (str(cell.column.title), _on_paper(cell))
        for cell in showing.cells(activity, language, breaches)
        if cell.column.code not in {"controller", "officer", "activity"} and (cell.value or cell.missing)
    ]
    sheet.facts(facts)
    hashed = (
        f"{gettext('Version')} {isolate(str(activity.number))} · SHA-256 {isolate(activity.sha256, ltr=True)}"
    )
    sheet.text(hashed, points=6.5, quiet=True).rule()


def _on_paper(cell: showing.Cell) -> str:
    return gettext("Still to be filled in") if cell.missing else str(cell.value)


def _both(text: Callable[[], str]) -> tuple[str, str]:
    found = generating.both(text)
    return found["ar"], found["en"]


def _register_sheet(
    book: Any, rows: list[Activity], language: str, now: datetime, breaches: Mapping[str, list[str]]
) -> None:
    sheet: Worksheet = book.create_sheet(pgettext("sheet", "Register"))
    sheet.sheet_view.rightToLeft = language == "ar"
    head = [
        [gettext("Records of processing activities")],
        *([str(name), str(value)] for name, value in _front(language, now)[:3]),
        [str(column.title) for column in template.COLUMNS],
    ]
    for values in head:
        _append(sheet, values)
    _append(sheet, [str(MARKS[column.mark]) for column in template.COLUMNS])
    for activity in rows:
        cells = showing.cells(activity, language, breaches.get(activity.code, []))
        _append(sheet, [cell.value for cell in cells], [cell.missing for cell in cells])
    _dress(sheet, [WIDE if column.kind is template.Kind.TEXT else NARROW for column in template.COLUMNS])


def _parties_sheet(book: Any, people: list[Processor], language: str) -> None:
    sheet: Worksheet = book.create_sheet(pgettext("sheet", "Recipients"))
    sheet.sheet_view.rightToLeft = language == "ar"
    heads = [
        gettext("Name"),
        gettext("Capacity"),
        gettext("Country"),
        pgettext("register", "Purpose"),
        gettext("Data"),
        gettext("In use since"),
        gettext("In use until"),
        gettext("Contract"),
        gettext("Contract signed on"),
        gettext("Sub-processors"),
        gettext("Purpose of the transfer"),
        gettext("Safeguard"),
    ]
    _append(sheet, heads)
    for party in people:
        _append(sheet, _party(party))
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), INK
    _widths(sheet, [NARROW + 6] * len(heads))
    sheet.freeze_panes = "B2"


def _party(party: Processor) -> list[Any]:
    transfer = getattr(party, "transfer", None)
    return [
        party.name,
        party.get_kind_display(),
        party.country,
        party.purpose,
        party.data,
        party.since.isoformat(),
        party.ended_on.isoformat() if party.ended_on else None,
        party.contract_reference,
        party.contract_date.isoformat() if party.contract_date else None,
        party.sub_processors,
        transfer.get_purpose_display() if transfer else None,
        transfer.get_safeguard_display() if transfer else None,
    ]


def _append(sheet: Worksheet, values: Iterable[Any], wanting: Iterable[bool] = ()) -> None:
    """A row of text and numbers; what begins like a formula stays text."""
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for place, value in enumerate(values, start=1):
        _set(sheet.cell(row=row, column=place), value)
    for place, empty in enumerate(wanting, start=1):
        if empty:
            sheet.cell(row=row, column=place).fill = WANTING


def _set(cell: Any, value: Any) -> None:
    if value is None:
        return
    cell.value = value[:LONGEST] if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes a text that starts with = for a formula
        cell.quotePrefix = value[:1] in "=+-@\t\r"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _dress(sheet: Worksheet, widths: list[int]) -> None:
    """Title large, heads dark, marks pale; heads and the activity's name stay in sight."""
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(wrap_text=False)
    for name in range(2, HEAD_ROWS):
        sheet.cell(row=name, column=1).font = Font(bold=True)
        sheet.cell(row=name, column=2).alignment = Alignment(wrap_text=False)
    for cell in sheet[HEAD_ROWS]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), INK
    for cell in sheet[HEAD_ROWS + 1]:
        cell.font, cell.fill = Font(italic=False, size=9), PALE
    _widths(sheet, widths)
    sheet.freeze_panes = f"D{HEAD_ROWS + 2}"


def _widths(sheet: Worksheet, widths: list[int]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
