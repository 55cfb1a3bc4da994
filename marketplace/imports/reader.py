"""Opens a sheet and hands out its rows one by one: CSV (also .gz) and XLSX, never the whole in memory."""

from __future__ import annotations

import csv
import gzip
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from marketplace.imports.exceptions import (
    EncodingWrong,
    FileBroken,
    FileKindUnknown,
    FileMissing,
    FileTooLarge,
    SheetEmpty,
)

LARGEST_CELL: Final = 1_000_000
LARGEST_UNPACKED: Final = 2_000_000_000
XLSX_UNPACKED: Final = 500_000_000
XLSX_BLANK_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` gives (line, cells): the line is the one that a text editor or Excel shows."""

    name: str
    headers: list[str]
    rows: Iterator[tuple[int, Sequence[str]]]


@contextmanager
def open_sheet(path: str | Path, *, name: str = "") -> Iterator[Sheet]:
    """Raises a subclass of ImportRefused, also while the rows are read (a wrong byte may stand far down)."""
    path = Path(path)
    name = name or path.name
    if not path.is_file():
        raise FileMissing(name=name)
    lower = name.lower()
    if lower.endswith((".xlsx", ".xlsm")):
        with _xlsx(path, name) as sheet:
            yield sheet
    elif lower.endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt")):
        with _opened(path, lower) as raw:
            yield _csv(raw, name)
    else:
        raise FileKindUnknown(name=name)


def _opened(path: Path, lower: str) -> IO[bytes]:
    return gzip.open(path, "rb") if lower.endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _csv(raw: IO[bytes], name: str) -> Sheet:
    lines = _decoded(raw, name)
    first = next(lines, "")
    if not first.strip():
        raise SheetEmpty(name=name)
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(_again(first, lines), delimiter=_delimiter(first))
    headers = [cell.strip() for cell in next(_guarded(reader, name))[1]]
    return Sheet(name, headers, _guarded(reader, name))


def _decoded(raw: IO[bytes], name: str) -> Iterator[str]:
    """Line by line, so that a wrong byte can be told with its line."""
    total = 0
    try:
        for number, line in enumerate(raw, start=1):
            total += len(line)
            if total > LARGEST_UNPACKED or len(line) > LARGEST_CELL * 10:
                raise FileTooLarge(name=name)
            yield _text(line, number, name)
    except (OSError, EOFError, zlib.error) as error:
        raise FileBroken(name=name) from error


def _text(line: bytes, number: int, name: str) -> str:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise EncodingWrong(name=name, line=number) from error
    if "\0" in text:
        raise EncodingWrong(name=name, line=number)
    return text


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(first: str) -> str:
    return max(",;\t", key=first.count)


def _guarded(reader: Any, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows with the line where each begins; empty lines are passed over."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileBroken(name=name) from error
        if any(cells):
            yield line, cells


@contextmanager
def _xlsx(path: Path, name: str) -> Iterator[Sheet]:
    _refuse_bomb(path, name)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise FileBroken(name=name) from error
    try:
        rows = _xlsx_rows(book.worksheets[0] if book.worksheets else None, name)
        _line, headers = next(rows, (0, []))
        if not headers:
            raise SheetEmpty(name=name)
        yield Sheet(name, [cell.strip() for cell in headers], _even(rows, len(headers)))
    finally:
        book.close()


def _refuse_bomb(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise FileBroken(name=name) from error
    if size > XLSX_UNPACKED:
        raise FileTooLarge(name=name)


def _xlsx_rows(worksheet: Any, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Trailing blank rows, of which a sheet may declare a million, end the reading."""
    blanks = 0
    try:
        for line, row in enumerate(worksheet.iter_rows(values_only=True) if worksheet else (), start=1):
            cells = [cell_text(value) for value in row]
            blanks = 0 if any(cells) else blanks + 1
            if blanks > XLSX_BLANK_ROWS:
                return
            if not blanks:
                yield line, cells
    except (zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, KeyError, EOFError) as error:
        raise FileBroken(name=name) from error


def _even(rows: Iterator[tuple[int, Sequence[str]]], width: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Excel leaves out empty cells at the end of a row; those beyond the headers are nobody's."""
    for line, cells in rows:
        yield line, [*cells[:width], *[""] * (width - len(cells))]


def cell_text(value: Any) -> str:
    """A cell as a person reads it: 12500.0 is 12500, a date is written 2024-05-01, an empty cell is ''."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
