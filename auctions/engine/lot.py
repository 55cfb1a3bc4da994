"""One timed lot as a state and the commands that change it (specification 2.2, 2.3 and 3).

Each command is a function of (state, rules, ...) that raises Refused and changes nothing, or returns a Step:
the next state and the events to append, numbered without a gap. An event's `public` part goes to everybody
and never holds a maximum, a reserve or a person; its `private` part holds the command, so that `replay` can
rebuild the state from the log alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from auctions.engine.grid import Grid
from auctions.engine.proxy import (
    Entry,
    Outcome,
    Reason,
    Refused,
    ReserveState,
    Standing,
    lowered,
    resolve,
    standing_of,
)
from auctions.engine.timing import ExtensionPolicy

VOID_LEAVES = timedelta(minutes=15)  # added by a void ...
VOID_WITHIN = timedelta(hours=1)  # ... that comes this late


class Status(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    ON_HOLD = "on_hold"
    SOLD = "sold"
    UNSOLD_NO_BIDS = "unsold_no_bids"
    UNSOLD_RESERVE = "unsold_reserve"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a sale fixes for all of its lots when it opens."""

    grid: Grid
    extension: ExtensionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class LotState:
    status: Status
    standing: Standing
    ends_at: datetime
    first_ends_at: datetime
    ext_count: int = 0
    seq: int = 0
    last_at: datetime | None = None
    held_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    seq: int
    type: str
    at: datetime
    public: dict[str, Any]
    private: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    state: LotState
    events: tuple[Event, ...]
    outcome: Outcome | None = None
    displaced: int | None = None  # the paddle that led before and does not now


