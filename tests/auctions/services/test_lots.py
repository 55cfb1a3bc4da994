"""What the staff does to a lot; what an outsider cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from auctions import exceptions, queries, replaying, services
from auctions.enums import LotStatus
from auctions.models import Bid, Lot, LotEvent
from compliance.models import AuditEntry
from core import clock
from core.models import OutboxMessage
from marketplace.enums import Availability
from tests.factories import auctions as make
from tests.factories.auctions import SAR

pytestmark = pytest.mark.django_db


def fresh(lot: Lot) -> Lot:
    return queries.with_details(Lot.objects.all()).get(pk=lot.pk)


def types(lot: Lot) -> list[str]:
    return list(LotEvent.objects.filter(lot=lot).order_by("seq").values_list("type", flat=True))


def test_hold_stops_the_clock_and_resume_gives_the_time_back() -> None:
    lot, director = make.open_lot(), make.staff()
    left = lot.ends_at - clock.now()  # type: ignore[operator]
    services.hold_lot(lot=lot, by=director, reason="The photograph is wrong")
    with pytest.raises(exceptions.LotNotOpen):
        make.bid(lot, make.person(), 5_000)
    held = fresh(lot).held_at
    assert held is not None
    services.resume_lot(lot=lot, by=director, now=held + timedelta(hours=2))
    after = fresh(lot)
    assert after.status == LotStatus.OPEN
    assert abs((after.ends_at - held - timedelta(hours=2)) - left) < timedelta(seconds=5)  # type: ignore[operator]
    assert types(lot) == ["scheduled", "opened", "held", "resumed"]
    assert replaying.check(after) == []
    note = AuditEntry.objects.get(action="auctions.lot.held")
    assert (note.actor_id, note.note) == (director.pk, "The photograph is wrong")


def test_withdraw_tells_and_frees() -> None:
    lot, user = make.open_lot(), make.person()
    make.bid(lot, user, 5_000)
    services.withdraw_lot(lot=lot, by=make.staff(), reason="Title in doubt")
    after = fresh(lot)
    assert after.status == LotStatus.WITHDRAWN
    assert after.closed_at is not None
    assert types(lot) == ["scheduled", "opened", "bid_accepted", "withdrawn"]
    assert OutboxMessage.objects.filter(topic="auctions.lot_withdrawn").count() == 1
    assert replaying.check(after) == []


def test_lowering_the_reserve_to_the_maximum_meets_it() -> None:
    lot, user = make.open_lot(reserve_minor=9_000 * SAR), make.person()
    make.bid(lot, user, 6_000)
    assert fresh(lot).price_minor == 6_000 * SAR
    services.lower_reserve(lot=lot, by=make.staff(), reserve_minor=5_500 * SAR)
    assert types(lot)[-1] == "reserve_met"
    assert queries.public_state(fresh(lot))["reserve"] == "met"
    assert replaying.check(fresh(lot)) == []


def test_a_reserve_is_never_raised_and_stands_on_the_steps() -> None:
    lot, director = make.open_lot(reserve_minor=5_000 * SAR), make.staff()
    for amount, error in ((6_000 * SAR, exceptions.ReserveNotLower), (4_999 * SAR, exceptions.OffGrid)):
        with pytest.raises(error):
            services.lower_reserve(lot=lot, by=director, reserve_minor=amount)
    assert fresh(lot).reserve_minor == 5_000 * SAR
    assert types(lot) == ["scheduled", "opened"]


def test_void_replays_without_the_bid_and_tells_everybody() -> None:
    lot, cheat, honest = make.open_lot(), make.person(), make.person()
    make.bid(lot, honest, 4_000)
    answer = make.bid(lot, cheat, 50_000)
    services.void_bids(lot=lot, by=make.staff(), seqs=[answer.seq], reason="Stolen card")
    after = fresh(lot)
    assert after.leader is not None
    assert (after.leader.user, after.price_minor, after.bid_count) == (honest, 1_000 * SAR, 1)
    assert Bid.objects.get(seq=answer.seq).void_seq == after.seq
    event = LotEvent.objects.get(lot=lot, seq=after.seq)
    assert (event.type, event.public["voided"]) == ("voided", [answer.seq])
    assert queries.private_state(after, cheat)["standing"] == "none"
    assert replaying.check(after) == []


def test_void_of_the_only_bid_leaves_none() -> None:
    lot, cheat = make.open_lot(), make.person()
    answer = make.bid(lot, cheat, 50_000)
    services.void_bids(lot=lot, by=make.staff(), seqs=[answer.seq], reason="Manifest error")
    after = fresh(lot)
    assert (after.leader, after.price_minor, after.bid_count) == (None, None, 0)
    assert make.bid(lot, make.person(), 2_000).price == 1_000 * SAR
    assert replaying.check(fresh(lot)) == []


def test_a_bid_is_voided_once() -> None:
    lot, director = make.open_lot(), make.staff()
    answer = make.bid(lot, make.person(), 50_000)
    services.void_bids(lot=lot, by=director, seqs=[answer.seq], reason="Error")
    with pytest.raises(exceptions.NothingToVoid):
        services.void_bids(lot=lot, by=director, seqs=[answer.seq], reason="Error")
    with pytest.raises(exceptions.NothingToVoid):
        services.void_bids(lot=lot, by=director, seqs=[1], reason="Not a bid")


VERBS: list[Callable[..., Any]] = [
    lambda lot, by: services.hold_lot(lot=lot, by=by, reason="x"),
    lambda lot, by: services.resume_lot(lot=lot, by=by),
    lambda lot, by: services.withdraw_lot(lot=lot, by=by, reason="x"),
    lambda lot, by: services.lower_reserve(lot=lot, by=by, reserve_minor=None),
    lambda lot, by: services.void_bids(lot=lot, by=by, seqs=[3], reason="x"),
]


@pytest.mark.parametrize("verb", VERBS)
def test_an_outsider_changes_nothing(verb: Callable[..., Any]) -> None:
    owner = make.person()
    lot = make.open_lot(artwork=make.artwork(seller=make.seller(owner)), reserve_minor=5_000 * SAR)
    make.bid(lot, make.person(), 9_000)
    before = fresh(lot)
    for user in (make.person(), owner):
        with pytest.raises(exceptions.NotYourSale):
            verb(lot, user)
    after = fresh(lot)
    assert (after.seq, after.head_hash, after.status) == (before.seq, before.head_hash, LotStatus.OPEN)
    assert after.artwork.availability == Availability.ON_HOLD


def test_a_reason_is_asked_for() -> None:
    lot, director = make.open_lot(), make.staff()
    for verb in (services.hold_lot, services.withdraw_lot):
        with pytest.raises(exceptions.ReasonMissing):
            verb(lot=lot, by=director, reason="  ")
    assert types(lot) == ["scheduled", "opened"]
