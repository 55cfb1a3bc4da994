"""What goes back for seats that are given up: the event's policy, the law above it, per seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.money import Money
from orders import queries as orders
from orders.enums import RefundReason
from workshops import cancelling
from workshops.booking.models import Registration, Ticket


@dataclass(frozen=True, slots=True)
class Share:
    """What goes back for one seat."""

    ticket: Ticket
    back: Money


@dataclass(frozen=True, slots=True)
class Terms:
    """The answer to "what do I get back if I cancel these seats now"."""

    decision: cancelling.Decision
    shares: Sequence[Share]
    currency: str

    @property
    def total(self) -> Money:
        return Money(sum(share.back.minor for share in self.shares), self.currency)

    @property
    def amounts(self) -> dict[int, int]:
        """By line of the order, in minor units; seats that cost nothing are left out."""
        return {
            share.ticket.line_id: share.back.minor
            for share in self.shares
            if share.ticket.line_id is not None and share.back.minor
        }


def decide(registration: Registration, now: datetime) -> cancelling.Decision:
    """By the event's policy; the law's days and a run that was moved or cancelled give everything back."""
    run = registration.run
    return cancelling.refund_bps(
        policy=run.event.policy,
        starts_at=run.starts_at,
        now=now,
        contracted_at=registration.created_at,
        moved=registration.moved_at is not None,
        called_off=run.cancelled_at is not None,
    )


def terms(registration: Registration, tickets: Sequence[Ticket], now: datetime) -> Terms:
    """What goes back for these seats now; never more than is left of their lines."""
    decision = decide(registration, now)
    gone = refunded(registration)
    shares = [
        Share(ticket, _share(ticket, decision.bps, gone.get(ticket.line_id or 0, 0), registration.currency))
        for ticket in tickets
    ]
    return Terms(decision, shares, registration.currency)


def whole(registration: Registration, tickets: Sequence[Ticket]) -> list[Share]:
    """All that is left of what these seats cost."""
    gone = refunded(registration)
    currency = registration.currency
    return [
        Share(ticket, Money(ticket.price_minor - gone.get(ticket.line_id or 0, 0), currency))
        for ticket in tickets
    ]


def refunded(registration: Registration) -> Mapping[int, int]:
    """What went back of each line so far."""
    return orders.refunded_by_line(registration.order) if registration.order is not None else {}


def reason(decision: cancelling.Decision) -> RefundReason:
    """How the order's books call it."""
    if decision.ground == cancelling.Ground.LEGAL:
        return RefundReason.WITHDRAWAL
    if decision.ground in {cancelling.Ground.MOVED, cancelling.Ground.CALLED_OFF}:
        return RefundReason.CANCELLED
    return RefundReason.OTHER


def _share(ticket: Ticket, bps: int, gone: int, currency: str) -> Money:
    price = Money(ticket.price_minor, currency)
    return Money(min(price.portion(bps).minor, price.minor - gone), currency)
