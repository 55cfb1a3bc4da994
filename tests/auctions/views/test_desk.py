"""What the collector's desk shows of bids and watched lots."""

from __future__ import annotations

import pytest

from auctions import services
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db
BIDS, WATCHED = "/en/desk/bids/", "/en/desk/watched/"


def test_bids_say_where_one_stands(client_for):
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 2_000)
    make.bid(lot, second, 5_000)
    outbid, leading = (client_for(user).get(BIDS).content.decode() for user in (first, second))
    assert "Outbid" in outbid
    assert "Bid again" in outbid
    assert "You lead" in leading
    assert "Bid again" not in leading


def test_nobody_sees_the_bids_of_others(client_for, client):
    lot, bidder = make.open_lot(), make.person()
    make.bid(lot, bidder, 2_000)
    html = client_for(make.person()).get(BIDS).content.decode()
    assert lot.artwork.title_en not in html
    assert "No bids yet" in html
    assert client.get(BIDS).status_code == 302


def test_watched_lots_are_listed(client_for):
    lot, person = make.open_lot(), make.person()
    services.watch(user=person, lot=lot)
    assert lot.artwork.title_en in client_for(person).get(WATCHED).content.decode()


@pytest.mark.parametrize("lots", [1, 3])
def test_bids_take_a_fixed_number_of_queries(client_for, django_assert_num_queries, lots):
    person, client = make.person(), None
    for lot in make.open_sale(lots).lots.all():
        make.bid(lot, person, 2_000)
    client = client_for(person)
    client.get(BIDS)
    with django_assert_num_queries(14):
        client.get(BIDS)
