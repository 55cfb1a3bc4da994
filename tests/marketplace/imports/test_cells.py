from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bidi import clean_line, clean_text
from marketplace.imports import cells
from marketplace.imports.exceptions import CellRefused


@given(st.text(max_size=60))
def test_the_short_way_cleans_as_the_long_one(text):
    assert cells.line(text) == clean_line(text)
    assert cells.prose(text) == clean_text(text)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("12,500", "SAR", 1_250_000),
        ("١٢٬٥٠٠", "SAR", 1_250_000),
        ("١٢٫٥", "SAR", 1_250),
        ("1.500", "KWD", 1_500),
        ("", "SAR", None),
        ("on request", "SAR", None),
        ("عند الطلب", "SAR", None),
    ],
)
def test_prices(typed, currency, minor):
    assert cells.price(typed, currency) == minor


@pytest.mark.parametrize("typed", ["cheap", "0", "-5", "1.500", "1,2,3", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠"])
def test_prices_that_are_refused(typed):
    with pytest.raises(CellRefused):
        cells.price(typed, "SAR")


@pytest.mark.parametrize(
    ("typed", "edition"),
    [
        ("3/8", (3, 8)),
        ("3 of 8", (3, 8)),
        ("٣ من ٨", (3, 8)),
        ("edition of 8", (None, 8)),
        ("unique", (None, None)),
    ],
)
def test_editions(typed, edition):
    assert cells.edition(typed) == edition


@pytest.mark.parametrize("typed", ["9/8", "0/3", "a few", "3/0"])
def test_editions_that_cannot_be(typed):
    with pytest.raises(CellRefused):
        cells.edition(typed)


def test_tags_once_each_by_the_strongest_separator():
    assert cells.tags("man, old|hill|hill| ") == ("man, old", "hill")
    assert cells.tags("بحر، جبل") == ("بحر", "جبل")
    assert cells.tags("a, b", "|") == ("a, b",)
    with pytest.raises(CellRefused):
        cells.tags("|".join(map(str, range(121))))
    with pytest.raises(CellRefused):
        cells.tags("x" * 161)


def test_several_artists_but_not_within_brackets():
    group = "Art & Language (Terry Atkinson, born 1939; Michael Baldwin, born 1945)"
    assert cells.artists(group) == (group,)
    assert cells.artists("ريم العتيبي؛ Sara; Sara") == ("ريم العتيبي", "Sara")


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "example.com", "http://", "https://a b", "https://x@y.z"]
)
def test_web_addresses_that_are_none(typed):
    with pytest.raises(CellRefused):
        cells.web_address(typed)


def test_words_in_both_languages():
    assert cells.availability("للبيع") == cells.availability("For sale") == "available"
    assert cells.antiquity("نعم") == "yes"
    assert cells.attribution("prints after") == "after"
    with pytest.raises(CellRefused) as refusal:
        cells.availability("maybe")
    assert "for sale" in str(refusal.value.reason)


@pytest.mark.parametrize(
    ("typed", "year"), [("2024", 2024), ("٢٠٢٤", 2024), ("c.1997-9", 1997), ("no date", None)]
)
def test_years(typed, year):
    assert cells.year(typed).year == year


def test_a_year_that_is_none():
    with pytest.raises(CellRefused):
        cells.year("long ago")
