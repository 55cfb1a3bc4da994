"""Ending a contract early: what it would come to, and doing exactly that."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions.contracts import locks, rules, standing
from commissions.contracts.division import Share, Why, back, kept
from commissions.contracts.enums import AcceptedHow, ContractState, EndedBy, MilestoneState, Party
from commissions.contracts.exceptions import MovedOn, NotEndable, NotOwner, NotYours
from commissions.contracts.models import Contract, Milestone
from commissions.contracts.services import closing, moving
from commissions.enums import CommissionState
from compliance import audit
from core import clock
from core.bidi import clean_text
from core.chain import canonical
from core.money import Money
from orders.enums import RefundReason

if TYPE_CHECKING:
    from accounts.models import User

REASONS = {EndedBy.LATE: RefundReason.LATE}


@dataclass(frozen=True, slots=True)
class Preview:
    """What ending the contract now comes to for one side; `mark` proves that nothing changed since it was shown."""

    party: Party
    late: bool
    shares: tuple[Share, ...]
    currency: str

    @property
    def kept(self) -> Money:
        return Money(kept(self.shares), self.currency)

    @property
    def back(self) -> Money:
        return Money(back(self.shares), self.currency)

    @property
    def mark(self) -> str:
        facts = [[share.key, share.kept, share.back, share.why.value] for share in self.shares]
        return hashlib.sha256(canonical({"party": self.party.value, "shares": facts})).hexdigest()[:16]

    @property
    def ended_by(self) -> EndedBy:
        if self.party is Party.ARTIST:
            return EndedBy.ARTIST
        return EndedBy.LATE if self.late else EndedBy.COLLECTOR


def preview(*, contract: Contract, by: User, now: datetime | None = None) -> Preview:
    """Reads only. Raises NotYours, NotOwner, NotEndable."""
    party = _may(by, contract)
    rows = list(contract.milestones.select_related("order").order_by("position"))
    return _look(contract, rows, party, now or clock.now())


@transaction.atomic
def cancel(
    *, contract: Contract, by: User, note: str = "", seen: str = "", now: datetime | None = None
) -> Preview:
    """Ends a contract in force and divides its money by its own rules. What was done is given back.

    `seen` is the mark of the preview that the person agreed to. Locks commission, contract, milestones, orders.
    Raises NotYours, NotOwner, NotEndable, MovedOn (it comes to something else by now), MoneyHeld.
    """
    locked = locks.contract(contract.pk)
    party = _may(by, locked)
    milestones = locks.milestones(locked)
    moment = now or clock.now()
    found = _look(locked, milestones, party, moment)
    if seen and seen != found.mark:
        raise MovedOn
    reason = REASONS.get(found.ended_by, RefundReason.CANCELLED)
    closing.settle(milestones, found.shares, reason=reason, how=AcceptedHow.BY_BUYER, now=moment)
    finish(locked, milestones, found.shares, ended=found.ended_by, by=by, note=note, now=moment)
    return found


def finish(
    contract: Contract,
    milestones: Sequence[Milestone],
    shares: Sequence[Share],
    *,
    ended: EndedBy,
    by: User,
    note: str,
    now: datetime,
) -> None:
    """The money is divided; what was never paid falls away. All accepted after all: the contract is fulfilled."""
    contract.end_note = clean_text(note)[:2000]
    contract.save(update_fields=["end_note"])
    closing.close_rest(milestones, now=now)
    if all(row.state == MilestoneState.ACCEPTED for row in milestones):
        moving.complete(contract, by=by, now=now)
        return
    moving.set_state(contract, ContractState.CANCELLED, now=now, by=ended)
    party = rules.party_of(by, contract) or Party.SYSTEM
    moving.move_commission(contract, CommissionState.CANCELLED, party=party, by=by, now=now)
    after = {"by": ended.value, "kept": kept(shares), "back": back(shares)}
    audit.record("contracts.cancelled", subject=contract, actor=by, after=after)
    moving.tell("cancelled", f"contract:{contract.pk}", contract=contract.pk)


def _look(contract: Contract, milestones: Sequence[Milestone], party: Party, now: datetime) -> Preview:
    shares = standing.division(contract, milestones, party, now)
    late = any(share.why is Why.LATE for share in shares)
    return Preview(party, late, shares, contract.currency)


def _may(by: User, contract: Contract) -> Party:
    party = rules.party_of(by, contract)
    if party not in {Party.COLLECTOR, Party.ARTIST}:
        raise NotYours
    if not rules.may_sign(by, contract):
        raise NotOwner
    if contract.state != ContractState.ACTIVE:
        raise NotEndable
    return party
