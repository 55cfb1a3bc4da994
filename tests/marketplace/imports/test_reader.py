from __future__ import annotations

import gzip
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from marketplace.imports.exceptions import (
    EncodingWrong,
    FileBroken,
    FileKindUnknown,
    FileMissing,
    FileTooLarge,
    SheetEmpty,
)
from marketplace.imports.reader import cell_text, open_sheet

SHEET = 'number,title\nA-1,نون\nA-2,"two\nlines"\n\nA-3,three\n'


def rows_of(path):
    with open_sheet(path) as sheet:
        return sheet.headers, [(line, list(cells)) for line, cells in sheet.rows]


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


EXPECTED = (["number", "title"], [(2, ["A-1", "نون"]), (3, ["A-2", "two\nlines"]), (6, ["A-3", "three"])])


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_lines_are_those_of_an_editor(tmp_path, prefix):
    assert rows_of(put(tmp_path / "a.csv", prefix + SHEET.encode())) == EXPECTED


def test_packed_and_other_separators(tmp_path):
    assert rows_of(put(tmp_path / "a.csv.gz", gzip.compress(SHEET.encode()))) == EXPECTED
    assert rows_of(put(tmp_path / "b.csv", b"number;title\nA;1,5\n")) == (
        ["number", "title"],
        [(2, ["A", "1,5"])],
    )
    assert rows_of(put(tmp_path / "c.tsv", b"number\ttitle\r\nA\tB\r\n")) == (
        ["number", "title"],
        [(2, ["A", "B"])],
    )


def test_an_arabic_code_page_is_told_with_its_line(tmp_path):
    path = put(tmp_path / "a.csv", "number,title\nA-1,ok\nA-2,نون\n".encode("cp1256"))
    with pytest.raises(EncodingWrong) as refusal:
        rows_of(path)
    assert refusal.value.params == {"name": "a.csv", "line": 3}


def test_utf_16_is_told(tmp_path):
    with pytest.raises(EncodingWrong):
        rows_of(put(tmp_path / "a.csv", SHEET.encode("utf-16")))


def test_xlsx_gives_what_a_person_reads(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (
        ["number", "title", "price", "date"],
        ["A-1", "نون", 12500.0, date(2024, 5, 1)],
        [],
        ["A-2", None, 12.5],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    headers, rows = rows_of(tmp_path / "a.xlsx")
    assert headers == ["number", "title", "price", "date"]
    assert rows == [(2, ["A-1", "نون", "12500", "2024-05-01"]), (4, ["A-2", "", "12.5", ""])]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (1e15, "1000000000000000"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (datetime(2024, 5, 1, 9), "2024-05-01"),  # noqa: DTZ001  as openpyxl gives it
    ],
)
def test_cells_of_excel(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.csv", b"", SheetEmpty),
        ("a.csv", b"  \n", SheetEmpty),
        ("a.csv.gz", b"number,title\n", FileBroken),
        ("a.csv.gz", gzip.compress(b"number,title\n" * 999)[:-20], FileBroken),
        ("a.xlsx", b"not a zip", FileBroken),
        ("a.pdf", b"%PDF", FileKindUnknown),
        ("a.csv", b'a,b\n"' + b"x" * 1_200_000, FileBroken),
        ("a.csv", b"a,b\n1,\0\n", EncodingWrong),
    ],
)
def test_what_is_no_sheet(tmp_path, name, data, refusal):
    with pytest.raises(refusal) as told:
        rows_of(put(tmp_path / name, data))
    assert told.value.text


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileMissing):
        rows_of(tmp_path / "none.csv")


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 600_000_000)
    with pytest.raises(FileTooLarge):
        rows_of(tmp_path / "a.xlsx")


def test_a_zip_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(FileBroken):
        rows_of(tmp_path / "a.xlsx")
