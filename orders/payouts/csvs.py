"""CSV that opens in a spreadsheet: Arabic whole, nothing that a cell would run. No Django here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from core.bidi import strip_controls

BOM: Final = "\ufeff"  # without it Excel reads UTF-8 as the machine's own code page, and Arabic is lost
# A cell that begins so is a formula to a spreadsheet.
STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
LARGEST: Final = 20 * 1024 * 1024


class Unreadable(ValueError):
    """The bytes are no CSV that we can read; the argument is a code: size, encoding, empty, header, row."""


def safe(value: object) -> str:
    """Text for a cell; numbers stay numbers (also negative ones), other risky starts get an apostrophe."""
    text = str(value)
    if text.startswith(STARTS_FORMULA) and not _is_number(text):
        return "'" + text
    return text


def write(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A whole file: a mark for Excel, commas, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def read(content: bytes) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    """The header's names (trimmed, lower case), and the line number and cells of each row that is not empty.

    Comma, semicolon or tab; UTF-8 with or without mark. A row with another number of cells than the header
    has is given as it stands under the key "" (it was cut short). Raises Unreadable.
    """
    if len(content) > LARGEST:
        raise Unreadable("size")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding") from error
    if "\x00" in text:
        raise Unreadable("encoding")
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        raise Unreadable("empty")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(lines[0]))
    head = [strip_controls(name).strip().lower() for name in next(reader)]
    return head, _rows(reader, head)


def _rows(reader: Iterator[list[str]], head: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for line, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = {name: strip_controls(cell).strip() for name, cell in zip(head, cells, strict=False)}
        if len(cells) != len(head):
            row[""] = "cut"
        yield line, row


def _delimiter(first: str) -> str:
    return max(",;\t", key=first.count)


def _is_number(text: str) -> bool:
    plain = text[1:].replace(".", "", 1)
    return text[0] == "-" and plain.isascii() and plain.isdigit()
