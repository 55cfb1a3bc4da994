from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.views.provenance import Moment, moments


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        (
            "14 February 2026: Exhibition ‘Light of the House’, JAX District. No. 7 in the catalogue.",
            Moment(
                "14 February 2026", "Exhibition ‘Light of the House’, JAX District", "No. 7 in the catalogue"
            ),
        ),
        (
            "شتاء 2025: أُنجز في مرسم الفنانة. حي الملقا، الرياض",
            Moment("شتاء 2025", "أُنجز في مرسم الفنانة", "حي الملقا، الرياض"),
        ),
        ("١٩٩٤، مجموعة خاصة، جدة", Moment("١٩٩٤", "مجموعة خاصة، جدة")),
        ("1998–2003, private collection", Moment("1998–2003", "private collection")),
        ("• 2019 – bought from the artist", Moment("2019", "bought from the artist")),
        ("From the artist: a gift", Moment("", "From the artist: a gift")),
        ("Private collection, Riyadh", Moment("", "Private collection, Riyadh")),
    ],
)
def test_a_line_is_a_moment(line: str, moment: Moment) -> None:
    assert moments(line) == [moment]


def test_empty_lines_are_no_moments() -> None:
    assert [moment.what for moment in moments("2001: one\n\n  \n- \n2000: two")] == ["one", "two"]


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_no_word_is_lost(text: str) -> None:
    for moment in moments(text):
        assert moment.what
        assert moment.when in text
        assert moment.what in text
