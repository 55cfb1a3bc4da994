"""What other rooms learn of lots."""

from __future__ import annotations

import pytest
from django.utils import translation

from auctions import doors
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db


def test_a_won_lot_stands_beside_its_bill_with_its_address():
    lot = make.open_lot()
    card = doors.won_lots([lot.pk])[lot.pk]
    assert (card.url, card.context["work"].pk) == (lot.get_absolute_url(), lot.artwork_id)


@pytest.mark.parametrize("lots", [1, 3])
def test_cards_take_a_fixed_number_of_queries(django_assert_num_queries, lots):
    ids = list(make.open_sale(lots).lots.values_list("pk", flat=True))
    with django_assert_num_queries(4):
        assert sorted(doors.won_lots(ids)) == sorted(ids)


def test_the_seller_hears_of_open_lots_only():
    lot = make.open_lot()
    make.draft_lot(make.sale(), artwork=make.artwork(seller=lot.artwork.seller))
    with translation.override("en"):
        attention = doors.lots_tonight(lot.artwork.seller)
    assert [(item.count, item.label) for item in attention] == [(1, "Lots live now")]
    assert doors.lots_tonight(make.seller())[0].count == 0
