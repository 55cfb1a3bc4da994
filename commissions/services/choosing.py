"""The collector's choice: shortlist, decline, award."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions import events, locks, rules
from commissions.enums import CommissionState, ProposalState, StepKind
from commissions.exceptions import AwardedAlready, NotOnTheTable, NotYours
from commissions.models import Proposal
from commissions.services import moving, proposing
from core import clock
from core.bidi import clean_line
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def shortlist(*, proposal: Proposal, by: User, now: datetime | None = None) -> None:
    """Raises NotYours, NotOnTheTable."""
    locked = _choosable(proposal, by)
    moment = now or clock.now()
    if locked.state == ProposalState.SENT:
        moving.move_proposal(locked, ProposalState.SHORTLISTED, by=by, now=moment)
        moving.write(
            locked.commission, StepKind.SHORTLISTED, by=by, side=Side.BUYER, now=moment, proposal=locked
        )
        events.tell("shortlisted", subject=locked.pk, key=f"shortlisted:{locked.pk}")
    proposal.refresh_from_db()


@transaction.atomic
def unshortlist(*, proposal: Proposal, by: User, now: datetime | None = None) -> None:
    """Off the shortlist, in silence. Raises NotYours, NotOnTheTable."""
    locked = _choosable(proposal, by)
    if locked.state == ProposalState.SHORTLISTED:
        moving.move_proposal(locked, ProposalState.SENT, by=by, now=now or clock.now())
    proposal.refresh_from_db()


@transaction.atomic
def decline(*, proposal: Proposal, by: User, reason: str = "", now: datetime | None = None) -> None:
    """Not chosen, with a word of why if the collector likes. Raises NotYours, NotOnTheTable."""
    locked = _choosable(proposal, by)
    moment = now or clock.now()
    moving.move_proposal(locked, ProposalState.DECLINED, by=by, now=moment, reason=clean_line(reason)[:500])
    moving.write(locked.commission, StepKind.DECLINED, by=by, side=Side.BUYER, now=moment, proposal=locked)
    events.tell("not_chosen", subject=locked.pk, key=f"not_chosen:{locked.pk}")
    proposing.reopen_if_bare(locked.commission, by=by, now=moment)
    proposal.refresh_from_db()


@transaction.atomic
def award(*, proposal: Proposal, by: User, now: datetime | None = None) -> None:
    """The collector chooses; all others are told; the contract begins (`signals.proposal_awarded`).

    Locks the commission, then all its proposals. Raises NotYours, AwardedAlready, NotOnTheTable.
    """
    commission = locks.commission(proposal.commission_id)
    if not rules.owns(by, commission):
        raise NotYours
    if not commission.status.answerable:
        raise AwardedAlready if rules.awarded_to(commission) else NotOnTheTable
    moment = now or clock.now()
    chosen = next(row for row in locks.proposals(commission) if row.pk == proposal.pk)
    if not chosen.status.on_the_table or (chosen.valid_until and chosen.valid_until < moment.date()):
        raise NotOnTheTable
    moving.move_proposal(chosen, ProposalState.AWARDED, by=by, now=moment)
    moving.moved(commission, CommissionState.AWARDED, by=by, side=Side.BUYER, now=moment)
    moving.end_the_rest(commission, by=by, now=moment, letter="not_chosen")
    events.awarded(chosen)
    events.tell("awarded", subject=chosen.pk, key=f"awarded:{chosen.pk}")
    proposal.refresh_from_db()
    proposal.commission.refresh_from_db()


def _choosable(proposal: Proposal, by: User) -> Proposal:
    locked = locks.proposal(proposal.pk)
    if not rules.owns(by, locked.commission):
        raise NotYours
    if not rules.may_choose(by, locked) or not locked.commission.status.answerable:
        raise NotOnTheTable
    return locked
