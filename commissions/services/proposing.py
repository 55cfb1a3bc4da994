"""The seller's side: a proposal is written, sent, changed and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from commissions import events, locks, pictures, queries, rules, watermark
from commissions.enums import CommissionState, Licence, ProposalState, ScreenedKind, StepKind
from commissions.exceptions import (
    ClosedToProposals,
    DayPassed,
    MilestonesMissing,
    MovedOn,
    NotYours,
    ProposedAlready,
    SumDiffers,
    TooManyMilestones,
    TooManyPictures,
    WordsMissing,
)
from commissions.models import Commission, Proposal, ProposalMilestone, Screening, Sketch
from commissions.pictures import Shot
from commissions.services import checking, moving
from compliance import audit
from core import clock
from core.bidi import clean_line, clean_text
from core.money import Money
from marketplace import standing
from orders.enums import Side
from orders.models import Seller

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.models import Artist

USUAL_VALIDITY = timedelta(days=30)
MOST_MILESTONES = 12


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone as it is written; `amount` in minor units."""

    amount: int
    due_on: date
    title_ar: str = ""
    title_en: str = ""
    deliverable_ar: str = ""
    deliverable_en: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a seller offers; `price` in minor units of the commission's currency."""

    price: int
    weeks: int
    text_ar: str = ""
    text_en: str = ""
    licence: str = Licence.PERSONAL
    revisions: int = 2
    cancellation_bps: int = 0
    start_on: date | None = None
    valid_until: date | None = None
    artist: Artist | None = None
    milestones: tuple[Stage, ...] = ()


@transaction.atomic
def propose(
    *,
    commission: Commission,
    seller: Seller,
    by: User,
    terms: Terms,
    files: Sequence[Any] = (),
    now: datetime | None = None,
) -> Proposal:
    """A draft, seen by the seller's people alone. Locks the commission.

    A price over the budget is allowed. Raises NotYours, ClosedToProposals, ProposedAlready, TooManyMilestones
    and what pictures raise.
    """
    shots = pictures.read_all(files)
    locked = locks.commission(commission.pk)
    moment = now or clock.now()
    if not rules.may_answer(by, locked, seller):
        raise NotYours
    if not rules.still_open(locked, moment):
        raise ClosedToProposals
    proposal = _write(locked, seller, by=by, terms=terms, now=moment)
    _divide(proposal, terms.milestones)
    _attach(proposal, shots, by=by)
    audit.record("commissions.proposal.written", subject=proposal, actor=by)
    return proposal


def _write(commission: Commission, seller: Seller, *, by: User, terms: Terms, now: datetime) -> Proposal:
    row = Proposal(commission=commission, seller=seller, by=by, currency=commission.currency, created_at=now)
    for name, value in _cleaned(terms, seller).items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "proposal_live_once" not in str(error):
            raise
        raise ProposedAlready from error
    return row


@transaction.atomic
def update_proposal(
    *,
    proposal: Proposal,
    by: User,
    terms: Terms,
    files: Sequence[Any] = (),
    drop: Sequence[int] = (),
    now: datetime | None = None,
) -> Screening | None:
    """Changes a draft, or one that was sent: that one must add up and is screened again.

    Returns the screening that now holds it. Raises NotYours, MovedOn, and as `send_proposal`.
    """
    shots = pictures.read_all(files)
    locked = _mine(proposal, by)
    if not rules.may_write(by, locked):
        raise MovedOn
    moment = now or clock.now()
    for name, value in _cleaned(terms, locked.seller).items():
        setattr(locked, name, value)
    if locked.status.on_the_table:
        locked.valid_until = locked.valid_until or (moment + USUAL_VALIDITY).date()
    locked.save()
    _divide(locked, terms.milestones)
    locked.sketches.filter(pk__in=drop).delete()
    _attach(locked, shots, by=by)
    audit.record("commissions.proposal.written", subject=locked, actor=by)
    held = None
    if locked.status.on_the_table:
        _whole(locked, moment)
        held = _screened(locked, by, moment)
        if held:
            moving.move_proposal(locked, ProposalState.SCREENING, by=by, now=moment)
    proposal.refresh_from_db()
    return held


@transaction.atomic
def send_proposal(*, proposal: Proposal, by: User, now: datetime | None = None) -> Screening | None:
    """Lays a draft on the collector's table, or holds it for a look; returns what holds it.

    Raises NotYours, MovedOn, ClosedToProposals, WordsMissing, MilestonesMissing, SumDiffers, DayPassed.
    """
    locked = _mine(proposal, by)
    if locked.state != ProposalState.DRAFT:
        raise MovedOn
    moment = now or clock.now()
    standing.check_may_sell(by, locked.seller_id)
    if not rules.may_answer(by, locked.commission, locked.seller):
        raise ClosedToProposals
    if not rules.still_open(locked.commission, moment):
        raise ClosedToProposals
    _whole(locked, moment)
    held = _screened(locked, by, moment)
    if held:
        moving.move_proposal(locked, ProposalState.SCREENING, by=by, now=moment)
    else:
        _lay(locked, by=by, now=moment)
    proposal.refresh_from_db()
    proposal.commission.refresh_from_db()
    return held


def _lay(proposal: Proposal, *, by: User, now: datetime) -> None:
    """Seen by the collector from now on; both rows are locked."""
    first = proposal.sent_at is None
    until = proposal.valid_until or (now + USUAL_VALIDITY).date()
    moving.move_proposal(
        proposal, ProposalState.SENT, by=by, now=now, sent_at=proposal.sent_at or now, valid_until=until
    )
    commission = proposal.commission
    if commission.state == CommissionState.OPEN:
        moving.moved(commission, CommissionState.DISCUSSION, by=by, side=Side.SELLER, now=now)
    if first:
        moving.write(commission, StepKind.PROPOSED, by=by, side=Side.SELLER, now=now, proposal=proposal)
        events.tell("proposal_received", subject=proposal.pk, key=f"proposal:{proposal.pk}")


