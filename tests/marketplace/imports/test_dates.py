from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.imports.dates import EARLIEST, LATEST, read_date


@pytest.mark.parametrize(
    ("text", "dating"),
    [
        ("1819", (1819, None, False)),
        ("١٩٩٨", (1998, None, False)),
        ("c.1785", (1785, None, True)),
        ("?1819", (1819, None, True)),
        ("circa 1819–21", (1819, 1821, True)),
        ("حوالي 1950", (1950, None, True)),
        ("c.1830–41", (1830, 1841, True)),
        ("1851–2", (1851, 1852, False)),
        ("1850-1855", (1850, 1855, False)),
        ("1960 إلى 1965", (1960, 1965, False)),
        ("1898–03", (1898, None, False)),
        ("1830 or 1831", (1830, 1831, False)),
        ("1960, published 1965", (1960, None, False)),
        ("published 1822, reprinted 1901", (1822, None, False)),
        ("1851–2; printed 1860s", (1851, 1852, False)),
        ("after 1945", (1945, None, True)),
        ("1830s", (1830, 1839, False)),
        ("?mid 1830s or later", (1833, 1836, True)),
        ("late 18th C", (1768, 1800, False)),
        ("القرن 19", (1801, 1900, False)),
        ("1446هـ", (2024, 2025, False)),
        ("١٤٤٦ هـ", (2024, 2025, False)),
        ("date not known", (None, None, False)),
        ("", (None, None, False)),
        ("c.18799–1802", (None, None, False)),
        ("12", (None, None, False)),
    ],
)
def test_what_people_write(text, dating):
    assert read_date(text) == dating


@given(st.text(max_size=40))
def test_any_text_gives_a_plausible_range_or_none(text):
    found = read_date(text)
    if found.year is None:
        assert found == (None, None, False)
    else:
        assert EARLIEST <= found.year <= (found.last or found.year) <= LATEST


@given(st.integers(1000, 2000), st.integers(1, 99))
def test_short_ends_of_ranges(year, years):
    short = str((year + years) % 100).zfill(2)
    found = read_date(f"{year}–{short}")
    crosses = (year + years) // 100 != year // 100
    assert found == ((year, None, False) if crosses else (year, year + years, False))
