"""Every invariant of one lot, held against any order of commands (specification 5.1).

A naive model of the book (a list of amounts with the moment each was accepted) judges the engine.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from auctions import engine
from auctions.engine import Event, LotState, Refused, ReserveState, Rules, Standing, Status, Step
from auctions.engine.lot import public_of
from auctions.engine.proxy import resolve
from core.chain import GENESIS, Link, canonical, first_break, link

GRID = engine.default_grid("SAR")
RULES = Rules(GRID, engine.ExtensionPolicy())
START = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
LADDER = GRID.ladder(50_00, 60)
PUBLIC_FIELDS = {"status", "price", "ask", "leader", "bids", "reserve", "ends_at", "ext"}
EXTRA_FIELDS = {"by", "extended", "voided"}
PADDLES = st.integers(min_value=101, max_value=104)


class Lot(RuleBasedStateMachine):
    @initialize(
        opening=st.sampled_from(LADDER[:8]),
        reserve=st.none() | st.sampled_from(LADDER[4:30]),
        minutes=st.integers(min_value=1, max_value=30),
    )
    def begin(self, opening: int, reserve: int | None, minutes: int) -> None:
        self.now = START
        ends_at = START + timedelta(minutes=minutes)
        self.reserve_at_start = reserve
        self.state = LotState(
            status=Status.DRAFT,
            standing=Standing(opening=opening, reserve=reserve),
            ends_at=ends_at,
            first_ends_at=ends_at,
        )
        self.events: list[Event] = []
        self.accepted: list[tuple[int, int, int]] = []  # seq, paddle, amount
        self.met = 0
        self.take(engine.schedule(self.state, RULES, at=self.now))
        self.take(engine.open_lot(self.state, RULES, at=self.now))

    def take(self, step: Step) -> None:
        """Invariants that every accepted command obeys."""
        before, after = self.state, step.state
        assert len(step.events) >= 1
        assert [event.seq for event in step.events] == list(range(before.seq + 1, after.seq + 1))
        assert after.ends_at >= before.ends_at
        self.events.extend(step.events)
        self.state = after

    def attempt(self, command: Any, **arguments: Any) -> Step | None:
        before = self.state
        try:
            step: Step = command(self.state, RULES, **arguments)
        except Refused:
            assert self.state is before
            return None
        self.take(step)
        return step

    @rule(paddle=PADDLES, amount=st.sampled_from(LADDER), late=st.booleans())
    def bid(self, paddle: int, amount: int, late: bool) -> None:
        before, received = self.state, self.now
        decided = self.now + timedelta(milliseconds=900 if late else 0)
        step = self.attempt(
            engine.place, paddle=paddle, maximum=amount, received_at=received, decided_at=decided
        )
        if step is None:
            return
        self.now = max(self.now, decided)
        assert before.status is Status.OPEN
        assert received < before.ends_at
        first = step.events[0]
        self.accepted.append((first.seq, paddle, amount))
        silent = before.standing.public() == step.state.standing.public() and before.standing.leader == paddle
        assert (first.type == "noted") == silent
        if silent:
            assert step.state.ends_at == before.ends_at
            assert step.state.standing.bids == before.standing.bids
            assert first.public == {}
            assert public_of(step.state, RULES) == public_of(before, RULES)
        elif before.ends_at - first.at < timedelta(seconds=300):
            length = RULES.extension.length(before.ext_count)
            assert step.state.ends_at - first.at >= length
        price = before.standing.price
        assert price is None or (step.state.standing.price or 0) >= price
        if before.standing.leader == paddle and before.standing.reserve_state is not ReserveState.NOT_MET:
            assert silent

    @rule(paddle=PADDLES, offset=st.integers(min_value=1, max_value=49_99))
    def bid_off_the_grid(self, paddle: int, offset: int) -> None:
        amount = (self.state.standing.maximum or self.state.standing.opening) + 10 * LADDER[3] + offset
        if GRID.is_on(amount):
            return
        step = self.attempt(
            engine.place, paddle=paddle, maximum=amount, received_at=self.now, decided_at=self.now
        )
        assert step is None

    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        if not self.accepted:
            return
        if data.draw(st.booleans()):
            paddle = data.draw(st.sampled_from(sorted({paddle for _, paddle, _ in self.accepted})))
            seqs = {seq for seq, who, _ in self.accepted if who == paddle}
        else:
            seqs = {data.draw(st.sampled_from([seq for seq, _, _ in self.accepted]))}
        before = self.state
        step = self.attempt(
            engine.void, events=self.events, seqs=seqs, at=self.now, reserve=self.reserve_at_start
        )
        if step is None:
            assert before.status not in {Status.OPEN, Status.ON_HOLD}
            return
        self.accepted = [entry for entry in self.accepted if entry[0] not in seqs]
        assert (step.state.standing.price or 0) <= (before.standing.price or 0)

    @rule(reserve=st.none() | st.sampled_from(LADDER[:25]))
    def lower_reserve(self, reserve: int | None) -> None:
        before = self.state.standing
        step = self.attempt(engine.lower_reserve, reserve=reserve, at=self.now)
        if step is not None:
            assert before.reserve is not None
            assert reserve is None or reserve < before.reserve
            assert step.state.standing.price == before.price

    @rule(seconds=st.floats(min_value=0, max_value=900))
    def tick(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def hold(self) -> None:
        self.attempt(engine.hold, at=self.now)

    @precondition(lambda self: self.state.status is Status.ON_HOLD)
    @rule(seconds=st.floats(min_value=0, max_value=900))
    def resume(self, seconds: float) -> None:
        left = self.state.ends_at - (self.state.held_at or self.now)
        self.now += timedelta(seconds=seconds)
        step = self.attempt(engine.resume, at=self.now)
        assert step is not None
        assert step.state.ends_at - step.events[0].at == left

    @rule()
    def close(self) -> None:
        before = self.state
        step = self.attempt(engine.close, at=self.now)
        assert (step is not None) == (before.status is Status.OPEN and self.now >= before.ends_at)
        if step is None:
            return
        standing = step.state.standing
        expected = Status.UNSOLD_NO_BIDS
        if standing.leader is not None:
            met = standing.reserve is None or (standing.maximum or 0) >= standing.reserve
            expected = Status.SOLD if met else Status.UNSOLD_RESERVE
        assert step.state.status is expected
        assert standing == before.standing

    @invariant()
    def the_leader_holds_the_highest_and_earliest_maximum(self) -> None:
        standing = self.state.standing
        if not self.accepted:
            assert (standing.leader, standing.price, standing.maximum, standing.bids) == (None, None, None, 0)
            return
        seq, paddle, amount = max(self.accepted, key=lambda entry: (entry[2], -entry[0]))
        assert (standing.since_seq, standing.leader, standing.maximum) == (seq, paddle, amount)

    @invariant()
    def the_price_is_what_the_book_says(self) -> None:
        standing = self.state.standing
        if standing.price is None or standing.maximum is None:
            return
        assert standing.price <= standing.maximum
        assert standing.price >= standing.opening
        assert GRID.is_on(standing.price)
        others = [amount for _, paddle, amount in self.accepted if paddle != standing.leader]
        best = max(others, default=None)
        if best is not None:
            assert standing.price >= best
        met = standing.reserve is None or standing.maximum >= standing.reserve
        assert standing.reserve_met == met
        if met:
            bound = GRID.next(best) if best is not None else standing.opening
            assert standing.price >= (standing.reserve or 0)
            # A lone bid in full below a reserve that was lowered later keeps its price.
            lowered = standing.reserve != self.reserve_at_start
            assert lowered or standing.price <= max(bound, standing.reserve or 0, standing.opening)
        else:
            assert standing.price == standing.maximum

    @invariant()
    def the_log_is_whole(self) -> None:
        assert [event.seq for event in self.events] == list(range(1, self.state.seq + 1))
        times = [event.at for event in self.events]
        assert times == sorted(times)
        closed = [event for event in self.events if event.type == "closed"]
        assert len(closed) <= 1
        if closed:
            assert self.events[-1] is closed[0]
        assert engine.replay(self.events, RULES) == self.state

    @invariant()
    def nothing_secret_is_public(self) -> None:
        """No field but price and ask holds an amount, and these are not the leader's maximum unless equal."""
        for event in self.events:
            assert set(event.public) <= PUBLIC_FIELDS | EXTRA_FIELDS
        maximum = self.state.standing.maximum
        shown = public_of(self.state, RULES)
        if maximum not in {shown["price"], shown["ask"], None}:
            assert str(maximum).encode() not in canonical({**shown, "ends_at": ""})

    def teardown(self) -> None:
        """The chain over the log verifies, and any altered byte breaks it."""
        if not getattr(self, "events", None):
            return
        links, previous = [], GENESIS
        for event in self.events:
            payload = {"seq": event.seq, "type": event.type, "at": event.at, "d": event.public}
            links.append(Link(previous, link(previous, payload), payload))
            previous = links[-1].hash
        assert first_break(links) is None
        middle = len(links) // 2
        forged = {**links[middle].payload, "seq": 0}
        links[middle] = links[middle]._replace(payload=forged)
        assert first_break(links) == middle


Lot.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestLot = Lot.TestCase


def test_arrival_order_never_changes_the_winner_of_distinct_maxima() -> None:
    """Invariant 35, over all orders of four maxima."""

    amounts = {101: LADDER[4], 102: LADDER[9], 103: LADDER[15], 104: LADDER[21]}
    winners = set()
    for order in permutations(amounts):
        standing = Standing(opening=LADDER[0])
        for seq, paddle in enumerate(order, start=1):
            try:
                standing, _ = resolve(standing, GRID, paddle, amounts[paddle], seq)
            except Refused as refused:
                assert refused.reason is engine.Reason.TOO_LOW  # noqa: PT017
        winners.add((standing.leader, standing.maximum))
    assert winners == {(104, LADDER[21])}
