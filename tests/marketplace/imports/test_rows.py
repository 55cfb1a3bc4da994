from __future__ import annotations

import string
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.enums import Availability
from marketplace.imports.columns import PRESETS, detect
from marketplace.imports.rows import Defaults, RowReader, Work

HEADERS = [
    "number", "title", "title_ar", "artist", "year", "date", "medium", "category", "size", "height", "edition",
    "price", "currency", "status", "city", "antiquity", "licence", "tags", "url",
]  # fmt: skip


def read(defaults=None, line=2, **cells):
    reader = RowReader(detect(HEADERS), HEADERS, defaults)
    return reader.read(line, [cells.get(header, "") for header in HEADERS])


def errors(**cells):
    found = read(**cells)
    assert isinstance(found, list)
    return [(error.line, error.column, error.value, error.code) for error in found]


def test_a_whole_row():
    work = read(
        number="A-١",
        title="نون",
        artist="عبدالله الشهري; Sara",
        date="حوالي 2024",
        medium="حبر على قماش",
        size="156 × 120 سم",
        height="155",
        edition="3/8",
        price="12,500",
        currency="AED",
        status="للبيع",
        city="الرياض",
        tags="حروف|نون",
        url="https://x.y",
    )
    assert isinstance(work, Work)
    assert (work.inventory_number, work.title_ar, work.title_en) == ("A-1", "نون", "")
    assert work.artists == ("عبدالله الشهري", "Sara")
    assert (work.year, work.year_circa, work.date_text_ar) == (2024, True, "حوالي 2024")
    assert (work.medium_group, work.category, work.materials_ar) == ("ink", "painting", "قماش")
    assert (work.height_cm, work.width_cm, work.depth_cm) == (Decimal(155), Decimal(120), None)
    assert (work.edition_number, work.edition_size) == (3, 8)
    assert (work.price_minor, work.currency, work.availability) == (1_250_000, "AED", "available")
    assert (work.city, work.subjects, work.source_url) == ("الرياض", ("حروف", "نون"), "https://x.y")


def test_every_bad_cell_of_a_row_is_told():
    assert errors(number="A-1", title="x", price="cheap", year="long ago", height="tall") == [
        (2, "year", "long ago", "year"),
        (2, "height", "tall", "size"),
        (2, "price", "cheap", "core.amount_invalid"),
    ]


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({"title": "x"}, (2, "number", "", "number_missing")),
        ({"number": "1"}, (2, "title", "", "title_missing")),
        ({"number": "1", "title": "x" * 401}, (2, "title", "x" * 79 + "…", "too_long")),
        ({"number": "1", "title": "x", "category": "wallpaper"}, (2, "category", "wallpaper", "category")),
        ({"number": "1", "title": "x", "currency": "XAU"}, (2, "currency", "XAU", "currency")),
        ({"number": "1", "title": "x", "price": "1.500"}, (2, "price", "1.500", "core.amount_ambiguous")),
        ({"number": "1", "title": "x", "url": "javascript:1"}, (2, "url", "javascript:1", "url")),
    ],
)
def test_one_bad_cell(cells, error):
    assert errors(**cells) == [error]


def test_three_decimals_belong_to_the_rows_currency():
    assert read(number="1", title="x", price="1.500", currency="KWD").price_minor == 1_500


def test_a_row_of_another_width_is_told_whole():
    reader = RowReader(detect(HEADERS), HEADERS)
    (error,) = reader.read(7, ["A-1", "only two"])
    assert (error.line, error.code) == (7, "ragged")
    assert str(len(HEADERS)) in str(error.reason)


def test_reasons_are_arabic_for_an_arabic_reader(arabic):
    (error,) = read(number="1", title="x", year="long ago")
    assert any("\u0600" <= char <= "\u06ff" for char in str(error.reason))


def test_html_stays_text_and_turning_characters_go():
    work = read(number="1", title="<script>alert(1)</script>\u202e", tags="a\u2066b")
    assert (work.title_en, work.subjects) == ("<script>alert(1)</script>", ("ab",))


def test_a_year_to_come_is_refused():
    defaults = Defaults(this_year=2026)
    (error,) = read(defaults, number="1", title="x", year="2027")
    assert error.code == "year_future"
    assert isinstance(read(defaults, number="1", title="x", year="2026"), Work)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"antiquity": "yes"}, "antiquity_licence"),
        ({"antiquity": "no", "year": "1850"}, "antiquity_contradiction"),
        ({"year": "1850"}, "antiquity_unanswered"),
    ],
)
def test_publishing_at_once_obeys_the_law_on_antiquities(cells, code):
    shown = Defaults(this_year=2026, publish=True)
    (error,) = read(shown, number="1", title="x", **cells)
    assert error.code == code
    assert isinstance(read(Defaults(this_year=2026), number="1", title="x", **cells), Work)
    museum = Defaults(this_year=2026, publish=True, availability=Availability.NOT_FOR_SALE)
    assert isinstance(read(museum, number="1", title="x", year="1850"), Work)


def test_a_museum_row_as_messy_as_life():
    headers = list(PRESETS["tate"].columns.values())
    row = {
        "inventory_number": "N01506", "title": "Ophelia", "artist": "Sir John Everett Millais, Bt", "artist_id": "379",
        "artist_role": "artist", "year": "1851", "date_text": "1851–2", "medium": "Oil paint on canvas",
        "classification": "painting", "dimensions": "support: 762 x 1118 mm\nframe: 1105 x 1458 x 145 mm",
        "subjects": "'Hamlet'|man, old", "url": "http://www.tate.org.uk/n01506",
    }  # fmt: skip
    work = RowReader(PRESETS["tate"], headers).read(9, [row.get(header, "") for header in headers])
    assert (work.height_cm, work.width_cm) == (Decimal("76.2"), Decimal("111.8"))
    assert (work.artist_ref, work.year, work.year_end) == ("tate:379", 1851, 1852)
    assert work.subjects == ("'Hamlet'", "man, old")


dirty = st.text(alphabet=string.printable + "٠١٢٣٤٥٦٧٨٩٬٫نون؛،×\u202e\u2066\u200b\ufeff\u0000", max_size=30)


@settings(max_examples=300)
@given(st.lists(dirty, min_size=len(HEADERS) - 1, max_size=len(HEADERS) + 1))
def test_dirty_rows_are_taken_whole_or_refused_by_name(row):
    found = RowReader(detect(HEADERS), HEADERS).read(5, row)
    if isinstance(found, Work):
        assert found.inventory_number
        assert found.title
        assert found.price_minor is None or found.price_minor > 0
        assert not {"\u202e", "\u2066", "\u0000"} & set(found.title)
        assert all(side is None or side > 0 for side in (found.height_cm, found.width_cm))
    else:
        assert found
        assert all(error.line == 5 and error.code and str(error.reason) for error in found)
        assert {error.column for error in found} <= {*HEADERS, ""}
