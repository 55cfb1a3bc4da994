"""The preview is small, marked all over, the same for the same picture, and writes Arabic as it is read."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from commissions import watermark


def plain(size, colour=(120, 120, 120)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize(
    ("size", "seen"), [((2400, 1200), (1200, 600)), ((300, 400), (300, 400)), ((900, 2400), (450, 1200))]
)
def test_it_is_at_most_1200_pixels(size, seen):
    data, width, height = watermark.marked(plain(size), number="CM-2026-000123", name="ريم الحربي")
    assert ((width, height), opened(data).size) == (seen, seen)


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (120, 60, 30)])
@pytest.mark.parametrize("name", ["ريم الحربي", "Reem Alharbi"])
def test_every_quarter_is_marked_on_dark_and_on_bright(colour, name):
    data, width, height = watermark.marked(plain((1600, 1200), colour), number="CM-2026-000123", name=name)
    difference = ImageChops.difference(opened(data), Image.new("RGB", (width, height), colour)).convert("L")
    for left in (0, width // 2):
        for top in (0, height // 2):
            quarter = difference.crop((left, top, left + width // 2, top + height // 2))
            assert ImageStat.Stat(quarter).extrema[0][1] > 40


def test_the_same_picture_has_the_same_preview():
    picture = plain((800, 600))
    first = watermark.marked(picture, number="CM-2026-000123", name="ريم")
    assert watermark.marked(picture, number="CM-2026-000123", name="ريم") == first
    assert watermark.marked(picture, number="CM-2026-000124", name="ريم") != first


def test_arabic_letters_join():
    """Joined letters are narrower than the same letters held apart."""
    font = watermark._font(60)
    assert font.getlength("ريم الحربي") < font.getlength(
        "ر\u200cي\u200cم\u200c ا\u200cل\u200cح\u200cر\u200cب\u200cي"
    )
