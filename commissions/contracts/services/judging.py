"""The collector's answer to what was handed over: accepted, or once more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions.contracts import locks, rules
from commissions.contracts.enums import AcceptedHow, ContractState, MilestoneState, Party
from commissions.contracts.exceptions import (
    AlreadyAccepted,
    AnswerTooLate,
    MovedOn,
    NoRevisionLeft,
    NotSubmitted,
    NotYours,
    WordsMissing,
)
from commissions.contracts.models import Milestone, RevisionRequest
from commissions.contracts.services import moving
from commissions.enums import CommissionState
from compliance import audit
from core import clock
from core.bidi import clean_text

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def accept(*, milestone: Milestone, by: User, now: datetime | None = None) -> Milestone:
    """The money goes to the artist, and the next milestone is to be paid.

    Locks commission, contract, milestones, the order. Raises NotYours, MovedOn, AlreadyAccepted, NotSubmitted,
    MoneyHeld.
    """
    locked = _judged(milestone.pk, by)
    moment = now or clock.now()
    moving.earn(locked, AcceptedHow.BY_BUYER, by=by, now=moment)
    moving.carry_on(locked.contract, locks.milestones(locked.contract), by=by, now=moment)
    return locked


@transaction.atomic
def ask_revision(
    *, milestone: Milestone, by: User, text: str, now: datetime | None = None
) -> RevisionRequest:
    """Within the agreed number and the seven days.

    Locks commission, contract, milestone. Raises NotYours, MovedOn, AlreadyAccepted, NotSubmitted, WordsMissing,
    AnswerTooLate, NoRevisionLeft.
    """
    locked = _judged(milestone.pk, by)
    words = clean_text(text)[:3000]
    moment = now or clock.now()
    if not words:
        raise WordsMissing
    if rules.answer_is_late(locked, moment):
        raise AnswerTooLate
    if not rules.has_revisions(locked.contract, locked):
        raise NoRevisionLeft
    row = RevisionRequest.objects.create(
        submission=locked.submissions.order_by("-number")[0], by=by, text=words, at=moment
    )
    locked.state, locked.accept_by = MilestoneState.REVISING, None
    locked.revisions_used += 1
    locked.save(update_fields=["state", "accept_by", "revisions_used"])
    moving.move_commission(
        locked.contract, CommissionState.IN_PROGRESS, party=Party.COLLECTOR, by=by, now=moment
    )
    after = {"milestone": locked.position, "revision": locked.revisions_used}
    audit.record("contracts.milestone.revised", subject=locked.contract, actor=by, after=after)
    moving.tell("revision", f"revision:{row.pk}", revision=row.pk)
    return row


def _judged(pk: int, by: User) -> Milestone:
    """The milestone, locked, if it waits for this person's judgement."""
    locked = locks.milestone(pk)
    if rules.party_of(by, locked.contract) is not Party.COLLECTOR:
        raise NotYours
    if locked.state == MilestoneState.ACCEPTED:
        raise AlreadyAccepted
    if locked.contract.state != ContractState.ACTIVE:
        raise MovedOn
    if locked.state != MilestoneState.SUBMITTED:
        raise NotSubmitted
    return locked
