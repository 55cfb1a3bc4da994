"""Faults read in other engines, each a test of ours (specification 4.7, and 2.2 by example)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auctions import engine
from auctions.engine import LotState, Outcome, Reason, Refused, ReserveState, Rules, Standing, Status, Step

GRID = engine.default_grid("SAR")
RULES = Rules(GRID, engine.ExtensionPolicy())
START = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
ONE, TWO, THREE = 101, 102, 103


def lot(*, opening: int = 1_000, reserve: int | None = None, minutes: float = 60) -> LotState:
    """Amounts of this module are riyals."""
    ends_at = START + timedelta(minutes=minutes)
    return LotState(
        status=Status.OPEN,
        standing=Standing(opening=opening * 100, reserve=reserve * 100 if reserve else None),
        ends_at=ends_at,
        first_ends_at=ends_at,
    )


def bid(state: LotState, paddle: int, amount: int, after: float = 0) -> Step:
    at = START + timedelta(seconds=after)
    return engine.place(state, RULES, paddle=paddle, maximum=amount * 100, received_at=at, decided_at=at)


def riyals(state: LotState) -> tuple[int | None, int | None]:
    """(leader, price)."""
    price = state.standing.price
    return state.standing.leader, None if price is None else price // 100


def test_a_late_raise_to_an_equal_maximum_does_not_steal_the_lot() -> None:
    """1: priority belongs to the amount, not to the row or its age."""
    state = bid(lot(), ONE, 3_000).state
    state = bid(state, TWO, 5_000).state
    step = bid(state, ONE, 5_000)
    assert step.outcome is Outcome.OUTBID
    assert riyals(step.state) == (TWO, 5_000)


def test_a_lone_bidder_above_the_reserve_meets_it() -> None:
    """2: the price jumps to the reserve at once; the lot is not lost at the close."""
    step = bid(lot(reserve=4_000), ONE, 5_000)
    assert riyals(step.state) == (ONE, 4_000)
    assert [event.type for event in step.events] == ["bid_accepted", "reserve_met"]
    closed = engine.close(step.state, RULES, at=step.state.ends_at)
    assert closed.state.status is Status.SOLD


def test_below_the_reserve_a_bid_counts_in_full_and_the_reserve_stays_secret() -> None:
    step = bid(lot(reserve=4_000), ONE, 3_000)
    assert riyals(step.state) == (ONE, 3_000)
    assert step.events[0].public["reserve"] == "not_met"
    assert "400000" not in str(step.events[0].public)
    closed = engine.close(step.state, RULES, at=step.state.ends_at)
    assert closed.state.status is Status.UNSOLD_RESERVE


def test_a_low_bid_is_not_told_the_reserve() -> None:
    """FISH refuses with "You have to bid at least $R"."""
    state = bid(lot(reserve=9_000), ONE, 2_000).state
    with pytest.raises(Refused) as caught:
        bid(state, TWO, 2_000)
    assert caught.value.amounts == (2_200 * 100,)


def test_twelve_days_late_is_late() -> None:
    """3: the deadline is judged where the bid is decided."""
    with pytest.raises(Refused) as caught:
        bid(lot(), ONE, 2_000, after=12 * 86_400)
    assert caught.value.reason is Reason.ENDED


def test_a_leaders_own_raise_neither_extends_nor_counts() -> None:
    """4."""
    state = bid(lot(minutes=2), ONE, 2_000).state
    step = bid(state, ONE, 9_000, after=60)
    assert step.outcome is Outcome.RAISED
    assert (step.state.ends_at, step.state.ext_count, step.state.standing.bids) == (
        state.ends_at,
        state.ext_count,
        1,
    )
    assert riyals(step.state) == (ONE, 1_000)


def test_a_leaders_raise_that_meets_the_reserve_is_public_and_counts() -> None:
    state = bid(lot(reserve=5_000, minutes=2), ONE, 2_000).state
    step = bid(state, ONE, 6_000, after=60)
    assert [event.type for event in step.events] == ["bid_accepted", "reserve_met"]
    assert riyals(step.state) == (ONE, 5_000)
    assert step.state.standing.bids == 2
    assert step.state.ends_at - (START + timedelta(seconds=60)) == timedelta(minutes=5)


def test_refused_bids_never_extend() -> None:
    """MonolithDKP 306: low bids that extend the clock are a denial of service."""
    state = bid(lot(minutes=2), ONE, 5_000).state
    for amount in (100, 1_000, 1_050, 5_001):
        with pytest.raises(Refused):
            bid(state, TWO, amount, after=60)
    assert state.ext_count == 1


def test_the_end_that_counts_is_the_extended_one() -> None:
    """8: one effective end only."""
    state = bid(lot(minutes=1), ONE, 2_000, after=59).state
    state = bid(state, TWO, 5_000, after=120).state
    with pytest.raises(Refused) as caught:
        engine.close(state, RULES, at=state.first_ends_at + timedelta(seconds=30))
    assert caught.value.reason is Reason.NOT_DUE


def test_the_close_is_an_event_like_any_other_and_nothing_follows_it() -> None:
    """9."""
    state = bid(lot(minutes=1), ONE, 2_000).state
    step = engine.close(state, RULES, at=state.ends_at)
    assert [(event.type, event.public["status"]) for event in step.events] == [("closed", "sold")]
    for command in (engine.close, engine.hold, engine.withdraw, engine.resume):
        with pytest.raises(Refused):
            command(step.state, RULES, at=state.ends_at + timedelta(seconds=1))


def test_nobody_outbids_themselves() -> None:
    """10: a leader's second bid only moves the secret maximum."""
    state = bid(lot(), ONE, 2_000).state
    state = bid(state, ONE, 4_000).state
    assert riyals(state) == (ONE, 1_000)
    assert riyals(bid(state, TWO, 3_000).state) == (ONE, 3_200)