def iso(at: datetime) -> str:
    """UTC with microseconds and a Z: one spelling everywhere, for the hash and for JavaScript."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def name_of(paddle: int | None) -> str | None:
    return None if paddle is None else f"P-{paddle}"


def public_of(state: LotState, rules: Rules) -> dict[str, Any]:
    """Everything that anybody may know of a lot, in minor units and UTC."""
    standing = state.standing
    return {
        "status": str(state.status),
        "price": standing.price,
        "ask": standing.ask(rules.grid),
        "leader": name_of(standing.leader),
        "bids": standing.bids,
        "reserve": str(standing.reserve_state),
        "ends_at": iso(state.ends_at),
        "ext": state.ext_count,
    }


def _step(  # noqa: PLR0917 - the parts of one record
    before: LotState,
    after: LotState,
    rules: Rules,
    at: datetime,
    kinds: Sequence[str],
    private: dict[str, Any],
    extra: dict[str, Any] | None = None,
    **result: Any,
) -> Step:
    """Number and date the events; "noted" tells only that something was written down."""
    if result.get("displaced") is not None:
        private = {**private, "displaced": result["displaced"]}
    at = max(at, before.last_at or at)
    after = replace(after, seq=before.seq + len(kinds), last_at=at)
    shown = public_of(after, rules) | (extra or {})
    events = tuple(
        Event(
            seq=before.seq + number,
            type=kind,
            at=at,
            public={} if kind == "noted" else shown,
            private=private if number == 1 else {},
        )
        for number, kind in enumerate(kinds, start=1)
    )
    return Step(after, events, **result)


def _require(state: LotState, *statuses: Status) -> None:
    if state.status not in statuses:
        raise Refused(Reason.NOT_OPEN)


def schedule(state: LotState, rules: Rules, *, at: datetime) -> Step:
    """The lot is in the catalogue. Its first event carries, privately, what the log starts from."""
    _require(state, Status.DRAFT)
    private = {
        "cmd": "schedule",
        "opening": state.standing.opening,
        "reserve": state.standing.reserve,
        "ends_at": iso(state.ends_at),
        "first_ends_at": iso(state.first_ends_at),
    }
    return _step(state, replace(state, status=Status.SCHEDULED), rules, at, ["scheduled"], private)


def open_lot(state: LotState, rules: Rules, *, at: datetime) -> Step:
    """Bidding begins."""
    _require(state, Status.SCHEDULED)
    return _step(state, replace(state, status=Status.OPEN), rules, at, ["opened"], {"cmd": "open"})


def place(
    state: LotState, rules: Rules, *, paddle: int, maximum: int, received_at: datetime, decided_at: datetime
) -> Step:
    """A bid of `maximum` that reached the database at `received_at` and is decided, under the lock, now.

    What came before the end counts, however long it waited; what came at the end or later does not.
    """
    _require(state, Status.OPEN)
    if received_at >= state.ends_at:
        raise Refused(Reason.ENDED)
    at = max(decided_at, state.last_at or decided_at)
    before = state.standing
    standing, outcome = resolve(before, rules.grid, paddle, maximum, state.seq + 1)
    silent = outcome is Outcome.RAISED and standing.public() == before.public()
    ends_at, ext_count = state.ends_at, state.ext_count
    if not silent:
        ends_at, ext_count = rules.extension.extend(
            ends_at=ends_at, first_ends_at=state.first_ends_at, ext_count=ext_count, decided_at=at
        )
    after = replace(state, standing=standing, ends_at=ends_at, ext_count=ext_count)
    kinds = ["noted"] if silent else ["bid_accepted"]
    if (
        not silent
        and standing.reserve_state is ReserveState.MET
        and before.reserve_state is not ReserveState.MET
    ):
        kinds.append("reserve_met")
    private = {
        "cmd": "bid",
        "paddle": paddle,
        "max": maximum,
        "received_at": iso(received_at),
        "outcome": str(outcome),
    }
    extra = {"by": name_of(paddle), "extended": ext_count > state.ext_count}
    displaced = before.leader if before.leader not in {None, standing.leader} else None
    return _step(state, after, rules, at, kinds, private, extra, outcome=outcome, displaced=displaced)


def lower_reserve(state: LotState, rules: Rules, *, reserve: int | None, at: datetime) -> Step:
    """The seller asks for less, or waives the reserve (None). The amount stays secret either way."""
    _require(state, Status.SCHEDULED, Status.OPEN, Status.ON_HOLD)
    standing = lowered(state.standing, rules.grid, reserve)
    kind = "noted"
    if standing.reserve_state is not state.standing.reserve_state:
        kind = "reserve_met" if standing.reserve_state is ReserveState.MET else "reserve_waived"
    private = {"cmd": "lower_reserve", "reserve": reserve}
    return _step(state, replace(state, standing=standing), rules, at, [kind], private)


def log_of(events: Iterable[Event]) -> list[Entry]:
    """The accepted commands that count: bids that no void struck out, and lowered reserves."""
    log: dict[int, Entry] = {}
    for event in events:
        private = event.private
        if private.get("cmd") == "bid":
            log[event.seq] = Entry(event.seq, private["paddle"], private["max"])
        elif private.get("cmd") == "lower_reserve":
            log[event.seq] = Entry(event.seq, None, private["reserve"])
        elif private.get("cmd") == "void":
            for seq in private["seqs"]:
                log.pop(seq)
    return list(log.values())


def void(
    state: LotState,
    rules: Rules,
    *,
    events: Iterable[Event],
    seqs: Iterable[int],
    at: datetime,
    reserve: int | None,
) -> Step:
    """Strike out accepted bids by number: the standing is what the rest of the log yields from the beginning.

    `reserve` is the one the lot opened with. A late void leaves the others time to answer.
    """
    _require(state, Status.OPEN, Status.ON_HOLD)
    struck = sorted(set(seqs))
    log = log_of(events)
    bids = {entry.seq for entry in log if entry.paddle is not None}
    if not struck or not bids.issuperset(struck):
        raise Refused(Reason.NOTHING_TO_VOID)
    rest = [entry for entry in log if entry.seq not in struck]
    standing = standing_of(state.standing.opening, reserve, rest, rules.grid)
    now = max(at, state.last_at or at)
    late = state.ends_at - now < VOID_WITHIN
    after = replace(
        state, standing=standing, ends_at=max(state.ends_at, now) + VOID_LEAVES if late else state.ends_at
    )
    displaced = state.standing.leader if standing.leader != state.standing.leader else None
    private = {"cmd": "void", "seqs": struck}
    return _step(state, after, rules, at, ["voided"], private, {"voided": struck}, displaced=displaced)


def hold(state: LotState, rules: Rules, *, at: datetime) -> Step:
    """Stop the clock. Bids are refused until `resume`."""
    _require(state, Status.OPEN)
    at = max(at, state.last_at or at)
    after = replace(state, status=Status.ON_HOLD, held_at=at)
    return _step(state, after, rules, at, ["held"], {"cmd": "hold"})


def resume(state: LotState, rules: Rules, *, at: datetime) -> Step:
    """Go on, with all the time that was left when the clock stopped."""
    _require(state, Status.ON_HOLD)
    at = max(at, state.last_at or at)
    pause = at - (state.held_at or at)
    after = replace(
        state,
        status=Status.OPEN,
        held_at=None,
        ends_at=state.ends_at + pause,
        first_ends_at=state.first_ends_at + pause,
    )
    return _step(state, after, rules, at, ["resumed"], {"cmd": "resume"})


def withdraw(state: LotState, rules: Rules, *, at: datetime) -> Step:
    _require(state, Status.SCHEDULED, Status.OPEN, Status.ON_HOLD)
    after = replace(state, status=Status.WITHDRAWN)
    return _step(state, after, rules, at, ["withdrawn"], {"cmd": "withdraw"}, displaced=state.standing.leader)


def verdict(standing: Standing) -> Status:
    if standing.leader is None:
        return Status.UNSOLD_NO_BIDS
    return Status.SOLD if standing.reserve_met else Status.UNSOLD_RESERVE


def close(state: LotState, rules: Rules, *, at: datetime) -> Step:
    """The end, exactly once. Raises Refused(NOT_DUE) before `ends_at`; the closer waits a grace longer."""
    _require(state, Status.OPEN)
    if at < state.ends_at:
        raise Refused(Reason.NOT_DUE)
    after = replace(state, status=verdict(state.standing))
    return _step(state, after, rules, at, ["closed"], {"cmd": "close"})


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def replay(events: Sequence[Event], rules: Rules) -> LotState:
    """The state that a lot's log yields from empty; ValueError when the log does not fit together."""
    first = events[0]
    if first.private.get("cmd") != "schedule":
        raise ValueError("A log starts with the lot's entry in the catalogue.")
    opening, reserve = first.private["opening"], first.private["reserve"]
    state = LotState(
        status=Status.DRAFT,
        standing=Standing(opening=opening, reserve=reserve),
        ends_at=_at(first.private["ends_at"]),
        first_ends_at=_at(first.private["first_ends_at"]),
        seq=first.seq - 1,
    )
    for index, event in enumerate(events):
        if event.seq <= state.seq:
            continue  # the second event of a command that has been applied
        if event.seq != state.seq + 1 or not event.private:
            raise ValueError(f"Event {event.seq} does not follow {state.seq}.")
        state = _again(state, rules, event, events[:index], reserve).state
    return state


def _again(
    state: LotState, rules: Rules, event: Event, earlier: Sequence[Event], reserve: int | None
) -> Step:
    command, private = event.private["cmd"], event.private
    if command == "bid":
        return place(
            state,
            rules,
            paddle=private["paddle"],
            maximum=private["max"],
            received_at=_at(private["received_at"]),
            decided_at=event.at,
        )
    if command == "lower_reserve":
        return lower_reserve(state, rules, reserve=private["reserve"], at=event.at)
    if command == "void":
        return void(state, rules, events=earlier, seqs=private["seqs"], at=event.at, reserve=reserve)
    plain = {
        "schedule": schedule,
        "open": open_lot,
        "hold": hold,
        "resume": resume,
        "withdraw": withdraw,
        "close": close,
    }
    return plain[command](state, rules, at=event.at)
