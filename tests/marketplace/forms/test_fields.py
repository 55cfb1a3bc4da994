from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from marketplace.forms.fields import (
    CentimetresField,
    DigitsField,
    LineField,
    TextField,
    WordsField,
    plain_number,
)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("١٢٠", "120"),
        ("۱۲٫۵", "12.5"),
        ("12,5", "12.5"),
        ("1,200", "1200"),
        ("١٬٢٠٠", "1200"),
        (" 1 200 ", "1200"),
        ("−4", "-4"),
    ],
)
def test_numbers_of_both_scripts(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


def test_centimetres_in_arabic_digits() -> None:
    assert CentimetresField().clean("١٢٠٫٥") == Decimal("120.5")


@pytest.mark.parametrize("typed", ["wide", "0", "-3", "1.25", "١٢x"])
def test_no_centimetres(typed: str) -> None:
    with pytest.raises(ValidationError):
        CentimetresField().clean(typed)


def test_whole_numbers_in_arabic_digits() -> None:
    assert DigitsField().clean("٢٠٢٥") == 2025


@pytest.mark.parametrize("typed", ["about 3", "1.5"])
def test_no_whole_number(typed: str) -> None:
    with pytest.raises(ValidationError):
        DigitsField().clean(typed)


def test_bidi_controls_are_stripped_from_a_line() -> None:
    assert LineField().clean("  Noon\u202e \u2066x ") == "Noon x"


def test_a_text_keeps_its_lines() -> None:
    assert TextField().clean("one\u200e\r\ntwo") == "one\ntwo"


def test_html_stays_what_was_typed() -> None:
    assert LineField().clean("<b>Noon</b>") == "<b>Noon</b>"


def test_words_part_at_commas_of_both_scripts() -> None:
    assert WordsField(required=False).clean("صحراء، desert, صقر,, desert") == ["صحراء", "desert", "صقر"]


def test_a_word_has_an_end() -> None:
    with pytest.raises(ValidationError):
        WordsField().clean("x" * 161)


@given(st.integers(min_value=0, max_value=10**9))
def test_any_whole_number_is_read_in_both_scripts(number: int) -> None:
    eastern = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert plain_number(eastern) == plain_number(f"{number:,}") == str(number)
