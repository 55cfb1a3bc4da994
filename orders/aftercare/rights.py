"""What the law gives a buyer who wants to undo a sale: which rights stand now, until when, who pays the return.

Pure: facts in, rights out, no database and no Django. Terms come from `orders/countries.py`, as data. A term
ends with its last instant (`now == until` is still in time); a delivery is late from the first instant after
the promised day and the days of grace. How a thing was sold changes nothing: the Saudi E-Commerce Law knows
no exception for auctions, so the right to return a won lot is not switched off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from orders.countries import Country, Exemption


class Ground(StrEnum):
    """What a buyer may lean on."""

    WITHDRAWAL = "withdrawal"
    FAULTY = "faulty"
    NOT_AS_DESCRIBED = "not_as_described"
    DAMAGED = "damaged"
    LATE = "late"
    CANCEL = "cancel"
    INPUT_ERROR = "input_error"

    @property
    def at_fault(self) -> bool:
        """Somebody on the seller's side did not keep to the contract: nothing of it costs the buyer."""
        return self in {Ground.FAULTY, Ground.NOT_AS_DESCRIBED, Ground.DAMAGED, Ground.LATE}


class Payer(StrEnum):
    """Who pays for sending the goods back."""

    BUYER = "buyer"
    SELLER = "seller"
    NOBODY = "nobody"


class Obstacle(StrEnum):
    """Why a right does not stand now."""

    NOT_PAID = "not_paid"
    ENDED = "ended"
    NO_SALE = "no_sale"
    NOTHING_TO_BRING = "nothing_to_bring"
    NOT_YET_DELIVERED = "not_yet_delivered"
    NOT_YET_LATE = "not_yet_late"
    DELIVERED = "delivered"
    DISPATCHED = "dispatched"
    OVER = "over"
    EXEMPT = "exempt"
    FORCE_MAJEURE = "force_majeure"
    PICKED_UP = "picked_up"


@dataclass(frozen=True, slots=True)
class Facts:
    """One sale as the law sees it. Instants are aware; None is "has not happened".

    `brought`: there is a thing to hand over. `carried`: somebody else brings it (not picked up).
    `sale` is False for a bidder's deposit. `origin` is kept for the record; no rule reads it.
    """

    country: Country
    contracted_at: datetime
    paid_at: datetime | None = None
    promised_at: datetime | None = None
    preparing_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    withdraw_until: datetime | None = None
    ended: bool = False
    brought: bool = True
    carried: bool = True
    sale: bool = True
    made_to_order: bool = False
    force_majeure: bool = False
    exemptions: frozenset[Exemption] = frozenset()
    origin: str = ""

    @property
    def dispatched(self) -> bool:
        return self.shipped_at is not None or self.delivered_at is not None


@dataclass(frozen=True, slots=True)
class Right:
    """`until` is the last instant, None where the law sets no end. `article` is "" where none is known.

    `fees_back`: what bringing the goods cost comes back as well. `exemption` says which exception stands
    in the way when the obstacle is EXEMPT.
    """

    ground: Ground
    since: datetime | None
    until: datetime | None
    obstacle: Obstacle | None
    exemption: Exemption | None
    return_cost: Payer
    fees_back: bool
    article: str

    @property
    def holds(self) -> bool:
        return self.obstacle is None


@dataclass(frozen=True, slots=True)
class _Term:
    """When a right begins and ends, and what stands in its way whatever the clock says."""

    since: datetime | None = None
    until: datetime | None = None
    obstacle: Obstacle | None = None
    exemption: Exemption | None = None


def rights(facts: Facts, now: datetime) -> tuple[Right, ...]:
    """Every right, standing or not, in the order in which a page tells them."""
    return tuple(right(ground, facts, now) for ground in Ground)


def standing(facts: Facts, now: datetime) -> tuple[Right, ...]:
    return tuple(found for found in rights(facts, now) if found.holds)


def right(ground: Ground, facts: Facts, now: datetime) -> Right:
    term = _TERMS[ground](facts)
    return Right(
        ground=ground,
        since=term.since,
        until=term.until,
        obstacle=_no_sale(facts) or term.obstacle or _by_the_clock(ground, term, now),
        exemption=term.exemption,
        return_cost=_payer(ground, facts),
        fees_back=ground.at_fault or not facts.dispatched,
        article=_article(ground, term, facts.country),
    )


