"""What stands on a sheet, read back from the file."""

from __future__ import annotations

import io
import re
import zlib
from datetime import UTC, datetime

import pypdfium2
import pytest
import segno
from PIL import Image

from core.pdf import Column, Sheet, Two

THEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TITLE = Two("كشف", "Statement")


def sheet(language: str = "en", **options) -> Sheet:
    return Sheet(language, TITLE, created=THEN, **options)


def opened(made: Sheet) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(made.bytes())


def place(document: pypdfium2.PdfDocument, words: str, page: int = 0) -> tuple[float, float]:
    """The left edge and the baseline of the first place where these words stand, in points."""
    text = document[page].get_textpage()
    index, count = text.search(words).get_next()
    left, bottom, _right, _top = text.get_charbox(index)
    assert count == len(words)
    return left, bottom


def streams(content: bytes) -> bytes:
    """All that the file holds, unpacked."""
    packed = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    return b"\n".join(zlib.decompress(one) if one[:1] == b"\x78" else one for one in packed)


COLUMNS = [Column("First", 2), Column("Second", 1, "end")]


def test_columns_begin_where_the_language_begins():
    english, arabic = (opened(sheet(lang).table(COLUMNS, [["one", "two"]])) for lang in ("en", "ar"))

    assert place(english, "First")[0] < place(english, "Second")[0]
    assert place(arabic, "First")[0] > place(arabic, "Second")[0]


def test_a_long_table_goes_on_over_the_page_under_its_head_and_pages_are_numbered_in_both_languages():
    rows = [[f"row {number}", Two("قيمة", "value")] for number in range(50)]
    made = opened(sheet().table(COLUMNS, rows, totals=1))

    texts = [page.get_textpage().get_text_bounded() for page in made]
    assert len(texts) == 3
    assert [text.count("Second") for text in texts] == [1, 1, 1]
    assert [f"Page {n} of 3" in text for n, text in enumerate(texts, 1)] == [True, True, True]
    assert [int(n) for text in texts for n in re.findall(r"row (\d+)", text)] == list(range(50))


def test_an_amount_in_an_arabic_sheet_is_read_as_it_is_written():
    made = opened(sheet("ar").facts([(Two("الإجمالي", "Total"), "SAR 1,234.50")]))

    assert "SAR 1,234.50" in made[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_same_sheet_is_the_same_file(language):
    def made() -> bytes:
        return (
            sheet(language, conformance="PDF/A-3B")
            .heading(TITLE)
            .qr("x")
            .embed("a.xml", b"<a/>", mime="application/xml")
            .bytes()
        )

    assert made() == made()


def test_a_file_for_the_archive_says_so_and_carries_its_data():
    content = (
        sheet("ar", conformance="PDF/A-3B")
        .heading(TITLE)
        .embed("a.xml", b"<a/>", mime="application/xml")
        .bytes()
    )
    document = pypdfium2.PdfDocument(content)
    said = streams(content)

    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in said
    assert b"<xmp:CreateDate>2026-11-22T09:30:00+00:00</xmp:CreateDate>" in said
    assert '<rdf:li xml:lang="ar">كشف</rdf:li><rdf:li xml:lang="en">Statement</rdf:li>'.encode() in said
    assert content.count(b"/GTS_PDFA1") == 1
    assert content.count(b"/AFRelationship /Alternative") == 1
    assert b"/Lang (ar-SA)" in content
    assert [document.get_attachment(n).get_name() for n in range(document.count_attachments())] == ["a.xml"]
    assert bytes(document.get_attachment(0).get_data()) == b"<a/>"


def test_the_code_drawn_is_the_code_asked_for():
    document = opened(sheet().qr("AQVTYWxsYQ==", size=40, align="start"))
    matrix = [list(row) for row in segno.make("AQVTYWxsYQ==", error="m", micro=False).matrix_iter(border=2)]

    page = document[0].render(scale=10 * 25.4 / 72).to_pil().convert("L")  # 10 pixels a millimetre
    step = 40 / len(matrix)

    def dark(row: int, column: int) -> int:
        at = (16 + (column + 0.5) * step) * 10, (16 + (row + 0.5) * step) * 10
        return int(page.getpixel((int(at[0]), int(at[1]))) < 128)

    size = range(len(matrix))
    assert [[dark(row, column) for column in size] for row in size] == [
        [int(bool(c)) for c in row] for row in matrix
    ]


def test_an_unnumbered_label_is_one_small_page():
    made = opened(sheet(size=(105, 148), margin=6).footer("", numbered=False).heading(TITLE))

    assert made[0].get_size() == pytest.approx((297.6, 419.5), abs=0.5)
    assert "Page" not in made[0].get_textpage().get_text_bounded()


def test_blocks_stand_beside_each_other_and_empty_facts_are_left_out():
    blocks = [(Two("البائع", "Seller"), [("Name", "Sara"), ("Phone", "")]), ("Buyer", [("Name", "Salt")])]
    made = opened(sheet().beside(blocks))

    assert place(made, "Sara")[1] == place(made, "Salt")[1]
    assert "Phone" not in made[0].get_textpage().get_text_bounded()


def test_sums_stand_at_the_inline_end_without_a_head():
    english, arabic = (
        opened(sheet(lang).table(COLUMNS, [["Sum", "115.00"]], share=0.5, headed=False))
        for lang in ("en", "ar")
    )

    assert "First" not in english[0].get_textpage().get_text_bounded()
    assert place(english, "Sum")[0] > 297 > place(arabic, "Sum")[0]


def test_what_stands_beside_the_code_begins_where_the_code_does():
    made = sheet().qr("x", size=30, aside=True)

    assert made.y == 16
    assert made.qr("x", size=30).y == 48


def test_a_picture_keeps_its_shape():
    image = io.BytesIO()
    Image.new("RGB", (20, 10)).save(image, "PNG")

    assert sheet().picture(image.getvalue(), width=40).y == pytest.approx(16 + 20 + 2)
