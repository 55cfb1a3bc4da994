"""The home page: what it shows of the house, with and without anything in it."""

from __future__ import annotations

import pytest

from auctions.models import Lot
from tests.factories import auctions as make
from tests.factories.workshops import EventFactory

pytestmark = pytest.mark.django_db


def test_empty_house_says_what_comes(client):
    html = client.get("/en/").content.decode()
    assert "The first works are being hung." in html
    assert 'id="live-title"' not in html
    assert "Artists to meet" not in html


def test_live_block_shows_the_lot_that_closes_first(client):
    sale = make.open_sale(3, opening_minor=430_000 * make.SAR)
    html = client.get("/en/").content.decode()
    first = Lot.objects.filter(sale=sale).order_by("ends_at").first()
    assert html.count("data-lot=") == 3
    assert html.index(f'data-lot="{first.wire_id}"') == html.index("data-lot=")
    assert "<bdi data-price>430,000</bdi>" in html


def test_live_block_in_arabic(client):
    make.open_sale(1, opening_minor=1_000 * make.SAR)
    html = client.get("/ar/").content.decode()
    assert "المزاد الآن" in html
    assert "<bdi data-price>1,000</bdi> <small>ريال</small>" in html


@pytest.mark.parametrize("lots", [1, 3])
def test_home_takes_a_fixed_number_of_queries(client, django_assert_num_queries, lots):
    make.open_sale(lots)
    client.get("/en/")
    with django_assert_num_queries(10):
        client.get("/en/")


def test_next_workshops_stand_between_artists_and_trust(client):
    EventFactory(title_en="Secrets of the reed")
    EventFactory(title_en="Not yet", draft=True)
    html = client.get("/en/").content.decode()
    assert "Not yet" not in html
    places = [
        html.index(part)
        for part in ("Next workshops", "Secrets of the reed", "Propose a workshop", 'id="trust-title"')
    ]
    assert places == sorted(places)
    assert "الورش القادمة" in client.get("/ar/").content.decode()


@pytest.mark.parametrize("events", [1, 3])
def test_home_takes_a_fixed_number_of_queries_with_events(client, django_assert_num_queries, events):
    for _ in range(events):
        EventFactory()
    client.get("/en/")
    with django_assert_num_queries(6):
        client.get("/en/")
