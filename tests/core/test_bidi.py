"""Text that people type: nothing in it turns or hides what others read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import bidi
from core.digits import eastern, western


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("Noura\u202egnp.exe", "Nouragnp.exe"),
        ("\u2067نورة\u2069", "نورة"),
        ("\u200fنورة\u200e  السديري\n", "نورة السديري"),
        ("Fa\u200btima", "Fatima"),
        ("a\x00b\x07c", "abc"),
        ("cafe\u0301", "café"),
        ("one\u2028two\r\nthree", "one two three"),
        ("می‌خواهم", "می‌خواهم"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("\ufeff", ""),
        ("👩‍🎨 painter", "👩‍🎨 painter"),
    ],
)
def test_one_line(typed, clean):
    assert bidi.clean_line(typed) == clean


def test_several_lines_keep_their_breaks():
    assert bidi.clean_text(" one \r\n\r\n\r\n\r\n two\tthree \u202e\r four\x0b") == "one\n\ntwo three\nfour"


@given(st.text())
def test_no_control_survives_and_cleaning_twice_changes_nothing(text):
    for clean in (bidi.clean_line, bidi.clean_text):
        once = clean(text)
        assert clean(once) == once
        assert not set(once) & set(bidi.BIDI_CONTROLS + bidi.INVISIBLE)
        assert unicodedata.is_normalized("NFC", once)
        assert all(unicodedata.category(char) != "Cc" or char == "\n" for char in once)
        assert once == once.strip()
    assert "\n" not in bidi.clean_line(text)
    assert "  " not in bidi.clean_line(text)


def test_isolate_keeps_its_own_direction():
    assert bidi.isolate("SAR 5") == "\u2068SAR 5\u2069"


@given(st.integers(0, 10**18))
def test_digits_go_east_and_west(number):
    text = f"{number:,}.5%"
    assert western(eastern(text)) == text.replace(",", "٬").replace(".", "٫").replace("%", "٪")
    assert int(western("".join("۰۱۲۳۴۵۶۷۸۹"[int(digit)] for digit in str(number)))) == number


def test_other_text_keeps_its_letters():
    assert western("لوحة ١٤٤٨ and ۲۰۲۶") == "لوحة 1448 and 2026"
