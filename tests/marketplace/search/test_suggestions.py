from __future__ import annotations

import pytest

from marketplace.search.suggestions import search_suggestions
from tests.factories.marketplace import ArtistFactory, ArtworkFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    noura = ArtistFactory(name_ar="نورة السديري", name_en="Noura Al-Sudairi", slug="noura")
    ArtworkFactory(published=True, artist=noura, title_en="Courtyard of Light", title_ar="صحن الضوء")
    ArtworkFactory(artist=ArtistFactory(name_en="Noura Hidden"), title_en="Courtyard drafted")
    TagFactory(key="courtyard", name_ar="فناء")


def labels(text, kind):
    return [one.label for one in search_suggestions(text) if one.kind == kind]


def test_artists_subjects_and_works_while_somebody_types(house, english):
    assert labels("cour", "work") == ["Courtyard of Light"]
    assert labels("cour", "subject") == ["courtyard"]
    assert labels("nou", "artist") == ["Noura Al-Sudairi"]
    assert labels("sudai", "artist") == []
    assert labels("al-su", "artist") == ["Noura Al-Sudairi"]


def test_the_other_script(house, arabic):
    assert labels("Nora Alsudairy", "artist") == ["نورة السديري"]
    assert labels("صحن الض", "work") == ["صحن الضوء"]
    assert labels("فن", "subject") == ["فناء"]


@pytest.mark.parametrize("text", ["", "n", " ", "!!"])
def test_too_little_gives_nothing(house, text):
    assert search_suggestions(text) == []


@pytest.mark.parametrize("text", ["';--", "a:*&", "(((", "\\", "%"])
def test_signs_are_only_text(house, text):
    assert search_suggestions(text) == []


def test_suggestions_take_few_queries(house, django_assert_num_queries):
    with django_assert_num_queries(5):  # one of them asks the programme of events
        search_suggestions("courtyard")