@checking.follows(ScreenedKind.PROPOSAL)
def _decided(row: Screening, by: User, now: datetime) -> None:
    """A cleared proposal is laid on the table, if the commission still waits; a refused one is a draft again."""
    proposal = locks.proposal(row.subject_pk)
    if proposal.state != ProposalState.SCREENING:
        return
    if row.state == "cleared" and proposal.commission.status.answerable:
        _lay(proposal, by=by, now=now)
    else:
        moving.move_proposal(proposal, ProposalState.DRAFT, by=by, now=now)


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: User, now: datetime | None = None) -> None:
    """The seller takes it back before the award. Raises NotYours, MovedOn."""
    locked = _mine(proposal, by)
    if not rules.may_withdraw(by, locked):
        raise MovedOn
    moment = now or clock.now()
    seen = locked.status.on_the_table
    checking.drop(kind=ScreenedKind.PROPOSAL, subject=locked.pk)
    moving.move_proposal(locked, ProposalState.WITHDRAWN, by=by, now=moment)
    if seen:
        moving.write(
            locked.commission, StepKind.WITHDRAWN, by=by, side=Side.SELLER, now=moment, proposal=locked
        )
        reopen_if_bare(locked.commission, by=by, now=moment)
    proposal.refresh_from_db()


def reopen_if_bare(commission: Commission, *, by: User | None, now: datetime) -> None:
    """A locked commission with nothing on its table is not in discussion any more."""
    if commission.state == CommissionState.DISCUSSION and not queries.on_the_table(commission).exists():
        side = Side.SYSTEM if by is None else Side.SELLER
        moving.moved(commission, CommissionState.OPEN, by=by, side=side, now=now)


def _mine(proposal: Proposal, by: User) -> Proposal:
    locked = locks.proposal(proposal.pk)
    if not rules.sells(by, locked.seller):
        raise NotYours
    return locked


def _cleaned(terms: Terms, seller: Seller) -> dict[str, Any]:
    clean = {one.name: getattr(terms, one.name) for one in fields(terms)}
    clean["price_minor"] = clean.pop("price")
    del clean["milestones"]
    clean["text_ar"], clean["text_en"] = clean_text(terms.text_ar), clean_text(terms.text_en)
    if terms.artist is None:
        clean["artist"] = getattr(seller, "artist", None)
    return clean


def _divide(proposal: Proposal, stages: Sequence[Stage]) -> None:
    """Raises TooManyMilestones."""
    if len(stages) > MOST_MILESTONES:
        raise TooManyMilestones(limit=MOST_MILESTONES)
    proposal.milestones.all().delete()
    for position, stage in enumerate(stages, start=1):
        ProposalMilestone.objects.create(
            proposal=proposal,
            position=position,
            amount_minor=stage.amount,
            due_on=stage.due_on,
            title_ar=clean_line(stage.title_ar),
            title_en=clean_line(stage.title_en),
            deliverable_ar=clean_line(stage.deliverable_ar),
            deliverable_en=clean_line(stage.deliverable_en),
        )


def _whole(proposal: Proposal, now: datetime) -> None:
    """Raises WordsMissing, MilestonesMissing, SumDiffers, DayPassed."""
    if not proposal.text_ar and not proposal.text_en:
        raise WordsMissing
    amounts = list(proposal.milestones.values_list("amount_minor", flat=True))
    if not amounts:
        raise MilestonesMissing
    check_sum(sum(amounts), proposal.price_minor, proposal.currency)
    if proposal.valid_until and proposal.valid_until < now.date():
        raise DayPassed


def check_sum(total: int, price: int, currency: str) -> None:
    """The forms ask this too. Raises SumDiffers."""
    if total != price:
        raise SumDiffers(sum=Money(total, currency).text(), price=Money(price, currency).text())


def _screened(proposal: Proposal, by: User, now: datetime) -> Screening | None:
    texts = [proposal.text_ar, proposal.text_en]
    for row in proposal.milestones.all():
        texts += [row.title_ar, row.title_en, row.deliverable_ar, row.deliverable_en]
    return checking.hold(
        kind=ScreenedKind.PROPOSAL,
        subject=proposal.pk,
        commission=proposal.commission,
        author=by,
        texts=texts,
        now=now,
    )


def _attach(proposal: Proposal, shots: Sequence[Shot], *, by: User) -> None:
    """Raises TooManyPictures."""
    known = set(proposal.sketches.values_list("sha256", flat=True))
    fresh = [shot for shot in shots if shot.sha256 not in known]
    if len(known) + len(fresh) > pictures.MOST:
        raise TooManyPictures(limit=pictures.MOST)
    for place, shot in enumerate(fresh, start=len(known)):
        _keep(proposal, shot, place)
    if fresh:
        audit.record("commissions.pictures.added", subject=proposal, actor=by, after={"pictures": len(fresh)})


def _keep(proposal: Proposal, shot: Shot, place: int) -> None:
    folder = f"{proposal.commission_id}/{proposal.pk}"
    preview, width, height = watermark.marked(
        shot.data, number=proposal.commission.number, name=proposal.maker
    )
    Sketch.objects.create(
        proposal=proposal,
        token=pictures.token(),
        path=pictures.keep(folder, shot.data),
        preview_path=pictures.keep(f"{folder}/previews", preview),
        sha256=shot.sha256,
        width=width,
        height=height,
        position=place,
    )
