"""The audit log for a spreadsheet: CSV and XLSX, the same rows. Text is never a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from compliance import audit
from compliance.models import AuditEntry
from core.money import is_arabic

CHUNK: Final = 2_000
MOST: Final = {"csv": 100_000, "xlsx": 20_000}
MIME: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MARK: Final = "\ufeff"  # tells Excel that the file is UTF-8
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def written(ending: str, entries: Iterable[AuditEntry]) -> bytes:
    """The file of that ending ("csv", "xlsx")."""
    return _csv(entries) if ending == "csv" else _xlsx(entries)


def head() -> list[str]:
    return [
        gettext("Entry"),
        gettext("at"),
        gettext("Code"),
        gettext("action"),
        gettext("actor kind"),
        gettext("actor"),
        gettext("subject type"),
        gettext("subject id"),
        gettext("subject"),
        gettext("before"),
        gettext("after"),
        gettext("note"),
        gettext("request"),
        gettext("seal"),
        gettext("hash"),
    ]


def cells(entry: AuditEntry) -> list[Any]:
    seal = getattr(entry, "seal", None)
    return [
        entry.pk,
        entry.at.isoformat(),
        entry.action,
        audit.label_of(entry.action),
        entry.actor_kind,
        entry.actor_id or "",
        entry.subject_type,
        entry.subject_id,
        entry.subject_text,
        _json(entry.before),
        _json(entry.after),
        entry.note,
        entry.request_id,
        seal.seq if seal else "",
        seal.hash if seal else "",
    ]


def _csv(entries: Iterable[AuditEntry]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head())
    writer.writerows([_harmless(cell) for cell in row] for row in _rows(entries))
    return (MARK + out.getvalue()).encode()


def _xlsx(entries: Iterable[AuditEntry]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Audit log"))
    sheet.sheet_view.rightToLeft = is_arabic()
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, bold=True) for name in head()])
    for row in _rows(entries):
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(entries: Iterable[AuditEntry]) -> Iterator[list[Any]]:
    return (cells(entry) for entry in entries)


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would run stands behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"  # otherwise a text that starts with = would become a formula
    if bold:
        cell.font = Font(bold=True)
    return cell


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
