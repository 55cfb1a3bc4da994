"""Rooms above the catalogue offer what they have by the same words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marketplace.search import sources
from marketplace.search.suggestions import Suggestion, search_suggestions

pytestmark = pytest.mark.django_db


def room(text: str, limit: int) -> list[Suggestion]:
    return [Suggestion("room", f"{text} {number}", "/there/") for number in range(limit)]


@pytest.fixture
def registered() -> Iterator[None]:
    sources.register(room)
    sources.register(room)
    yield
    sources.unregister(room)


def test_each_room_is_asked_once(registered):
    assert [one.label for one in search_suggestions("reed", limit=2) if one.kind == "room"] == [
        "reed 0",
        "reed 1",
    ]
    assert sources.found_elsewhere("  ", 2) == []


def test_a_room_that_left_is_not_asked():
    sources.unregister(room)
    assert [one for one in search_suggestions("reed") if one.kind == "room"] == []


def test_an_empty_page_of_works_names_what_there_is_elsewhere(client, registered, django_assert_num_queries):
    html = client.get("/en/works/?q=reed").content.decode()
    assert "By these words there is also:" in html
    assert '<a href="/there/"><bdi>reed 0</bdi></a>' in html


def test_a_page_with_no_words_asks_nobody(client, registered):
    assert "/there/" not in client.get("/en/works/").content.decode()