def test_a_reserve_that_is_lowered_below_the_maximum_is_met_at_once() -> None:
    state = bid(lot(reserve=9_000), ONE, 6_000).state
    step = engine.lower_reserve(state, RULES, reserve=5_000_00, at=START)
    assert [event.type for event in step.events] == ["reserve_met"]
    assert riyals(step.state) == (ONE, 6_000)
    assert step.state.standing.reserve_state is ReserveState.MET
    with pytest.raises(Refused):
        engine.lower_reserve(step.state, RULES, reserve=7_000_00, at=START)


def test_a_void_restores_the_standing_before_and_gives_time_to_answer() -> None:
    state = bid(lot(minutes=30), ONE, 3_000).state
    events = list(engine.schedule(_draft(), RULES, at=START).events)
    first = bid(lot(minutes=30), ONE, 3_000)
    second = bid(first.state, TWO, 20_000)
    step = engine.void(
        second.state,
        RULES,
        events=[*events, *first.events, *second.events],
        seqs=[second.events[0].seq],
        at=START,
        reserve=None,
    )
    assert riyals(step.state) == riyals(state) == (ONE, 1_000)
    assert step.displaced == TWO
    assert step.state.ends_at == second.state.ends_at + timedelta(minutes=15)


def _draft() -> LotState:
    ends_at = START + timedelta(minutes=30)
    return LotState(
        status=Status.DRAFT, standing=Standing(opening=100_000), ends_at=ends_at, first_ends_at=ends_at
    )


def test_three_bidders_by_hand() -> None:
    """The drawing's room: each step as a clerk would call it."""
    state = bid(lot(opening=100_000), ONE, 150_000).state
    assert riyals(state) == (ONE, 100_000)
    state = bid(state, TWO, 120_000).state
    assert riyals(state) == (ONE, 130_000)
    state = bid(state, THREE, 200_000).state
    assert riyals(state) == (THREE, 160_000)
    state = bid(state, TWO, 200_000).state
    assert riyals(state) == (THREE, 200_000)
    assert state.standing.ask(GRID) == 220_000 * 100
