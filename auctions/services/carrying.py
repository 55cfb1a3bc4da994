"""Carrying a command out on a lot that is locked: ask the engine, write the answer down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from auctions import exceptions, journal
from auctions.engine import LotState, Refused, Rules, Step
from auctions.models import Lot, LotEvent, Paddle
from core import clock

Command = Callable[[LotState, Rules, datetime], Step]


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done: the step, and the user whose lead it ended, if any."""

    step: Step
    displaced_user_id: int | None


def carry_out(lot: Lot, command: Command, *, now: datetime | None = None) -> Carried:
    """Run `command` on the lot, which the caller has locked, and append its events.

    The lot instance is brought up to date. The time is the database's, read after the lock. Raises what
    `exceptions.refusal` makes of the engine's refusals; nothing is written then.
    """
    leader = Paddle.objects.filter(pk=lot.leader_id).first() if lot.leader_id else None
    sale = lot.sale
    at = now or clock.now()
    try:
        step = command(lot.as_state(leader.number if leader else None), sale.rules, at)
    except Refused as refused:
        raise exceptions.refusal(refused.reason, refused.amounts, sale.currency) from refused
    events, head = journal.event_statements(lot.pk, lot.head_hash, step.events)
    leader_id = _paddle_id(lot, leader, step.state.standing.leader)
    journal.write([*events, journal.lot_statement(lot.pk, step.state, leader_id, head)])
    lot.refresh_from_db()
    return Carried(step, leader.user_id if leader and step.displaced is not None else None)


def _paddle_id(lot: Lot, leader: Paddle | None, number: int | None) -> int | None:
    if number is None:
        return None
    if leader is not None and leader.number == number:
        return leader.pk
    return Paddle.objects.get(sale=lot.sale_id, number=number).pk


def log_of(lot: Lot) -> list[LotEvent]:
    return list(LotEvent.objects.filter(lot=lot).order_by("seq"))
