"""New terms over old milestones: what is paid keeps its amount, what is over keeps everything."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from commissions.contracts import terms
from commissions.contracts.enums import MILESTONE_UNPAID, MilestoneState
from commissions.contracts.exceptions import ChangeRefused, MovedOn
from commissions.contracts.models import Contract, Milestone
from commissions.contracts.terms import Part, Terms
from commissions.enums import Licence
from orders import services as orders

MOST_PARTS = 20
MOST_REVISIONS = 10


def check(agreed: Terms, milestones: Sequence[Milestone]) -> None:
    """Whether these terms can follow on where the milestones stand. Raises ChangeRefused."""
    settled = [row for row in milestones if row.status not in MILESTONE_UNPAID]
    fits = (
        len(settled) <= len(agreed.parts) <= MOST_PARTS
        and agreed.parts
        and 0 <= agreed.revisions <= MOST_REVISIONS
        and agreed.licence in Licence.values
        and all(map(_whole, agreed.parts))
        and _in_order(agreed.parts)
        and all(_keeps(row, part) for row, part in zip(settled, agreed.parts, strict=False))
    )
    if not fits:
        raise ChangeRefused


def rewrite(contract: Contract, milestones: Sequence[Milestone], agreed: Terms) -> list[Milestone]:
    """Writes the terms over contract and milestones, all locked; orders of changed ones are taken back.

    Raises MovedOn, orders' PaymentUnderWay.
    """
    contract.save(update_fields=terms.apply(contract, agreed))
    rows = list(milestones)
    for row in rows[len(agreed.parts) :]:
        take_order_off(row)
        row.delete()
    kept = rows[: len(agreed.parts)]
    for row, part in zip(kept, agreed.parts, strict=False):
        _adjust(row, part)
    for place, part in enumerate(agreed.parts[len(kept) :], start=len(kept) + 1):
        kept.append(Milestone.objects.create(contract=contract, position=place, **terms.columns(part)))
    return kept


def take_order_off(milestone: Milestone) -> None:
    """An order that nobody has paid yet is cancelled. Raises MovedOn, PaymentUnderWay."""
    order = milestone.order
    if order is None or milestone.status not in MILESTONE_UNPAID:
        return
    if order.status.settled:
        raise MovedOn  # paid this moment
    if order.status.payable:
        orders.cancel_order(order=order, by=order.buyer)
    milestone.order = None
    milestone.save(update_fields=["order"])


def _adjust(row: Milestone, part: Part) -> None:
    if row.status.over or terms.part_of(row) == part:
        return
    take_order_off(row)
    if row.promised_on is not None:
        row.promised_on += part.due_on - row.due_on
    for name, value in terms.columns(part).items():
        setattr(row, name, value)
    row.save(update_fields=[*terms.columns(part), "promised_on"])


def _whole(part: Part) -> bool:
    return bool(part.amount > 0 and (part.title.ar or part.title.en))


def _in_order(parts: Sequence[Part]) -> bool:
    return all(one.due_on <= other.due_on for one, other in pairwise(parts))


def _keeps(row: Milestone, part: Part) -> bool:
    """What is paid may be given another date, nothing else; what is over not even that."""
    if row.state in {MilestoneState.FUNDED, MilestoneState.SUBMITTED, MilestoneState.REVISING}:
        return row.amount == part.amount
    return terms.part_of(row) == part
