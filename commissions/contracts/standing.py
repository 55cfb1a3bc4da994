"""What a contract's money looks like to the rules that divide it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from commissions.contracts import rules
from commissions.contracts.division import REVISING_BPS, Ender, Piece, Share, Stage, divide
from commissions.contracts.enums import STAGES, MilestoneState, Party
from commissions.contracts.models import Contract, Milestone


def pieces(milestones: Iterable[Milestone], now: datetime) -> list[Piece]:
    """Each milestone by its place, with what was paid for it and has not gone back."""
    return [_piece(row, now) for row in milestones]


def is_late(milestones: Iterable[Milestone], now: datetime) -> bool:
    """Whether the law lets the collector leave with everything that is not accepted (Art 14)."""
    return any(rules.is_late(row, now) for row in milestones)


def division(
    contract: Contract, milestones: Sequence[Milestone], party: Party, now: datetime
) -> tuple[Share, ...]:
    """How the money divides if this side ends the contract now."""
    return divide(
        pieces(milestones, now),
        by=Ender.COLLECTOR if party is Party.COLLECTOR else Ender.ARTIST,
        fee_bps=contract.cancellation_bps,
        late=party is Party.COLLECTOR and is_late(milestones, now),
    )


def _piece(row: Milestone, now: datetime) -> Piece:
    stage = _stage(row, now)
    paid = row.order.left if row.order is not None and stage is not Stage.UNPAID else 0
    return Piece(row.position, paid, stage, REVISING_BPS if stage is Stage.REVISING else 0)


def _stage(row: Milestone, now: datetime) -> Stage:
    """What has ended counts as it ended: what is left of it is the artist's."""
    if row.state in {MilestoneState.ACCEPTED, MilestoneState.CANCELLED} and row.funded_at is not None:
        return Stage.ACCEPTED
    stage = STAGES.get(row.status, Stage.UNPAID)
    return Stage.UNBEGUN if stage is Stage.BEGUN and not rules.is_begun(row, now) else stage
