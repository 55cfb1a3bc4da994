"""The one way in which a commission and its proposals change their state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from commissions import events, locks
from commissions.enums import CommissionState, InvitationState, ProposalState, StepKind
from commissions.exceptions import MovedOn
from commissions.models import Commission, Invitation, Proposal, Step
from compliance import audit
from core import clock
from core.bidi import clean_text
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User

# How long a commission takes proposals again whose contract was declined.
SECOND_CHANCE = timedelta(days=14)


@transaction.atomic
def move(
    commission: Commission,
    *,
    to: CommissionState,
    side: Side,
    by: User | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Step:
    """Moves a commission, writes the step and tells the rooms above. Locks the commission.

    Back from awarded to discussion means that the contract was declined: by the artist (the proposal counts as
    withdrawn) or by the collector (declined); proposals are taken again. Cancelling declines what is on the
    table. The given instance is brought up to date. Raises MovedOn.
    """
    locked = locks.commission(commission.pk)
    step = moved(locked, to, by=by, side=side, note=note, now=now or clock.now())
    commission.refresh_from_db()
    return step


def moved(
    commission: Commission,
    to: CommissionState,
    *,
    by: User | None,
    side: Side,
    now: datetime,
    note: str = "",
    **changes: Any,
) -> Step:
    """As `move`, for a commission that is locked. Raises MovedOn."""
    before = commission.status
    if not before.may_become(to):
        raise MovedOn
    fields = {**_times(before, to, commission, now), **changes, "state": to}
    for name, value in fields.items():
        setattr(commission, name, value)
    commission.save(update_fields=list(fields))
    if before == CommissionState.AWARDED and to == CommissionState.DISCUSSION:
        _let_go_of_the_chosen(commission, side, by=by, now=now)
    if to == CommissionState.CANCELLED:
        end_the_rest(commission, by=by, now=now, letter="cancelled")
    audit.record(
        "commissions.commission.moved",
        subject=commission,
        actor=by,
        before={"state": str(before)},
        after={"state": str(to)},
    )
    step = write(
        commission, StepKind.MOVED, by=by, side=side, now=now, note=note, before=str(before), after=str(to)
    )
    events.moved(commission, step)
    return step


def _times(
    before: CommissionState, to: CommissionState, commission: Commission, now: datetime
) -> dict[str, Any]:
    if to.over:
        return {"ended_at": now}
    if to == CommissionState.AWARDED:
        return {"awarded_at": now, "closed_at": commission.closed_at or now}
    if before == CommissionState.AWARDED and to == CommissionState.DISCUSSION:
        later = max(commission.closes_at or now, now + SECOND_CHANCE)
        return {"awarded_at": None, "closed_at": None, "closes_at": later, "warned_at": None}
    return {}


def write(
    commission: Commission,
    kind: StepKind,
    *,
    by: User | None,
    side: Side,
    now: datetime,
    note: str = "",
    before: str = "",
    after: str = "",
    proposal: Proposal | None = None,
) -> Step:
    """One line of the time line; the rooms above write theirs with it too."""
    return Step.objects.create(
        commission=commission,
        kind=kind,
        by=by,
        side=side,
        at=now,
        note=clean_text(note)[:1000],
        before=before,
        after=after,
        proposal=proposal,
    )


def move_proposal(
    proposal: Proposal, to: ProposalState, *, by: User | None, now: datetime, **changes: Any
) -> None:
    """Moves a locked proposal and its invitation. Raises MovedOn."""
    before = proposal.status
    if not before.may_become(to):
        raise MovedOn
    fields = {**changes, "state": to}
    if not to.live:
        fields["ended_at"] = now
    for name, value in fields.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=list(fields))
    if to == ProposalState.SENT:
        Invitation.objects.filter(
            commission=proposal.commission, seller=proposal.seller, state=InvitationState.INVITED
        ).update(state=InvitationState.ANSWERED)
    audit.record(
        "commissions.proposal.moved",
        subject=proposal,
        actor=by,
        before={"state": str(before)},
        after={"state": str(to)},
    )


def end_the_rest(commission: Commission, *, by: User | None, now: datetime, letter: str) -> None:
    """What is still on the table is over; those who were waiting are told. Drafts lapse in silence."""
    for proposal in locks.proposals(commission):
        if proposal.status.on_the_table or proposal.state == ProposalState.SCREENING:
            move_proposal(proposal, ProposalState.DECLINED, by=by, now=now)
            events.tell(letter, subject=proposal.pk, key=f"{letter}:{proposal.pk}")
        elif proposal.state == ProposalState.DRAFT:
            move_proposal(proposal, ProposalState.LAPSED, by=by, now=now)


def _let_go_of_the_chosen(commission: Commission, side: Side, *, by: User | None, now: datetime) -> None:
    to = ProposalState.WITHDRAWN if side is Side.SELLER else ProposalState.DECLINED
    for proposal in locks.proposals(commission):
        if proposal.state == ProposalState.AWARDED:
            move_proposal(proposal, to, by=by, now=now)
