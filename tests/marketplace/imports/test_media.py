from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.imports.media import Medium, category_named, category_of, read_medium


@pytest.mark.parametrize(
    ("text", "group", "category"),
    [
        ("Oil paint on canvas", "oil", "painting"),
        ("Oil paint and graphite on canvas", "oil", "painting"),
        ("Oil pastel on paper", "drawing", "paper"),
        ("Graphite on paper. Verso: oil on paper", "drawing", "paper"),
        ("Watercolour, ink, chalk and graphite on paper", "watercolour", "paper"),
        ("Line engraving on paper", "etching", "print"),
        ("Wood engraving on paper", "relief", "print"),
        ("Screenprint and lithograph on paper", "screenprint", "print"),
        ("Photograph, gelatin silver print on paper", "photograph", "photography"),
        ("Bronze", "metal", "sculpture"),
        ("Woodcut on fabric", "relief", "print"),
        ("Video, projection, colour and sound (stereo)", "screen", "media"),
        ("Mixed media on canvas", "mixed", "painting"),
        ("Reduced stoneware", "clay", "ceramics"),
        ("ألوان زيتية على قماش", "oil", "painting"),
        ("حبر وأكريليك على قماش", "acrylic", "painting"),
        ("حبر أبيض على ورق مصبوغ", "ink", "paper"),
        ("مينا على خشب", "tempera", "painting"),
        ("قطن مصبوغ، تركيب", "fibre", "textile"),
        ("طباعة أرشيفية", "photograph", "photography"),
        ("غواش على ورق", "watercolour", "paper"),
        ("", "other", "other"),
    ],
)
def test_thousands_of_ways_come_under_a_few_groups(text, group, category):
    assert (read_medium(text).group, category_of(text)) == (group, category)


@pytest.mark.parametrize(
    ("text", "materials"),
    [
        ("Oil paint on canvas", "canvas"),
        ("حبر على ورق", "ورق"),
        ("Bronze", ""),
        ("Oil on paper on board", "paper on board"),
    ],
)
def test_what_it_is_made_on(text, materials):
    assert read_medium(text).materials == materials


def test_the_sheets_own_word_holds_save_for_photographs():
    assert category_of("Oil on canvas", category_named("installation")) == "installation"
    assert category_of("Photograph on paper", category_named("on paper, print")) == "photography"
    assert category_named("لوحات") == "painting"
    assert category_named("nonsense") is None


@given(st.text(max_size=80))
def test_any_text_has_a_group(text):
    assert isinstance(read_medium(text), Medium)
    assert category_of(text)
