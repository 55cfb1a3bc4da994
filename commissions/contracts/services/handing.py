"""Handing over what was made for a milestone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from commissions.contracts import locks, pictures, rules
from commissions.contracts.enums import ContractState, MilestoneState, Party
from commissions.contracts.exceptions import (
    MovedOn,
    NothingHandedOver,
    NotToSubmit,
    NotYours,
    TooManyPictures,
)
from commissions.contracts.models import Milestone, Submission, SubmissionImage
from commissions.contracts.pictures import Drawn
from commissions.contracts.services import moving
from commissions.enums import CommissionState
from compliance import audit
from core import clock
from core.bidi import clean_text

if TYPE_CHECKING:
    from accounts.models import User

MOST_PICTURES = 8


def submit(
    *,
    milestone: Milestone,
    by: User,
    text: str = "",
    files: Sequence[Any] = (),
    now: datetime | None = None,
) -> Submission:
    """Pictures (at least one) and words; from now the collector has seven days.

    The pictures are drawn before anything is locked. Raises NotYours, MovedOn, NotToSubmit, NothingHandedOver,
    TooManyPictures, PictureRefused, PictureTooHeavy.
    """
    _may(by, milestone)
    if not files:
        raise NothingHandedOver
    if len(files) > MOST_PICTURES:
        raise TooManyPictures(limit=MOST_PICTURES)
    contract = milestone.contract
    across = {"number": contract.commission.number, "name": str(contract.seller.name)}
    drawn = [pictures.read(file, **across) for file in files]
    return _submit(milestone.pk, by, clean_text(text)[:3000], drawn, now)


@transaction.atomic
def _submit(pk: int, by: User, text: str, drawn: Sequence[Drawn], now: datetime | None) -> Submission:
    """Locks commission, contract, milestone."""
    locked = locks.milestone(pk)
    _may(by, locked)
    moment = now or clock.now()
    row = Submission.objects.create(
        milestone=locked, number=locked.submissions.count() + 1, by=by, text=text, at=moment
    )
    SubmissionImage.objects.bulk_create(
        SubmissionImage(submission=row, position=place, **pictures.keep(locked.contract_id, one))
        for place, one in enumerate(drawn, start=1)
    )
    locked.state, locked.submitted_at = MilestoneState.SUBMITTED, moment
    locked.accept_by, locked.reminded = moment + timedelta(days=rules.ANSWER_DAYS), 0
    locked.save(update_fields=["state", "submitted_at", "accept_by", "reminded"])
    contract = locked.contract
    if moving.is_last(locked, locks.milestones(contract)):
        moving.move_commission(contract, CommissionState.DELIVERED, party=Party.ARTIST, by=by, now=moment)
    after = {"milestone": locked.position, "delivery": row.number}
    audit.record("contracts.milestone.submitted", subject=contract, actor=by, after=after)
    moving.tell("submitted", f"submission:{row.pk}", submission=row.pk)
    return row


def _may(by: User, milestone: Milestone) -> None:
    contract = milestone.contract
    if rules.party_of(by, contract) is not Party.ARTIST:
        raise NotYours
    if contract.state != ContractState.ACTIVE:
        raise MovedOn
    if milestone.state not in {MilestoneState.FUNDED, MilestoneState.REVISING}:
        raise NotToSubmit
