"""Two who cannot agree: the money stands still, both speak, staff decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from commissions.contracts import division, locks, pictures, rules, standing
from commissions.contracts.enums import (
    AcceptedHow,
    ContractState,
    Decision,
    DisputeReason,
    DisputeState,
    EndedBy,
    MilestoneState,
    Party,
)
from commissions.contracts.exceptions import (
    MoneyHeld,
    NoDispute,
    NotDisputable,
    NotYours,
    SplitRefused,
    TooManyPictures,
    WordsMissing,
)
from commissions.contracts.models import Contract, Dispute, Evidence, Milestone
from commissions.contracts.pictures import Shot
from commissions.contracts.services import closing, ending, moving
from commissions.enums import CommissionState
from compliance import audit
from core import clock
from core.bidi import clean_text
from orders import queries as order_queries
from orders import services as orders
from orders.enums import OrderState, RefundReason

if TYPE_CHECKING:
    from accounts.models import User

MOST_PICTURES = 6


def open_dispute(
    *,
    contract: Contract,
    by: User,
    reason: DisputeReason,
    text: str,
    files: Sequence[Any] = (),
    now: datetime | None = None,
) -> Dispute:
    """Either side, while a paid milestone is not accepted. No money moves from now on.

    Pictures are drawn before anything is locked. Raises NotYours, NotDisputable, WordsMissing, TooManyPictures,
    PictureRefused, PictureTooHeavy.
    """
    _side(by, contract)
    words = _words(text)
    return _open(contract.pk, by, (reason, words, _shots(files)), now)


@transaction.atomic
def _open(pk: int, by: User, claim: tuple[DisputeReason, str, list[Shot]], now: datetime | None) -> Dispute:
    reason, words, shots = claim
    locked = locks.contract(pk)
    party = _side(by, locked)
    held = [row for row in locks.milestones(locked) if row.status.held]
    if locked.state != ContractState.ACTIVE or not held:
        raise NotDisputable
    moment = now or clock.now()
    for row in held:
        orders.open_dispute(order=moving.order_of(row), by=by, reason="contract", now=moment)
    dispute = Dispute.objects.create(
        contract=locked,
        milestone=held[0],
        opened_by=by,
        side=party,
        reason=reason,
        text=words,
        opened_at=moment,
    )
    _keep(dispute, by, "", shots, moment)
    moving.set_state(locked, ContractState.DISPUTED, now=moment)
    moving.move_commission(locked, CommissionState.DISPUTED, party=party, by=by, now=moment)
    after = {"milestone": held[0].position, "reason": str(reason)}
    audit.record("contracts.dispute.opened", subject=locked, actor=by, after=after)
    moving.tell("disputed", f"dispute:{dispute.pk}", dispute=dispute.pk)
    return dispute


def add_evidence(
    *,
    dispute: Dispute,
    by: User,
    text: str = "",
    files: Sequence[Any] = (),
    now: datetime | None = None,
) -> list[Evidence]:
    """What a side, or staff with a question, has to say. Raises NotYours, NoDispute, WordsMissing and the rest."""
    if rules.party_of(by, dispute.contract) is None:
        raise NotYours
    words, shots = clean_text(text)[:3000], _shots(files)
    if not words and not shots:
        raise WordsMissing
    return _add(dispute.pk, by, words, shots, now)


@transaction.atomic
def _add(pk: int, by: User, words: str, shots: Sequence[Shot], now: datetime | None) -> list[Evidence]:
    locked = _standing(pk)
    rows = _keep(locked, by, words, shots, now or clock.now())
    after = {"dispute": locked.pk, "pieces": len(rows)}
    audit.record("contracts.dispute.evidence", subject=locked.contract, actor=by, after=after)
    moving.tell("evidence", f"evidence:{rows[0].pk}", evidence=rows[0].pk)
    return rows


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, by: User, now: datetime | None = None) -> Dispute:
    """By the side that opened it: the work goes on. Raises NotYours, NoDispute, MoneyHeld."""
    locked = _standing(dispute.pk)
    if rules.party_of(by, locked.contract) != locked.side:
        raise NotYours
    moment = now or clock.now()
    _resume(locked.contract, locks.milestones(locked.contract), by, moment)
    locked.state, locked.ended_at = DisputeState.WITHDRAWN, moment
    locked.save(update_fields=["state", "ended_at"])
    audit.record("contracts.dispute.withdrawn", subject=locked.contract, actor=by)
    moving.tell("dispute_ended", f"dispute:{locked.pk}", dispute=locked.pk)
    return locked


@transaction.atomic
def decide(
    *,
    dispute: Dispute,
    by: User,
    decision: Decision,
    note: str,
    back: Mapping[int, int] | None = None,
    now: datetime | None = None,
) -> Dispute:
    """Staff of neither side. `back` is what goes back, by the place of the milestone, in minor units.

    Locks commission, contract, milestones, orders. Raises NotYours, NoDispute, WordsMissing, SplitRefused,
    MoneyHeld.
    """
    locked = _standing(dispute.pk)
    contract = locked.contract
    if not rules.may_decide(by, contract):
        raise NotYours
    words = _words(note)
    moment = now or clock.now()
    milestones = locks.milestones(contract)
    shares = _shares(milestones, dict(back or {}), decision, moment)
    locked.state, locked.ended_at, locked.decided_by = DisputeState.DECIDED, moment, by
    locked.decision, locked.note = decision, words
    locked.split = {str(share.key): share.back for share in shares if share.back}
    locked.save(update_fields=["state", "ended_at", "decided_by", "decision", "note", "split"])
    after = {"dispute": locked.pk, "decision": decision.value, "back": locked.split}
    audit.record("contracts.dispute.decided", subject=contract, actor=by, after=after)
    moving.tell("dispute_ended", f"dispute:{locked.pk}", dispute=locked.pk)
    if decision is Decision.GO_ON:
        _resume(contract, milestones, by, moment)
        return locked
    closing.settle(milestones, shares, reason=RefundReason.DISPUTE, how=AcceptedHow.BY_STAFF, now=moment)
    if decision is Decision.END:
        ending.finish(contract, milestones, shares, ended=EndedBy.STAFF, by=by, note=words, now=moment)
    else:
        _go_on(contract, milestones, by, moment)
    return locked


def _shares(
    milestones: Sequence[Milestone], back: dict[int, int], decision: Decision, now: datetime
) -> tuple[division.Share, ...]:
    """Where the work goes on as agreed, nothing moves. Raises SplitRefused."""
    if decision is Decision.GO_ON and any(back.values()):
        raise SplitRefused
    try:
        return division.decided(standing.pieces(milestones, now), back)
    except ValueError as error:
        raise SplitRefused from error


def _resume(contract: Contract, milestones: Sequence[Milestone], by: User, now: datetime) -> None:
    """As before the dispute; who has to answer gets seven days anew."""
    for row in (row for row in milestones if row.status.held):
        order = moving.order_of(row)
        if order_queries.contested(order):
            raise MoneyHeld
        if order.state == OrderState.DISPUTED:
            orders.end_dispute(order=order, by=by, now=now)
        if row.state == MilestoneState.SUBMITTED:
            row.accept_by, row.reminded = now + timedelta(days=rules.ANSWER_DAYS), 0
            row.save(update_fields=["accept_by", "reminded"])
    _go_on(contract, milestones, by, now)


def _go_on(contract: Contract, milestones: Sequence[Milestone], by: User, now: datetime) -> None:
    moving.set_state(contract, ContractState.ACTIVE, now=now)
    last = next((row for row in milestones if row.state == MilestoneState.SUBMITTED), None)
    delivered = last is not None and moving.is_last(last, milestones)
    to = CommissionState.DELIVERED if delivered else CommissionState.IN_PROGRESS
    party = rules.party_of(by, contract) or Party.SYSTEM
    moving.move_commission(contract, to, party=party, by=by, now=now)
    moving.carry_on(contract, milestones, by=by, now=now)


def _standing(pk: int) -> Dispute:
    locked = locks.dispute(pk)
    if locked.state != DisputeState.OPEN or locked.contract.state != ContractState.DISPUTED:
        raise NoDispute
    return locked


def _side(by: User, contract: Contract) -> Party:
    party = rules.party_of(by, contract)
    if party not in {Party.COLLECTOR, Party.ARTIST}:
        raise NotYours
    return party


def _words(text: str) -> str:
    words = clean_text(text)[:3000]
    if not words:
        raise WordsMissing
    return words


def _shots(files: Sequence[Any]) -> list[Shot]:
    if len(files) > MOST_PICTURES:
        raise TooManyPictures(limit=MOST_PICTURES)
    return [pictures.shot(file) for file in files]


def _keep(dispute: Dispute, by: User, words: str, shots: Sequence[Shot], now: datetime) -> list[Evidence]:
    """The words stand with the first picture."""
    party = rules.party_of(by, dispute.contract)
    if party is None:
        raise NotYours
    rows = [
        Evidence(dispute=dispute, by=by, side=party, at=now, **pictures.keep_shot(dispute.contract_id, one))
        for one in shots
    ]
    if words:
        rows = rows or [Evidence(dispute=dispute, by=by, side=party, at=now)]
        rows[0].text = words
    return Evidence.objects.bulk_create(rows)
