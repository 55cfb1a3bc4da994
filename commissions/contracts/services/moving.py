"""What several verbs share: the way of a contract from milestone to milestone. Everything given is locked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from commissions import services as commissions
from commissions.contracts import rules
from commissions.contracts.enums import (
    MILESTONE_HELD,
    AcceptedHow,
    ContractState,
    EndedBy,
    MilestoneState,
    Party,
)
from commissions.contracts.exceptions import MoneyHeld
from commissions.contracts.models import Contract, Milestone
from commissions.enums import CommissionState
from compliance import audit
from core import outbox
from orders import queries as order_queries
from orders import services as orders
from orders.models import Order

if TYPE_CHECKING:
    from accounts.models import User


def tell(topic: str, key: str, **payload: int) -> None:
    """Letters and signals, after the commit; once a key."""
    outbox.enqueue(f"contracts.{topic}", payload, key=key)


def set_state(contract: Contract, to: ContractState, *, now: datetime, by: EndedBy | None = None) -> None:
    contract.state = to
    touched = ["state"]
    if to.over:
        contract.ended_at, contract.ended_by = now, by or ""
        touched += ["ended_at", "ended_by"]
    contract.save(update_fields=touched)


def move_commission(
    contract: Contract, to: CommissionState, *, party: Party, by: User | None, now: datetime
) -> None:
    """The commission follows its contract; where it stands there already, nothing happens."""
    commission = contract.commission
    for step in _way(commission.status, to):
        commissions.move(commission, to=step, by=by, side=rules.side_of(party), now=now)


def _way(start: CommissionState, to: CommissionState) -> list[CommissionState]:
    """A contract that is fulfilled at once passes through "delivered"."""
    if start == to or start.over:
        return []
    if start.may_become(to):
        return [to]
    return [CommissionState.DELIVERED, to]


def carry_on(contract: Contract, milestones: Sequence[Milestone], *, by: User | None, now: datetime) -> None:
    """The next milestone is to be paid; when there is none left, the contract is fulfilled."""
    if any(row.status in {*MILESTONE_HELD, MilestoneState.DUE} for row in milestones):
        return
    following = next((row for row in milestones if row.state == MilestoneState.WAITING), None)
    if following is not None:
        following.state = MilestoneState.DUE
        following.save(update_fields=["state"])
        tell("due", f"milestone:{following.pk}:due", milestone=following.pk)
    else:
        complete(contract, by=by, now=now)


def complete(contract: Contract, *, by: User | None, now: datetime) -> None:
    set_state(contract, ContractState.COMPLETED, now=now)
    party = (rules.party_of(by, contract) if by else None) or Party.SYSTEM
    move_commission(contract, CommissionState.COMPLETED, party=party, by=by, now=now)
    audit.record("contracts.completed", subject=contract, actor=by)
    tell("completed", f"contract:{contract.pk}", contract=contract.pk)


def earn(milestone: Milestone, how: AcceptedHow, *, by: User | None, now: datetime) -> None:
    """What is kept for the milestone becomes the artist's. Raises MoneyHeld while a bank keeps it back."""
    release(milestone, now=now)
    milestone.state, milestone.accepted_how = MilestoneState.ACCEPTED, how
    milestone.accepted_at = milestone.ended_at = now
    milestone.accept_by = None
    milestone.save(update_fields=["state", "accepted_how", "accepted_at", "ended_at", "accept_by"])
    after = {"milestone": milestone.position, "how": how.value}
    audit.record("contracts.milestone.accepted", subject=milestone.contract, actor=by, after=after)
    tell("accepted", f"milestone:{milestone.pk}", milestone=milestone.pk)


def release(milestone: Milestone, *, now: datetime) -> None:
    """Raises MoneyHeld."""
    order = order_of(milestone)
    if order_queries.contested(order) or not orders.complete_order(order=order, now=now):
        raise MoneyHeld


def close(milestone: Milestone, state: MilestoneState, *, now: datetime) -> None:
    """The end of a milestone that was not accepted."""
    milestone.state, milestone.ended_at, milestone.accept_by = state, now, None
    milestone.save(update_fields=["state", "ended_at", "accept_by"])
    if state is MilestoneState.REFUNDED:
        after = {"milestone": milestone.position}
        audit.record("contracts.milestone.refunded", subject=milestone.contract, actor=None, after=after)


def order_of(milestone: Milestone) -> Order:
    if milestone.order is None:
        raise MoneyHeld
    return milestone.order


def is_last(milestone: Milestone, milestones: Sequence[Milestone]) -> bool:
    """Nothing is left to be made after it."""
    return not any(
        row.pk != milestone.pk and row.state in {MilestoneState.WAITING, MilestoneState.DUE}
        for row in milestones
    )
