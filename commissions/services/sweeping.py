"""What happens when a day has passed: run by the beat, safe to run twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commissions import events, locks, queries, rules
from commissions.enums import CommissionState, ProposalState
from commissions.models import Commission, Proposal
from commissions.services import briefs, moving, proposing
from core import clock
from orders.enums import Side

NOTICE = timedelta(days=2)
# How long a closed commission may wait for its collector's choice.
PATIENCE = timedelta(days=30)


def sweep(*, now: datetime | None = None) -> None:
    """Warns, closes, lets proposals lapse, gives up what nobody chose."""
    moment = now or clock.now()
    for commission in queries.to_warn(moment, moment + NOTICE):
        _warn(commission, moment)
    for commission in queries.to_close(moment):
        _close(commission, moment)
    for proposal in queries.to_lapse(moment):
        _lapse(proposal, moment)
    for commission in queries.to_give_up(moment - PATIENCE):
        _give_up(commission, moment)


@transaction.atomic
def _warn(commission: Commission, now: datetime) -> None:
    locked = locks.commission(commission.pk)
    if locked.warned_at is not None or not rules.still_open(locked, now):
        return
    locked.warned_at = now
    locked.save(update_fields=["warned_at"])
    events.tell("closing_soon", subject=locked.pk, key=f"closing_soon:{locked.pk}:{now:%Y%m%d}")


@transaction.atomic
def _close(commission: Commission, now: datetime) -> None:
    locked = locks.commission(commission.pk)
    past = locked.closes_at is not None and locked.closes_at <= now
    if past and locked.status.answerable and locked.closed_at is None:
        briefs.close_commission(commission=locked, by=None, now=now)


@transaction.atomic
def _lapse(proposal: Proposal, now: datetime) -> None:
    locked = locks.proposal(proposal.pk)
    if locked.status.on_the_table and locked.valid_until and locked.valid_until < now.date():
        moving.move_proposal(locked, ProposalState.LAPSED, by=None, now=now)
        events.tell("lapsed", subject=locked.pk, key=f"lapsed:{locked.pk}")
        proposing.reopen_if_bare(locked.commission, by=None, now=now)


@transaction.atomic
def _give_up(commission: Commission, now: datetime) -> None:
    locked = locks.commission(commission.pk)
    waited = locked.closed_at is not None and locked.closed_at <= now - PATIENCE
    if waited and locked.status.answerable:
        moving.moved(locked, CommissionState.CANCELLED, by=None, side=Side.SYSTEM, now=now)
        events.tell("given_up", subject=locked.pk, key=f"given_up:{locked.pk}")
