"""Plots: the markup is well formed, says what it shows, and the table holds every figure."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import plots
from core.money import Money
from core.plots import Point, Series, Words

WORDS = Words(key="p", title="Revenue", description="Twelve months.", head="Month")


def series(*values: int, name: str = "Paid") -> Series:
    return Series(name, [Point(f"m{place}", value, f"SAR {value}") for place, value in enumerate(values)])


def tree(markup: str) -> ET.Element:
    return ET.fromstring(markup)


def rects(markup: str) -> list[dict[str, str]]:
    return [dict(rect.attrib) for rect in tree(markup).iter("rect") if "bar" in rect.get("class", "")]


def test_a_bar_for_each_figure_its_height_in_proportion() -> None:
    found = rects(plots.bars([series(0, 50, 100)], words=WORDS, language="en"))
    heights = [float(rect["height"].rstrip("%")) for rect in found]
    assert heights == [0, 39.0, 78.0]
    assert [rect["class"] for rect in found] == ["bar s1"] * 3


def test_a_negative_figure_hangs_below_zero() -> None:
    found = rects(plots.bars([series(100, -100)], words=WORDS, language="en"))
    above, below = (float(rect["y"].rstrip("%")) for rect in found)
    zero = below
    assert above + float(found[0]["height"].rstrip("%")) == pytest.approx(zero)
    assert float(found[1]["height"].rstrip("%")) == pytest.approx(39.0)


def test_nothing_sold_is_a_plot_too() -> None:
    found = rects(plots.bars([series(0, 0)], words=WORDS, language="en"))
    assert [rect["height"] for rect in found] == ["0%", "0%"]


def test_title_and_description_are_named_by_the_drawing() -> None:
    root = tree(plots.line([series(1, 2)], words=WORDS, language="en"))
    drawing = next(svg for svg in root.iter("svg") if svg.get("role") == "img")
    ids = {node.get("id"): node.text for node in drawing.iter() if node.get("id")}
    assert drawing.get("aria-labelledby") == "p-t p-d"
    assert ids == {"p-t": "Revenue", "p-d": "Twelve months."}


def test_the_table_has_every_figure_of_every_series() -> None:
    root = tree(plots.bars([series(1, 2), series(3, 4, name="Returned")], words=WORDS, language="en"))
    rows = [[cell.itertext() for cell in row] for row in root.iter("tr")]
    texts = [["".join(cell) for cell in row] for row in rows]
    assert texts == [["Month", "Paid", "Returned"], ["m0", "SAR 1", "SAR 3"], ["m1", "SAR 2", "SAR 4"]]


def test_text_of_people_is_escaped() -> None:
    markup = plots.bars(
        [Series("<b>", [Point("<script>", 1, '"&"')])], words=Words("k", "<i>", "a & b"), language="en"
    )
    assert "<script>" not in markup
    assert "<i>" not in markup
    assert tree(markup).find("figcaption").text == "<i>"  # type: ignore[union-attr]


def test_no_style_and_no_script_in_it() -> None:
    markup = plots.line([series(1, 2)], words=WORDS, language="en")
    assert " style=" not in markup
    assert "<script" not in markup


def test_arabic_words_keep_their_direction_and_end_at_the_axis() -> None:
    root = tree(plots.bars([series(1_000, 4_000)], words=WORDS, language="ar"))
    ticks = [node for node in root.iter("text") if node.get("class") == "tick"]
    assert [node.text for node in ticks] == ["0", "1 ألف", "2 ألف", "3 ألف", "4 ألف"]
    assert {(node.get("direction"), node.get("text-anchor")) for node in ticks} == {("rtl", "start")}


def test_english_words_end_at_the_axis_too() -> None:
    root = tree(plots.bars([series(1_000, 4_000)], words=WORDS, language="en"))
    ticks = [node for node in root.iter("text") if node.get("class") == "tick"]
    assert [node.text for node in ticks] == ["0", "1K", "2K", "3K", "4K"]
    assert {(node.get("direction"), node.get("text-anchor")) for node in ticks} == {("ltr", "end")}


def test_every_second_label_steps_back_and_the_last_stands() -> None:
    root = tree(plots.bars([series(*range(12))], words=WORDS, language="en"))
    classes = [node.get("class") for node in root.iter("text") if node.get("class", "").startswith("label")]
    assert classes == ["label spare", "label"] * 6


def test_one_series_needs_no_legend_two_do() -> None:
    assert "legend" not in plots.bars([series(1)], words=WORDS, language="en")
    root = tree(plots.bars([series(1), series(2, name="Back")], words=WORDS, language="en"))
    assert ["".join(item.itertext()) for item in root.iter("li")] == ["Paid", "Back"]


def test_series_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="same labels"):
        plots.bars([series(1), series(1, 2)], words=WORDS)
    with pytest.raises(ValueError, match="needs figures"):
        plots.bars([], words=WORDS)


@pytest.mark.parametrize(
    ("value", "language", "eastern", "text"),
    [
        (950, "en", False, "950"),
        (12_500, "en", False, "12.5K"),
        (3_000_000, "en", False, "3M"),
        (-12_500, "en", False, "-12.5K"),
        (12_500, "ar", False, "12.5 ألف"),
        (3_000_000, "ar", False, "3 مليون"),
        (2_000_000_000, "ar", False, "2 مليار"),
        (12_500, "ar", True, "١٢٫٥ ألف"),
    ],
)
def test_axis_numbers_are_short(value: int, language: str, eastern: bool, text: str) -> None:
    assert plots.compact(value, language, arabic_digits=eastern) == text


def test_an_axis_of_money_counts_major_units_of_its_currency() -> None:
    assert plots.money_axis("SAR", "en")(1_250_000) == "12.5K"
    assert plots.money_axis("KWD", "en")(1_250_000) == "1.25K"
    assert plots.money_point("Oct", Money(1_500, "KWD"), language="en").text == "KWD 1.500"


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=24))
def test_every_bar_stays_inside_the_drawing(values: list[int]) -> None:
    for rect in rects(plots.bars([series(*values)], words=WORDS, language="en")):
        top = float(rect["y"].rstrip("%"))
        assert top >= plots.TOP - 0.02
        assert top + float(rect["height"].rstrip("%")) <= plots.BOTTOM + 0.02
        assert 0 <= float(rect["x"].rstrip("%")) <= 100


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=24))
def test_the_axis_is_never_crowded(values: list[int]) -> None:
    root = tree(plots.bars([series(*values)], words=WORDS, language="en"))
    ticks = [node for node in root.iter("text") if node.get("class") == "tick"]
    assert 2 <= len(ticks) <= plots.TICKS + 3
