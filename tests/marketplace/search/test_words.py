from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import services
from marketplace.models import Artist, Artwork, ArtworkSearch, SearchWord
from marketplace.search import words
from marketplace.search.words import find, slips_between, tokens
from tests.factories.marketplace import ArtistFactory, ArtworkFactory, TagFactory

pytestmark = pytest.mark.django_db


def titles(text):
    finding = find(text)
    if finding.query is None:
        return None
    found = ArtworkSearch.objects.filter(vector=finding.query)
    return sorted(Artwork.objects.filter(pk__in=found.values("pk")).values_list("title_en", flat=True))


@pytest.fixture
def house():
    noura = ArtistFactory(name_ar="نورة السديري", name_en="")
    turner = ArtistFactory(name_ar="", name_en="Joseph Mallord William Turner")
    ArtworkFactory(title_ar="صحن الضوء", title_en="Courtyard of Light", artist=noura, subjects=["courtyard"])
    ArtworkFactory(title_ar="القوارب", title_en="Boats", artist=turner, medium_en="Watercolour on paper")
    ArtworkFactory(
        title_ar="لوحات",
        title_en="Café",
        artist=None,
        description_ar="رسالة من البحر",
        description_en="A letter",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("courtyard", ["Courtyard of Light"]),
        ("COURTYARDS", ["Courtyard of Light"]),
        ("light courtyard", ["Courtyard of Light"]),
        ('"courtyard of light"', ["Courtyard of Light"]),
        ('"light courtyard"', []),
        ("صحن", ["Courtyard of Light"]),
        ("الصحن", ["Courtyard of Light"]),
        ("الضّوء", ["Courtyard of Light"]),
        ("قوارب", ["Boats"]),
        ("لوحة", ["Café"]),
        ("cafe", ["Café"]),
        ("watercolors", []),
        ("watercolour", ["Boats"]),
        ("البحر", ["Café"]),
        ("letter", ["Café"]),
        ("turner boats", ["Boats"]),
    ],
)
def test_words_of_both_languages(house, text, found):
    assert titles(text) == found


@pytest.mark.parametrize("text", ["Noura", "Nora Alsudairy", "Noura Al-Sudairi", "نوره السديري"])
def test_latin_finds_an_arabic_name(house, text):
    assert titles(text) == ["Courtyard of Light"]


@pytest.mark.parametrize("text", ["تيرنر", "تيرنر وليام"])
def test_arabic_finds_a_latin_name(house, text):
    assert titles(text) == ["Boats"]


@pytest.mark.parametrize(
    ("text", "instead", "found"),
    [
        ("tunrer", "turner", ["Boats"]),
        ("courtyrd", "courtyard", ["Courtyard of Light"]),
        ("courtyrd light", "courtyard light", ["Courtyard of Light"]),
    ],
)
def test_slips_of_the_hand_are_forgiven_and_told(house, text, instead, found):
    assert find(text).instead == instead
    assert titles(text) == found


def test_a_slip_in_arabic_too(house):
    assert find("القواررب").instead == "القوارب"


def test_nonsense_finds_nothing_and_claims_nothing(house):
    assert (find("xqzwvk").instead, titles("xqzwvk")) == ("", [])


@pytest.mark.parametrize("text", ["", "  ", "!!!", "\u202e", '""'])
def test_nothing_asked(text):
    assert find(text).query is None


def test_a_subject_is_found_by_its_arabic_name():
    ArtworkFactory(title_en="Waves", title_ar="", artist=None, subjects=["sea"])
    assert titles("بحر") == []
    TagFactory(key="sea", name_ar="بحر")
    assert titles("بحر") == titles("البحر") == ["Waves"]


def test_a_stop_word_does_not_break_the_rest(house):
    assert titles("the courtyard") == ["Courtyard of Light"]


@pytest.mark.parametrize("text", ["'; DROP TABLE x", "a & | ! b:*", "\\'", "<b>", "%_%"])
def test_signs_of_the_query_language_are_only_text(house, text):
    assert titles(text) is None or titles(text) == []


def test_the_index_follows_every_writer(house):
    work = Artwork.objects.get(title_en="Boats")
    Artwork.objects.filter(pk=work.pk).update(title_en="Ships")
    assert titles("ships") == ["Ships"]
    assert titles("boats") == []
    Artist.objects.filter(name_en__endswith="Turner").update(name_en="Somebody Else", name_key=["SMBD", "LS"])
    assert titles("somebody") == ["Ships"]
    work.delete()
    assert titles("ships") == []


def test_further_artists_are_found_too():
    second = ArtistFactory(name_en="Sara Althaqafi", name_ar="")
    work = ArtworkFactory(title_en="Together")
    services.update_artwork(artwork=work, by=None, other_artists=[second])
    assert titles("althaqafi") == ["Together"]
    services.update_artwork(artwork=work, by=None, other_artists=[])
    assert titles("althaqafi") == []


def test_words_are_learnt_from_titles_names_and_tags(house):
    TagFactory(key="palm grove")
    known = set(SearchWord.objects.values_list("word", flat=True))
    assert {"courtyard", "turner", "صحن", "السديري", "grove"} <= known
    assert not any(word.isdigit() or len(word) < 3 for word in known)


def test_at_most_twelve_words_are_asked():
    assert len(tokens(" ".join(f"w{n}" for n in range(50)))) == words.MOST_WORDS


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [("turner", "turner", 0), ("tunrer", "turner", 1), ("turnr", "turner", 1), ("", "abc", 3)],
)
def test_slips_are_counted(left, right, slips):
    assert slips_between(left, right) == slips


@given(st.text(max_size=8), st.text(max_size=8))
def test_slips_are_the_same_both_ways(left, right):
    assert slips_between(left, right) == slips_between(right, left)
    assert slips_between(left, right) <= max(len(left), len(right))
