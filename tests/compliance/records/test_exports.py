"""The register as a workbook and on paper."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from compliance.records import exports, services, showing, template
from compliance.records.models import Processor
from tests.factories.records import built, officer, party

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def book():
    parties = Processor.objects.select_related("transfer")
    content = exports.workbook(showing.listed(), parties, now=NOW, breaches={"orders": ["BR-2026-0001"]})
    return load_workbook(io.BytesIO(content))


@pytest.mark.usefixtures("english")
def test_arabic_from_the_right_and_english_from_the_left():
    built()
    sheets = book().worksheets
    assert [sheet.sheet_view.rightToLeft for sheet in sheets] == [True, True, False, False]
    english = sheets[2]
    heads = [cell.value for cell in english[5]]
    marks = [cell.value for cell in english[6]]
    assert heads == [str(column.title) for column in template.COLUMNS]
    assert (marks[0], marks[3], marks[23]) == (
        "Mandatory",
        "Optional",
        "Mandatory when an impact assessment is needed",
    )
    assert sheets[0]["A1"].value == "سجل أنشطة معالجة البيانات الشخصية"
    assert [cell.value for cell in sheets[0][6]][:1] == ["إلزامي"]


def test_text_is_never_a_formula():
    built()
    evil = '=HYPERLINK("https://evil.example","pay")'
    services.complete(code="orders", by=officer(), answers={"owner": {"ar": evil, "en": "+1+1"}})
    party(name=evil)
    for sheet in book().worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    found = [cell.value for row in book().worksheets[0].iter_rows() for cell in row if cell.value == evil]
    assert found == [evil]


@pytest.mark.usefixtures("english")
def test_a_breach_and_the_gaps_stand_in_the_row():
    built()
    row = next(row for row in book().worksheets[2].iter_rows(min_row=7) if row[2].value == "Orders")
    by_code = {column.code: cell for column, cell in zip(template.COLUMNS, row, strict=True)}
    assert by_code["breaches"].value == "BR-2026-0001"
    assert (by_code["owner"].value, by_code["owner"].fill.fgColor.rgb) == (None, "00FBE3D6")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_paper_in_each_language(language):
    built()
    found = showing.listed().filter(code__in=["orders", "mailing"])
    pages = exports.document(found, language=language, now=NOW, breaches={})
    assert pages.startswith(b"%PDF-")
    assert exports.document(found, language=language, now=NOW, breaches={}) == pages
