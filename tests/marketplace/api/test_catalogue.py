"""The catalogue over the API."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from marketplace.enums import PublicationState
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db


def api(user=None, language="en"):
    client = APIClient(headers={"accept-language": language})
    if user:
        client.force_authenticate(user)
    return client


def test_work_is_told_in_both_languages_with_whole_minor_units():
    work = make.artwork(title_ar="نون", title_en="Noon", price_minor=6_800_000, year=2024)
    body = api().get(f"/api/v1/artworks/{work.pk}/").data
    assert body["title"] == {"ar": "نون", "en": "Noon"}
    assert body["price"] == {"minor": 6_800_000, "currency": "SAR", "exponent": 2, "text": "SAR 68,000"}
    assert body["pictures"] == []


def test_price_is_told_in_the_callers_language():
    work = make.artwork(price_minor=6_800_000)
    assert api(language="ar").get(f"/api/v1/artworks/{work.pk}/").data["price"]["text"] == "68,000 ريال"


def test_price_on_request_is_null():
    work = make.artwork(price_minor=None)
    assert api().get(f"/api/v1/artworks/{work.pk}/").data["price"] is None


def test_a_draft_is_seen_by_its_seller_only():
    owner = make.person()
    draft = make.artwork(seller=make.seller(owner), state=PublicationState.DRAFT, published_at=None)
    url = f"/api/v1/artworks/{draft.pk}/"
    assert [api(user).get(url).status_code for user in (None, make.person(), owner)] == [404, 404, 200]
    assert api(owner).get("/api/v1/artworks/").data["results"] == []


@pytest.mark.parametrize("works", [1, 3])
def test_list_takes_a_fixed_number_of_queries(django_assert_num_queries, works):
    for _ in range(works):
        make.artwork()
    with django_assert_num_queries(2):
        rows = api().get("/api/v1/artworks/").data["results"]
    assert len(rows) == works


@pytest.mark.parametrize("path", ["artists", "galleries"])
def test_people_take_one_query(django_assert_num_queries, path):
    make.artist()
    make.artist()
    with django_assert_num_queries(1):
        api().get(f"/api/v1/{path}/")


def test_pages_turn_by_cursor_without_losing_a_work():
    made = {make.artwork().pk for _ in range(5)}
    seen, url = [], "/api/v1/artworks/?limit=2"
    while url:
        body = api().get(url).data
        seen += [row["id"] for row in body["results"]]
        url = body["next"]
    assert (len(seen), set(seen)) == (5, made)


def test_a_filter_narrows_and_a_wrong_one_is_told():
    cheap, dear = make.artwork(price_minor=100_000), make.artwork(price_minor=9_000_000)
    found = api().get("/api/v1/artworks/", {"price_to": 5_000}).data["results"]
    assert [row["id"] for row in found] == [cheap.pk]
    wrong = api().get("/api/v1/artworks/", {"price_to": "cheap"})
    assert (wrong.status_code, wrong["Content-Type"]) == (400, "application/problem+json")
    assert wrong.data["code"] == "marketplace.browse_invalid"
    assert dear.pk != cheap.pk


def test_nonsense_cursor_is_a_problem():
    response = api().get("/api/v1/artworks/", {"cursor": "nonsense"})
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_nothing_is_written_here():
    work = make.artwork(title_en="Noon")
    response = api(make.person()).patch(f"/api/v1/artworks/{work.pk}/", {"title_en": "Night"})
    assert response.status_code == 405
    work.refresh_from_db()
    assert work.title_en == "Noon"
