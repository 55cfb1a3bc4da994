from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.imports.exceptions import CellRefused
from marketplace.imports.sizes import UNSIZED, read_side, read_sides


@pytest.mark.parametrize(
    ("text", "unit", "sides"),
    [
        ("support: 762 x 1118 mm\nframe: 1105 x 1458 x 145 mm", "mm", ("76.2", "111.8", None)),
        ("frame: 10 x 20 mm\nsupport: 5 x 6 mm", "mm", ("0.5", "0.6", None)),
        ("support (upper): 245 x 347 mm", "mm", ("24.5", "34.7", None)),
        ("object: 406.4 x 368.8 x 203.2 mm, 24 kg", "mm", ("40.6", "36.9", "20.3")),
        ("support: 152 mm x 190 mm ", "mm", ("15.2", "19.0", None)),
        ("120 × 90 سم", "mm", ("120", "90", None)),
        ("١٢٠٫٥ × ٩٠", "cm", ("120.5", "90", None)),
        ("24 x 36 in", "cm", ("61.0", "91.4", None)),
        ("1.5 x 2 m", "cm", ("150", "200", None)),
    ],
)
def test_height_comes_first_and_the_frame_is_not_the_work(text, unit, sides):
    expected = tuple(None if side is None else Decimal(side) for side in sides)
    assert read_sides(text, unit) == expected


@pytest.mark.parametrize(
    "text",
    ["", "Overall display dimensions variable", "frame: 417 x 400 mm", "duration: 59min, 18sec", "0 x 4 cm"],
)
def test_no_size_is_no_error(text):
    assert read_sides(text) == UNSIZED


@pytest.mark.parametrize(
    ("text", "unit", "side"),
    [
        ("120", "cm", "120"),
        ("١٢٠", "cm", "120"),
        ("12,5", "cm", "12.5"),
        ("394", "mm", "39.4"),
        ("10 in", "cm", "25.4"),
    ],
)
def test_one_side(text, unit, side):
    assert read_side(text, unit) == Decimal(side)


@pytest.mark.parametrize("text", ["tall", "0", "-3", "99999999", "1.2.3"])
def test_what_is_no_side(text):
    with pytest.raises(CellRefused):
        read_side(text)


@given(st.text(max_size=60))
def test_any_text_gives_sides_above_zero_or_none(text):
    assert all(side is None or side > 0 for side in read_sides(text))