def withdraw_until(facts: Facts) -> datetime | None:
    """The last instant for a change of mind: the country's days after receipt, for a service after the contract.

    What the order itself promised is kept where it is longer. None while nothing was received.
    """
    start = facts.delivered_at if facts.brought else facts.contracted_at
    if start is None:
        return None
    by_law = start + timedelta(days=facts.country.withdrawal_days)
    return max(by_law, facts.withdraw_until) if facts.withdraw_until else by_law


def late_from(facts: Facts) -> datetime:
    """The last instant that is not yet late: the agreed day, else the contract's, and the days of grace."""
    agreed = facts.promised_at or facts.contracted_at
    return agreed + timedelta(days=facts.country.late_days)


def _no_sale(facts: Facts) -> Obstacle | None:
    if not facts.sale:
        return Obstacle.NO_SALE
    if facts.ended:
        return Obstacle.ENDED
    return Obstacle.NOT_PAID if facts.paid_at is None else None


def _by_the_clock(ground: Ground, term: _Term, now: datetime) -> Obstacle | None:
    if ground is Ground.LATE:
        return Obstacle.NOT_YET_LATE if term.since is not None and now <= term.since else None
    if term.until is not None and now > term.until:
        return Obstacle.OVER
    return None


def _payer(ground: Ground, facts: Facts) -> Payer:
    if not facts.brought or not facts.dispatched:
        return Payer.NOBODY
    return Payer.SELLER if ground.at_fault else Payer.BUYER


def _article(ground: Ground, term: _Term, country: Country) -> str:
    if term.exemption is not None:
        return country.law.article(term.exemption)
    subject = Ground.FAULTY if ground in {Ground.NOT_AS_DESCRIBED, Ground.DAMAGED} else ground
    return country.law.article(subject)


def _exempt(facts: Facts) -> Exemption | None:
    """The first exception that the country knows and the sale falls under."""
    claimed = facts.exemptions | ({Exemption.MADE_TO_ORDER} if facts.made_to_order else frozenset())
    return min(claimed & facts.country.withdrawal_exceptions, default=None)


def _withdrawal(facts: Facts) -> _Term:
    start = facts.delivered_at if facts.brought else facts.contracted_at
    exemption = _exempt(facts)
    if exemption is not None:
        obstacle: Obstacle | None = Obstacle.EXEMPT
    else:
        obstacle = Obstacle.NOT_YET_DELIVERED if start is None else None
    return _Term(start, withdraw_until(facts), obstacle, exemption)


def _fault(facts: Facts) -> _Term:
    """A fault is answered for whatever the thing was made to, and whoever asked for it."""
    start = facts.delivered_at if facts.brought else facts.contracted_at
    if start is None:
        return _Term(obstacle=Obstacle.NOT_YET_DELIVERED)
    return _Term(start, start + timedelta(days=facts.country.fault_days))


def _damaged(facts: Facts) -> _Term:
    if not facts.brought:
        return _Term(obstacle=Obstacle.NOTHING_TO_BRING)
    if not facts.carried:
        return _Term(obstacle=Obstacle.PICKED_UP)
    return _fault(facts)


def _late(facts: Facts) -> _Term:
    if not facts.brought:
        return _Term(obstacle=Obstacle.NOTHING_TO_BRING)
    if facts.delivered_at is not None:
        return _Term(obstacle=Obstacle.DELIVERED)
    held_up = Obstacle.FORCE_MAJEURE if facts.force_majeure else None
    return _Term(since=late_from(facts), obstacle=held_up)


def _cancel(facts: Facts) -> _Term:
    """Before dispatch nothing has to come back. What is being made to order is no longer undone like this."""
    if not facts.brought:
        return _Term(obstacle=Obstacle.NOTHING_TO_BRING)
    if facts.dispatched:
        return _Term(since=facts.paid_at, obstacle=Obstacle.DISPATCHED)
    exemption = _exempt(facts)
    begun = exemption is not None and facts.preparing_at is not None
    return _Term(
        since=facts.paid_at,
        obstacle=Obstacle.EXEMPT if begun else None,
        exemption=exemption if begun else None,
    )


def _input_error(facts: Facts) -> _Term:
    until = facts.contracted_at + timedelta(hours=facts.country.input_error_hours)
    return _Term(facts.contracted_at, until)


_TERMS = {
    Ground.WITHDRAWAL: _withdrawal,
    Ground.FAULTY: _fault,
    Ground.NOT_AS_DESCRIBED: _fault,
    Ground.DAMAGED: _damaged,
    Ground.LATE: _late,
    Ground.CANCEL: _cancel,
    Ground.INPUT_ERROR: _input_error,
}
