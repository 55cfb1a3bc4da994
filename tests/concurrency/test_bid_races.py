"""Bids at the same time, on real PostgreSQL with real commits; and what happens without the lock."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from auctions import exceptions, locks, replaying, services
from auctions.enums import LotStatus
from auctions.models import Bid, Lot, LotEvent, Paddle
from auctions.services import hot
from core import clock
from tests.concurrency.threads import together
from tests.factories import auctions as make
from tests.factories.auctions import SAR

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def bid(lot: Lot, user: Any, maximum: int, key: Any = None) -> Callable[[], Any]:
    return partial(
        services.place_bid,
        lot_id=lot.pk,
        user=user,
        key=key or uuid4(),
        max_minor=maximum * SAR,
        accept_terms=True,
    )


def whole(lot: Lot) -> Lot:
    """The lot, read afresh and checked: no gap, chain whole, row equal to the replay of its log."""
    fresh = Lot.objects.select_related("sale", "leader__user").get(pk=lot.pk)
    assert replaying.check(fresh) == []
    return fresh


def test_equal_first_bids_make_one_leader() -> None:
    """Invariant 18."""
    lot, people = make.open_lot(), [make.person() for _ in range(8)]
    answers = together([bid(lot, user, 5_000) for user in people])
    results = [a.result if isinstance(a, services.BidAnswer) else type(a) for a in answers]
    fresh = whole(lot)
    assert results.count("leading") == 1
    assert results.count("outbid") == 1  # the second one meets the first at its price, the rest are too low
    assert results.count(exceptions.BidTooLow) == 6
    assert fresh.price_minor == 5_000 * SAR
    assert fresh.leader is not None
    assert fresh.leader.user == people[results.index("leading")]


def test_any_interleaving_is_some_serial_order() -> None:
    """Invariant 19: what the log says, replayed one after the other, is what stands."""
    lot, people = make.open_lot(reserve_minor=60_000 * SAR), [make.person() for _ in range(6)]
    for user in people:
        Paddle.objects.create(
            sale=lot.sale,
            user=user,
            number=200 + people.index(user),
            terms_version=1,
            accepted_at=clock.now(),
        )
    chance = random.Random(7)
    ladder = [5_000, 10_000, 20_000, 30_000, 50_000, 55_000, 60_000, 100_000, 110_000, 120_000]

    def fight(user: Any, amounts: list[int]) -> list[Any]:
        answers = []
        for maximum in amounts:
            try:
                answers.append(bid(lot, user, maximum)())
            except exceptions.BidRefused as refused:
                answers.append(refused)
        return answers

    works = [partial(fight, user, sorted(chance.sample(ladder, 6))) for user in people]
    answers = [answer for result in together(works) for answer in result]
    fresh = whole(lot)
    accepted = [answer for answer in answers if isinstance(answer, services.BidAnswer)]
    assert sorted(answer.seq for answer in accepted) == sorted(Bid.objects.values_list("seq", flat=True))
    assert all(Bid.objects.get(seq=answer.seq).answer == answer.as_json() for answer in accepted)
    highest = max(answer.max for answer in accepted)
    assert fresh.leader_max_minor == highest
    times = list(LotEvent.objects.filter(lot=lot).order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)


def test_one_key_in_many_threads_is_one_bid() -> None:
    """Invariant 17: double tap, two tabs."""
    lot, user, key = make.open_lot(), make.person(), uuid4()
    answers = together([bid(lot, user, 5_000, key) for _ in range(6)])
    assert sorted(answer.replayed for answer in answers) == [False] + [True] * 5
    assert {answer.again() for answer in answers} == {answers[0].again()}
    assert Bid.objects.count() == 1
    assert Paddle.objects.count() == 1


def test_one_key_on_two_lots_places_one_bid() -> None:
    lots, user, key = list(make.open_sale(lots=2).lots.all()), make.person(), uuid4()
    answers = together([bid(lot, user, 5_000, key) for lot in lots])
    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds == ["BidAnswer", "KeyReused"]
    assert Bid.objects.count() == 1


def holding(lot: Lot, seconds: float, held: threading.Event) -> Callable[[], None]:
    def hold() -> None:
        with transaction.atomic():
            locks.lot(lot.pk)
            held.set()
            time.sleep(seconds)

    return hold


def test_a_bid_in_time_that_waits_past_the_end_counts_and_extends() -> None:
    lot, user = make.open_lot(ends_in=timedelta(seconds=0.5)), make.person()
    held = threading.Event()

    def late() -> services.BidAnswer:
        held.wait()
        answer: services.BidAnswer = bid(lot, user, 5_000)()
        return answer

    _, answer = together([holding(lot, 0.8, held), late])
    fresh = whole(lot)
    stored = Bid.objects.get()
    assert answer.extended
    assert stored.received_at < lot.ends_at < stored.decided_at
    assert fresh.ends_at is not None
    assert fresh.ends_at - stored.decided_at == timedelta(minutes=5)


def test_a_lock_held_too_long_is_busy_and_the_same_key_may_come_again() -> None:
    lot, user, key = make.open_lot(), make.person(), uuid4()
    held = threading.Event()

    def impatient() -> Any:
        held.wait()
        return bid(lot, user, 5_000, key)()

    _, answer = together([holding(lot, 1.6, held), impatient])
    assert isinstance(answer, exceptions.LotBusy)
    assert not Bid.objects.exists()
    assert bid(lot, user, 5_000, key)().replayed is False


def test_staff_lowers_the_reserve_while_bids_commit() -> None:
    lot, director = make.open_lot(reserve_minor=50_000 * SAR), make.staff()
    people = [make.person() for _ in range(4)]
    lower = partial(services.lower_reserve, lot=lot, by=director, reserve_minor=20_000 * SAR)
    together([lower, *(bid(lot, user, 20_000 + 2_000 * place) for place, user in enumerate(people))])
    fresh = whole(lot)
    met = LotEvent.objects.filter(lot=lot, type="reserve_met").count()
    assert met == 1
    assert (fresh.price_minor or 0) >= 20_000 * SAR


def test_void_of_the_leader_while_others_bid() -> None:
    lot, director = make.open_lot(), make.staff()
    cheat, honest, third = make.person(), make.person(), make.person()
    answer = make.bid(lot, cheat, 50_000)
    make.bid(lot, honest, 10_000)
    void = partial(services.void_bids, lot=lot, by=director, seqs=[answer.seq], reason="Stolen card")
    together([void, bid(lot, third, 12_000), bid(lot, honest, 13_000)])
    fresh = whole(lot)
    assert fresh.leader is not None
    assert fresh.leader.user != cheat
    assert Bid.objects.get(seq=answer.seq).void_seq is not None


def test_without_the_lock_two_bids_decide_on_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the lock taken out, both believe that they lead; only the unique number stops one."""
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 2_000)
    make.bid(lot, second, 3_000)
    both = threading.Barrier(2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('auctions_look'::regproc)")
        function = cursor.fetchone()[0]
        assert function.count("FOR NO KEY UPDATE") == 1
        unlocked = function.replace("FOR NO KEY UPDATE", "").replace(
            "auctions_look", "auctions_look_unlocked"
        )
        cursor.execute(unlocked)
    monkeypatch.setattr(hot, "_LOOK", "SELECT * FROM auctions_look_unlocked(%s, %s, %s)")
    look = hot.look
    seen: list[hot.Picture] = []

    def together_look(**arguments: Any) -> hot.Picture:
        picture = look(**arguments)
        seen.append(picture)
        both.wait(10)
        return picture

    monkeypatch.setattr(hot, "look", together_look)
    answers = together([bid(lot, first, 10_000), bid(lot, second, 20_000)])
    assert [picture.state.seq for picture in seen] == [4, 4]
    assert sorted(isinstance(answer, IntegrityError) for answer in answers) == [False, True]
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION auctions_look_unlocked")


def test_with_the_lock_the_same_two_bids_both_count() -> None:
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 2_000)
    make.bid(lot, second, 3_000)
    answers = together([bid(lot, first, 10_000), bid(lot, second, 20_000)])
    fresh = whole(lot)
    assert not [answer for answer in answers if isinstance(answer, IntegrityError)]
    assert fresh.leader is not None
    assert fresh.leader.user == second
    assert connection.vendor == "postgresql"
    assert fresh.status == LotStatus.OPEN
