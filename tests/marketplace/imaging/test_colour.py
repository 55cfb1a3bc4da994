"""Lab, the eight names, palettes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from marketplace.imaging import colour
from marketplace.imaging.enums import Swatch


def test_lab_of_known_colours():
    assert colour.lab_of("#FFFFFF") == pytest.approx((100, 0, 0), abs=0.02)
    assert colour.lab_of("#000000") == pytest.approx((0, 0, 0), abs=0.02)
    assert colour.lab_of("#FF0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)


def test_the_names_are_those_of_the_filter():
    assert list(colour.SWATCHES) == Swatch.values


@pytest.mark.parametrize(
    ("tone", "name"),
    [
        ("#B5431F", "clay"), ("#E9B44C", "saffron"), ("#2E7468", "sea"), ("#0F3038", "night"),
        ("#C2457A", "rose"), ("#7A5C3E", "brown"), ("#EFE6D2", "ivory"), ("#1A1713", "ink"),
    ],
)  # fmt: skip
def test_the_drawn_swatches_have_their_own_names(tone, name):
    assert colour.named_colours(Pillow.new("RGB", (8, 8), tone)) == [name]


def test_a_name_needs_a_tenth_of_the_picture():
    picture = Pillow.new("RGB", (100, 100), "#0F3038")
    picture.paste(Pillow.new("RGB", (100, 9), "#E9B44C"), (0, 0))
    assert colour.named_colours(picture) == ["night"]
    picture.paste(Pillow.new("RGB", (100, 11), "#E9B44C"), (0, 0))
    assert colour.named_colours(picture) == ["night", "saffron"]


def test_a_palette_tells_shares_and_merges_what_looks_the_same():
    picture = Pillow.new("RGB", (90, 90), "#B5431F")
    picture.paste(Pillow.new("RGB", (90, 30), "#B7451F"), (0, 0))
    picture.paste(Pillow.new("RGB", (30, 90), "#0F3038"), (60, 0))
    shares = [tone.share for tone in colour.palette(picture)]
    assert len(shares) == 2
    assert shares == pytest.approx([667, 333], abs=12)


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_has_a_name(value):
    picture = Pillow.new("RGB", (2, 2), (value >> 16, value >> 8 & 255, value & 255))
    assert len(colour.named_colours(picture)) == 1


@pytest.mark.parametrize("text", ["", "#12", "#GGGGGG", "red", "#1234567"])
def test_no_colour(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the type is the contract
        colour.parse_hex(text)
