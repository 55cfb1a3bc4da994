from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.imports.columns import PRESETS, detect, header_key, mapping_for, recognise
from marketplace.imports.exceptions import (
    ColumnMissing,
    ColumnTwice,
    ImportRefused,
    MappingUnreadable,
    MappingWrong,
)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Inventory No.", ("inventory_number", "")),
        ("رقم الجرد", ("inventory_number", "")),
        ("TITLE_EN", ("title_en", "")),
        ("العنوان بالعربية", ("title_ar", "")),
        ("title (Arabic)", ("title_ar", "")),
        ("الإرتفاع (سم)", ("height", "سم")),
        ("الارتفاع (سم)", ("height", "سم")),
        ("Height mm", ("height", "mm")),
        ("السعر", ("price", "")),
        ("price_en", None),
        ("Weight", None),
    ],
)
def test_headers_in_both_languages(header, found):
    assert recognise(header) == found


def test_a_sheet_in_arabic_is_understood():
    mapping = detect(
        ["رقم الجرد", "العنوان بالعربية", "العنوان بالإنجليزية", "الفنان", "السعر", "الارتفاع (مم)", "أخرى"]
    )
    assert set(mapping.columns) == {"inventory_number", "title_ar", "title_en", "artist", "price", "height"}
    assert mapping.units == {"height": "مم"}


@pytest.mark.parametrize("headers", [["title"], ["inventory number", "price"], [], ["a", "b"]])
def test_a_missing_column_is_named(headers):
    with pytest.raises(ColumnMissing) as refusal:
        detect(headers)
    assert refusal.value.params["field"] in {"inventory number", "title"}


def test_two_columns_of_one_meaning_are_refused():
    with pytest.raises(ColumnTwice):
        detect(["number", "title", "Inventory No"])


def test_the_tate_preset_leaves_the_exchanged_columns_alone():
    assert not {"width_mm", "height_mm"} & set(PRESETS["tate"].columns.values())
    with pytest.raises(ColumnMissing):
        mapping_for("tate", ["title", "inventory_number"])


def test_a_mapping_file(tmp_path):
    path = tmp_path / "map.json"
    path.write_text(
        json.dumps({"columns": {"inventory_number": "Nr", "title": "Was"}, "unit": "mm"}), encoding="utf-8"
    )
    mapping = mapping_for(str(path), ["nr", "WAS", "Preis"])
    assert (mapping.columns, mapping.unit) == ({"inventory_number": "nr", "title": "WAS"}, "mm")
    path.write_text(json.dumps({"inventory_number": "Nr", "colour_of_wall": "Was"}), encoding="utf-8")
    with pytest.raises(MappingWrong):
        mapping_for(str(path), ["nr", "was"])
    path.write_text("{", encoding="utf-8")
    with pytest.raises(MappingUnreadable):
        mapping_for(str(path), ["nr", "was"])
    with pytest.raises(MappingUnreadable):
        mapping_for("no-such-preset", ["nr", "was"])


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_headers_give_a_mapping_or_a_clear_refusal(headers):
    refusal = None
    try:
        used = set(detect(headers).columns.values())
    except ImportRefused as error:
        refusal, used = error, set()
    assert used <= set(headers)
    assert bool(used) != bool(refusal and refusal.text)


@given(st.text(max_size=30))
def test_header_keys_are_stable(text):
    assert header_key(header_key(text)) == header_key(text)
