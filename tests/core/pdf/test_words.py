"""Which way a line runs, what can be drawn, and where a text breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.pdf.words import Two, direction, drawable, first, isolate, lines, second


@pytest.mark.parametrize(
    ("text", "in_arabic", "in_english"),
    [
        ("185,000.00 ريال", "rtl", "rtl"),
        ("SAR 185,000.00", "ltr", "ltr"),
        ("+966 50 123 4567", "ltr", "ltr"),
        ("Layla الحربي", "rtl", "ltr"),
        ("عمل AB-12", "rtl", "rtl"),
        ("", "ltr", "ltr"),
        ("\u2068شارع\u2069, Saudi Arabia", "rtl", "ltr"),
    ],
)
def test_an_arabic_sheet_turns_at_the_first_arabic_letter_and_an_english_one_at_the_first_letter(
    text, in_arabic, in_english
):
    assert (direction(text, "ar"), direction(text, "en")) == (in_arabic, in_english)


def test_the_sheets_own_language_is_said_first():
    title = Two("فاتورة", "Invoice")

    assert (first(title, "ar"), second(title, "ar")) == ("فاتورة", "Invoice")
    assert (first(title, "en"), second(title, "en")) == ("Invoice", "فاتورة")
    assert second("Invoice", "ar") == ""
    assert second(Two("AB-12", "AB-12"), "en") == ""


def test_what_the_face_lacks_is_stood_in_for_or_asked_about():
    assert drawable("a\u202eb\u0007c") == "abc"
    assert drawable("١٢ → 日本 🙂") == "١٢ - ?? ?"
    assert drawable("مبسّطة") == "مبسّطة"
    assert drawable(isolate("AB-12")) == "\u2068AB-12\u2069"
    assert drawable("e\u0301") == "é"


def measured(text: str) -> float:
    return float(len(text))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n "), max_size=30), st.integers(1, 12))
def test_a_word_is_cut_only_where_it_must_be_and_nothing_is_lost(word, width):
    parts = list(lines(word, width, measured))

    assert "".join(parts) == word
    assert all(len(part) <= width for part in parts)


@given(st.lists(st.text("abcابت", min_size=1, max_size=5), max_size=12), st.integers(5, 20))
def test_words_stay_in_their_order_and_lines_in_their_width(words, width):
    parts = list(lines(" ".join(words), width, measured))

    assert " ".join(parts).split() == words
    assert all(len(part) <= width for part in parts)


def test_a_line_break_is_kept():
    assert list(lines("a\n\nb", 10, measured)) == ["a", "", "b"]
