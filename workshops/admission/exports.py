"""Who came, and what it brought, for a spreadsheet. Text is never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.dates import gregorian_text
from core.money import Money, is_arabic
from core.pdf import Column, Sheet, isolate
from orders.payouts import csvs
from workshops.admission import queries

if TYPE_CHECKING:
    from workshops.admission.statements import RunFigures, Statement
    from workshops.booking.models import Ticket
    from workshops.models import Run, Session

Row = Sequence[Any]


def attendance_csv(run: Run) -> bytes:
    sessions = list(run.sessions.order_by("position"))
    return csvs.write(_attendance_head(run, sessions), _attendance(run, sessions))


def attendance_xlsx(run: Run) -> bytes:
    sessions = list(run.sessions.order_by("position"))
    return book(gettext("Attendance"), _attendance_head(run, sessions), _attendance(run, sessions))


def _attendance_head(run: Run, sessions: list[Session]) -> list[str]:
    days = [f"{session.starts_at.astimezone(run.zone):%Y-%m-%d %H:%M}" for session in sessions]
    return [
        gettext("Name"),
        gettext("Ticket number"),
        gettext("Ticket type"),
        gettext("State"),
        gettext("E-mail address"),
        gettext("Guardian"),
        *days,
    ]


def _attendance(run: Run, sessions: list[Session]) -> Iterator[Row]:
    for ticket in queries.with_entries(queries.tickets_in(run)):
        came = {entry.session_id: entry.at for entry in ticket.came}  # type: ignore[attr-defined]
        hours = [f"{came[one.pk].astimezone(run.zone):%H:%M}" if one.pk in came else "" for one in sessions]
        yield [*_person(ticket), *hours]


def _person(ticket: Ticket) -> list[str]:
    return [
        ticket.attendee_name,
        ticket.label,
        str(ticket.ticket_type or ""),
        str(ticket.status.label),
        ticket.attendee_email or (ticket.holder or ticket.registration.booker).email,
        ticket.guardian_name,
    ]


def statement_xlsx(statement: Statement) -> bytes:
    rows = [_cells(one) for one in statement.runs]
    return book(gettext("Statement"), [*statement_head(), gettext("Currency")], rows)


def statement_head() -> list[str]:
    return [
        pgettext("statement", "Date"),
        gettext("Seats"),
        gettext("Taken"),
        gettext("Came"),
        gettext("Sold for"),
        pgettext("statement", "Paid back"),
        gettext("Our commission"),
        gettext("Your share"),
    ]


def _cells(one: RunFigures) -> Row:
    money = [one.money(name) for name in ("gross", "refunds", "commission", "net")]
    return [one.run.local_start.date(), one.capacity, one.seats, one.came, *money, one.currency]


def statement_pdf(statement: Statement) -> bytes:
    """A4 in the reader's language: a row a run, and the sums."""
    language = "ar" if is_arabic() else "en"
    title = gettext("Statement of “%(event)s”") % {"event": statement.title.first(language)}
    sheet = Sheet(language, title, created=statement.made_at)
    sheet.heading(title)
    sheet.facts(
        [(gettext("Seller"), str(statement.event.seller)), (gettext("Currency"), statement.event.currency)]
    )
    shares = (2.4, 1, 1, 1, 1.7, 1.7, 1.7, 1.7)
    columns = [
        Column(name, share, "end" if place else "start")
        for place, (name, share) in enumerate(zip(statement_head(), shares, strict=True))
    ]
    rows = [_printed(gregorian_text(one.run.local_start.date()), one) for one in statement.runs]
    sheet.table(columns, [*rows, _printed(gettext("Together"), statement)], totals=1)
    sheet.text(explained(), quiet=True, points=7.5)
    return sheet.bytes()


def _printed(name: str, one: RunFigures | Statement) -> list[str]:
    counts = [isolate(str(one.total(field)), ltr=True) for field in ("capacity", "seats", "came")]
    money = [
        isolate(one.money(field).number(full=True), ltr=True)
        for field in ("gross", "refunds", "commission", "net")
    ]
    return [name, *counts, *money]


def explained() -> str:
    return gettext(
        "Read from the bills of the tickets and their refunds. Sold for, less paid back and our commission with"
        " its VAT, is your share."
    )


def book(title: str, head: Sequence[str], rows: Iterable[Row]) -> bytes:
    """One sheet that runs with the language; amounts are numbers, dates are dates, text is text."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet(title[:31])
    sheet.sheet_view.rightToLeft = is_arabic()
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, name, bold=True) for name in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, Money):
        cell = WriteOnlyCell(sheet)
        cell.value = Decimal(value.plain)
        cell.number_format = "#,##0." + "0" * value.exponent if value.exponent else "#,##0"
        return cell
    return _text(sheet, value) if isinstance(value, str) else value


def _text(sheet: Any, value: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"  # openpyxl takes a text that starts with = for a formula
    if bold:
        cell.font = Font(bold=True)
    return cell
