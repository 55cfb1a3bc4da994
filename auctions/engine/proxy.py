"""Who leads, and at what price: secret maxima resolved at once (specification 2.2).

A bidder is a paddle number, unique within the sale; nothing here knows a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from auctions.engine.grid import Grid

# More than any work of art has brought, in minor units; keeps arithmetic and columns out of trouble.
HIGHEST = 10**15


class ReserveState(StrEnum):
    """All that the public learns of a reserve."""

    NONE = "none"
    NOT_MET = "not_met"
    MET = "met"


class Outcome(StrEnum):
    """What an accepted bid did for its bidder."""

    LEADING = "leading"
    OUTBID = "outbid"
    RAISED = "raised"


class Reason(StrEnum):
    """Why a command changes nothing."""

    NOT_OPEN = "not_open"
    ENDED = "ended"
    TOO_LOW = "too_low"
    NOT_A_RAISE = "not_a_raise"
    OFF_GRID = "off_grid"
    TOO_HIGH = "too_high"
    RESERVE_NOT_LOWER = "reserve_not_lower"
    NOTHING_TO_VOID = "nothing_to_void"
    NOT_DUE = "not_due"


class Refused(Exception):
    """The command is not accepted; `amounts` are minor units that the sentence to the bidder names."""

    def __init__(self, reason: Reason, *amounts: int) -> None:
        super().__init__(reason, *amounts)
        self.reason = reason
        self.amounts = amounts


@dataclass(frozen=True, slots=True)
class Standing:
    """Opening, reserve, displayed price, leader, the leader's secret maximum and when that was accepted."""

    opening: int
    reserve: int | None = None
    price: int | None = None
    leader: int | None = None
    maximum: int | None = None
    since_seq: int = 0
    bids: int = 0

    @property
    def reserve_met(self) -> bool:
        return self.maximum is not None and self.maximum >= (self.reserve or 0)

    @property
    def reserve_state(self) -> ReserveState:
        if self.reserve is None:
            return ReserveState.NONE
        return ReserveState.MET if self.reserve_met else ReserveState.NOT_MET

    def ask(self, grid: Grid) -> int:
        """The least that a new bidder must bid."""
        return self.opening if self.price is None else grid.next(self.price)

    def public(self) -> tuple[int | None, int | None, ReserveState]:
        """What of it anybody sees: a bid that leaves this as it was is silent."""
        return self.price, self.leader, self.reserve_state

    def settled(self) -> Standing:
        """Rule 3: at or above the reserve the price is at least the reserve; below it, the bid in full."""
        if self.price is None or self.maximum is None or self.reserve is None:
            return self
        price = max(self.price, self.reserve) if self.maximum >= self.reserve else self.maximum
        return self if price == self.price else replace(self, price=price)


def check(standing: Standing, grid: Grid, paddle: int, maximum: int) -> None:
    """Raises Refused for an amount that is too low, no raise, off the grid, or absurd."""
    if paddle == standing.leader:
        if standing.maximum is not None and maximum <= standing.maximum:
            raise Refused(Reason.NOT_A_RAISE, standing.maximum, grid.next(standing.maximum))
    elif maximum < (ask := standing.ask(grid)):
        raise Refused(Reason.TOO_LOW, ask)
    if maximum > HIGHEST:
        raise Refused(Reason.TOO_HIGH, HIGHEST)
    if not grid.is_on(maximum):
        raise Refused(Reason.OFF_GRID, *grid.nearest(maximum))


def resolve(standing: Standing, grid: Grid, paddle: int, maximum: int, seq: int) -> tuple[Standing, Outcome]:
    """The standing after an accepted bid that gets number `seq`; raises Refused.

    Priority belongs to the amount: an equal maximum that comes later, by whatever way, never takes the lead.
    """
    check(standing, grid, paddle, maximum)
    if paddle == standing.leader:
        after = replace(standing, maximum=maximum, since_seq=seq).settled()
        outcome = Outcome.RAISED
    elif standing.price is None or standing.maximum is None:
        after = replace(
            standing, price=standing.opening, leader=paddle, maximum=maximum, since_seq=seq
        ).settled()
        outcome = Outcome.LEADING
    elif maximum > standing.maximum:
        price = min(maximum, grid.next(standing.maximum))
        after = replace(standing, price=price, leader=paddle, maximum=maximum, since_seq=seq).settled()
        outcome = Outcome.LEADING
    else:
        after = replace(standing, price=min(standing.maximum, grid.next(maximum))).settled()
        outcome = Outcome.OUTBID
    changed = outcome is not Outcome.RAISED or after.public() != standing.public()
    return (replace(after, bids=after.bids + 1) if changed else after), outcome


def lowered(standing: Standing, grid: Grid, reserve: int | None) -> Standing:
    """The standing after the seller lowers the reserve or waives it (None); raises Refused if raised."""
    if standing.reserve is None or (reserve is not None and not 0 < reserve < standing.reserve):
        raise Refused(Reason.RESERVE_NOT_LOWER, standing.reserve or 0)
    if reserve is not None and not grid.is_on(reserve):
        raise Refused(Reason.OFF_GRID, *grid.nearest(reserve))
    return replace(standing, reserve=reserve).settled()


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted command of the log: a maximum by a paddle, or (paddle None) a lowered reserve."""

    seq: int
    paddle: int | None
    amount: int | None


def standing_of(opening: int, reserve: int | None, log: Iterable[Entry], grid: Grid) -> Standing:
    """The standing that a log yields from empty. What void, audit and second chance are computed from."""
    standing = Standing(opening=opening, reserve=reserve)
    for entry in log:
        if entry.paddle is None:
            standing = lowered(standing, grid, entry.amount)
        else:
            assert entry.amount is not None  # noqa: S101 - a bid has an amount
            standing, _ = resolve(standing, grid, entry.paddle, entry.amount, entry.seq)
    return standing
