"""What time brings: reminders, and acceptance where nobody answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from commissions.contracts import locks, queries, rules
from commissions.contracts.enums import AcceptedHow, ContractState, MilestoneState
from commissions.contracts.models import Milestone
from commissions.contracts.services import moving
from core import clock
from core.errors import SoukError

log = logging.getLogger("souk.contracts")
PER_SWEEP = 200


def sweep(*, now: datetime | None = None) -> None:
    """Everything that is due, each milestone in a transaction of its own."""
    moment = now or clock.now()
    _each(queries.to_accept(moment), accept_due, moment)
    _each(queries.to_remind(moment), remind, moment)


@transaction.atomic
def accept_due(pk: int, *, now: datetime) -> bool:
    """Accepts what nobody judged in seven days; False where an answer came meanwhile.

    Locks commission, contract, milestones, the order. Raises MoneyHeld.
    """
    milestone = locks.milestone(pk)
    if not _waits(milestone) or not rules.answer_is_late(milestone, now):
        return False
    moving.earn(milestone, AcceptedHow.BY_TIME, by=None, now=now)
    moving.carry_on(milestone.contract, locks.milestones(milestone.contract), by=None, now=now)
    return True


@transaction.atomic
def remind(pk: int, *, now: datetime) -> bool:
    """Calls the open answer to mind, once at each of the two times; what was missed is not made up for."""
    milestone = locks.milestone(pk)
    if not _waits(milestone) or rules.answer_is_late(milestone, now):
        return False
    due = sum(_within(milestone, days, now) for days in rules.REMINDERS)
    if due <= milestone.reminded:
        return False
    milestone.reminded = due
    milestone.save(update_fields=["reminded"])
    submission = milestone.submissions.order_by("-number")[0]
    key = f"submission:{submission.pk}:reminder:{due}"
    moving.tell("reminder", key, submission=submission.pk, days=rules.REMINDERS[due - 1])
    return True


def _within(milestone: Milestone, days: int, now: datetime) -> bool:
    return milestone.accept_by is not None and milestone.accept_by - timedelta(days=days) <= now


def _waits(milestone: Milestone) -> bool:
    return milestone.state == MilestoneState.SUBMITTED and milestone.contract.state == ContractState.ACTIVE


def _each(rows: Iterable[Milestone], act: Callable[..., bool], now: datetime) -> None:
    for pk in [row.pk for row in rows][:PER_SWEEP]:
        try:
            act(pk, now=now)
        except SoukError as error:
            log.warning("milestone %s: %s", pk, error.code)
