"""Reads: who sees what, in how many queries."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from auctions import desk, exceptions, offers, queries, services
from auctions.models import Lot, Sale
from tests.factories import auctions as make
from tests.factories.auctions import SAR

pytestmark = pytest.mark.django_db


class Nobody:
    is_authenticated = False
    is_staff = False


def test_drafts_are_for_the_organiser_and_the_staff() -> None:
    owner = make.person()
    house = make.seller(owner)
    sale = make.sale(seller=house)
    lot = make.draft_lot(sale, artwork=make.artwork(seller=house))
    for user in (Nobody(), make.person()):
        assert list(queries.visible_to(user)) == []
        assert list(queries.lots_visible_to(user)) == []
        with pytest.raises(exceptions.LotNotFound):
            queries.lot_of(sale.slug, lot.number, user)
    for user in (owner, make.staff()):
        assert list(queries.visible_to(user)) == [sale]
        assert list(queries.lots_visible_to(user)) == [lot]


def test_everybody_sees_an_announced_sale() -> None:
    lot = make.open_lot()
    assert list(queries.visible_to(Nobody())) == [lot.sale]
    assert queries.lot_of(lot.sale.slug, 1, Nobody()) == lot


def test_the_public_state_names_no_secret() -> None:
    lot, user = make.open_lot(reserve_minor=7_000 * SAR), make.person()
    make.bid(lot, user, 650_000)
    fresh = queries.with_details(Lot.objects.all()).get()
    state = queries.public_state(fresh)
    assert set(state) == set(
        "status price ask leader bids reserve ends_at ext cur opening estimate closed on_hold".split()  # noqa: SIM905
    )
    assert (state["price"], state["reserve"], state["cur"]) == (7_000 * SAR, "met", "SAR")
    text = json.dumps(state)
    assert str(650_000 * SAR) not in text
    assert "max" not in text


def test_private_state_is_ones_own() -> None:
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 3_000)
    make.bid(lot, second, 5_000)
    fresh = Lot.objects.select_related("leader").get()
    assert queries.private_state(fresh, Nobody()) == {"paddle": None, "max": None, "standing": "none"}
    assert queries.private_state(fresh, make.person())["standing"] == "none"
    mine = queries.private_state(fresh, first)
    assert (mine["max"], mine["standing"]) == (3_000 * SAR, "outbid")
    assert queries.private_state(fresh, second)["standing"] == "leading"


def test_won_and_lost() -> None:
    lot, first, second = make.open_lot(ends_in=timedelta(seconds=-5)), make.person(), make.person()
    early = lot.ends_at - timedelta(minutes=30)  # type: ignore[operator]
    make.bid(lot, first, 3_000, now=early)
    make.bid(lot, second, 5_000, now=early)
    services.close_lot(lot=lot)
    fresh = Lot.objects.select_related("leader").get()
    assert queries.private_state(fresh, first)["standing"] == "lost"
    assert queries.private_state(fresh, second)["standing"] == "won"


def test_catching_up() -> None:
    lot, user = make.open_lot(), make.person()
    for maximum in (2_000, 3_000, 4_000):
        make.bid(lot, user, maximum)
    body = queries.events_since(lot, 3, user)
    assert [event["seq"] for event in body["events"]] == [4, 5]
    assert (body["seq"], body["state"]["price"], body["me"]["max"]) == (5, 1_000 * SAR, 4_000 * SAR)
    assert [event["prev"] for event in body["events"]][1] == body["events"][0]["hash"]
    assert queries.events_since(lot, 5)["events"] == []
    assert queries.events_since(lot, 99)["events"] == []
    assert len(queries.events_since(lot, 0)["events"]) == 5
    assert "me" not in queries.events_since(lot, 0)


def test_too_far_behind_there_is_only_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "CATCH_UP", 2)
    lot = make.open_lot()
    make.bid(lot, make.person(), 2_000)
    assert queries.events_since(lot, 0)["events"] == []
    assert len(queries.events_since(lot, 1)["events"]) == 2


def test_bid_gate() -> None:
    owner = make.person()
    lot = make.open_lot(artwork=make.artwork(seller=make.seller(owner)))
    kinds = [type(queries.bid_gate(lot, user)) for user in (Nobody(), make.staff(), owner, make.person())]
    assert kinds == [exceptions.SignInFirst, exceptions.StaffMayNotBid, exceptions.OwnLot, type(None)]


@pytest.mark.parametrize("lots", [1, 3])
def test_lists_take_a_constant_number_of_queries(lots: int, django_assert_num_queries: Any) -> None:
    user = make.person()
    sale = make.open_sale(lots=lots)
    for lot in sale.lots.all():
        make.bid(lot, user, 5_000)
        services.watch(user=user, lot=lot)
    with django_assert_num_queries(1):
        rows = desk.load_bids(user)["rows"]
        assert [str(row["standing"]) for row in rows] == ["leading"] * lots
        assert [queries.public_state(row["lot"])["price"] for row in rows] == [1_000 * SAR] * lots
        assert [row["lot"].artwork.artist.name for row in rows]
    with django_assert_num_queries(1):
        assert len([lot.sale.title for lot in desk.load_watched(user)["lots"]]) == lots
    with django_assert_num_queries(1):
        works = [lot.artwork_id for lot in queries.closing_next(limit=10)]
    with django_assert_num_queries(1):
        assert len(offers.lots_of(works)) == lots
    with django_assert_num_queries(2):
        [shown] = queries.full_catalogue(sale)
        assert len([lot.artwork.title for lot in shown.lots.all()]) == lots
    with django_assert_num_queries(1):
        assert [s.lot_count for s in queries.with_counts(Sale.objects.all())] == [lots]  # type: ignore[attr-defined]


def test_watching() -> None:
    lot, user = make.open_lot(), make.person()
    assert services.watch(user=user, lot=lot)
    assert not services.watch(user=user, lot=lot)
    assert queries.is_watched(lot, user)
    assert (desk.count_watched(user), desk.count_bids(user)) == (1, 0)
    assert services.unwatch(user=user, lot=lot)
    assert not services.unwatch(user=user, lot=lot)
    assert not queries.is_watched(lot, Nobody())
    with pytest.raises(exceptions.LotNotFound):
        services.watch(user=user, lot=make.draft_lot(make.sale()))
