"""Runs in the order in which they are drawn."""

from __future__ import annotations

from fpdf.enums import TextDirection

from core.pdf.runs import Run, visual
from core.pdf.words import isolate

LTR, RTL = TextDirection.LTR, TextDirection.RTL


def drawn(text: str, base: TextDirection) -> list[tuple[str, int]]:
    return [(run.text, run.level) for run in visual(text, base)]


def test_a_number_inside_arabic_inside_english_does_not_tear_the_arabic_apart():
    assert drawn("by ليلى 12 الحربي, now", LTR) == [
        ("by ", 0),
        (" الحربي", 1),
        ("12", 2),
        ("ليلى ", 1),
        (", now", 0),
    ]


def test_latin_in_an_arabic_line_stands_between_what_follows_and_what_precedes():
    assert drawn("رقم AB-12 ثم", RTL) == [(" ثم", 1), ("AB-12", 2), ("رقم ", 1)]


def test_an_isolated_telephone_number_keeps_its_plus_in_front_and_its_marks_are_not_drawn():
    assert drawn(f"هاتف {isolate('+966 50 1', ltr=True)}", RTL) == [("+966 50 1", 2), ("هاتف ", 1)]


def test_a_vowel_mark_does_not_cut_its_word():
    assert visual("مبسّطة تُرتَّب", RTL) == [Run("مبسّطة تُرتَّب", 1)]


def test_nothing_is_no_run():
    assert visual("", RTL) == []
