"""The collector's side of a brief: written, published, closed, dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from commissions import events, locks, pictures, queries, rules
from commissions.enums import Audience, CommissionState, ScreenedKind, StepKind
from commissions.exceptions import (
    BudgetUpsideDown,
    ClosesTooFar,
    DayPassed,
    MovedOn,
    NobodyInvited,
    NotYours,
    TooManyPictures,
    Unfinished,
)
from commissions.models import Commission, Reference, Screening
from commissions.pictures import Shot
from commissions.services import checking, moving
from compliance import audit
from core import clock
from core.bidi import clean_line, clean_text
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.models import City

USUAL_SPAN = timedelta(days=21)
LONGEST_SPAN = timedelta(days=90)
LINES = ("title_ar", "title_en", "medium")
BLOCKS = ("brief_ar", "brief_en")


@dataclass(frozen=True, slots=True)
class Brief:
    """What a collector writes; the budget in minor units. All of it may still be missing in a draft."""

    category: str
    title_ar: str = ""
    title_en: str = ""
    brief_ar: str = ""
    brief_en: str = ""
    medium: str = ""
    medium_group: str = ""
    height_cm: Decimal | None = None
    width_cm: Decimal | None = None
    depth_cm: Decimal | None = None
    budget_min: int = 0
    budget_max: int = 0
    currency: str = "SAR"
    wanted_by: date | None = None
    city: City | None = None
    country: str = "SA"
    audience: str = Audience.OPEN
    closes_at: datetime | None = None


@transaction.atomic
def create_commission(
    *, collector: User, brief: Brief, files: Sequence[Any] = (), now: datetime | None = None
) -> Commission:
    """A draft. Raises BudgetUpsideDown, DayPassed, ClosesTooFar and what pictures raise."""
    shots = pictures.read_all(files)
    if not rules.signed_in(collector):
        raise NotYours
    moment = now or clock.now()
    commission = Commission.objects.create(
        number=f"CM-{moment.year}-{locks.next_number(moment.year):06d}",
        collector=collector,
        created_at=moment,
        **_cleaned(brief, moment),
    )
    audit.record("commissions.commission.created", subject=commission, actor=collector)
    _attach(commission, shots, by=collector)
    return commission


@transaction.atomic
def update_commission(
    *,
    commission: Commission,
    by: User,
    brief: Brief,
    files: Sequence[Any] = (),
    drop: Sequence[int] = (),
    now: datetime | None = None,
) -> Screening | None:
    """Changes a draft, or an open brief that nobody has answered yet; that one is screened again.

    Returns the screening that now holds it. Raises NotYours, MovedOn, NobodyInvited, and as `create_commission`.
    """
    shots = pictures.read_all(files)
    locked = _mine(commission, by)
    if not rules.may_change(by, locked):
        raise MovedOn
    moment = now or clock.now()
    changes = _cleaned(brief, moment)
    if locked.state == CommissionState.OPEN:
        changes["closes_at"] = changes["closes_at"] or locked.closes_at
        changes["warned_at"] = None
    for name, value in changes.items():
        setattr(locked, name, value)
    if locked.state == CommissionState.OPEN:
        _whole(locked)
    locked.save(update_fields=list(changes))
    locked.references.filter(pk__in=drop).delete()
    _attach(locked, shots, by=by)
    audit.record("commissions.commission.changed", subject=locked, actor=by)
    held = None
    if locked.state == CommissionState.OPEN:
        held = _screened(locked, by, moment)
        if held:
            moving.moved(locked, CommissionState.SCREENING, by=by, side=Side.BUYER, now=moment)
        else:
            moving.write(locked, StepKind.CHANGED, by=by, side=Side.BUYER, now=moment)
    commission.refresh_from_db()
    return held


@transaction.atomic
def submit_commission(*, commission: Commission, by: User, now: datetime | None = None) -> Screening | None:
    """Publishes a draft at once, or holds it for a look; returns what holds it.

    Raises NotYours, MovedOn, Unfinished, NobodyInvited, DayPassed.
    """
    locked = _mine(commission, by)
    if locked.state != CommissionState.DRAFT:
        raise MovedOn
    moment = now or clock.now()
    _whole(locked)
    if locked.wanted_by and locked.wanted_by <= moment.date():
        raise DayPassed
    held = _screened(locked, by, moment)
    if held:
        moving.moved(locked, CommissionState.SCREENING, by=by, side=Side.BUYER, now=moment)
    else:
        publish(locked, by=by, side=Side.BUYER, now=moment)
    commission.refresh_from_db()
    return held


def publish(commission: Commission, *, by: User | None, side: Side, now: datetime) -> None:
    """Opens a locked commission and writes to whom it was meant for."""
    closes = commission.closes_at
    if closes is None or closes <= now:
        closes = now + USUAL_SPAN
    first = commission.published_at or now
    moving.moved(
        commission, CommissionState.OPEN, by=by, side=side, now=now, published_at=first, closes_at=closes
    )
    for pk in commission.invitations.filter(state__in=rules.INVITED).values_list("pk", flat=True):
        events.tell("invited", subject=pk, key=f"invited:{pk}")
    if queries.on_the_table(commission).exists():
        moving.moved(commission, CommissionState.DISCUSSION, by=by, side=side, now=now)


@checking.follows(ScreenedKind.COMMISSION)
def _decided(row: Screening, by: User, now: datetime) -> None:
    """A cleared brief opens; a refused one is a draft again."""
    commission = locks.commission(row.subject_pk)
    if commission.state != CommissionState.SCREENING:
        return
    if row.state == "cleared":
        publish(commission, by=by, side=Side.STAFF, now=now)
    else:
        moving.moved(commission, CommissionState.DRAFT, by=by, side=Side.STAFF, now=now, note=row.reason)


@transaction.atomic
def close_commission(*, commission: Commission, by: User | None, now: datetime | None = None) -> None:
    """No new proposals; those that came may still be chosen. `by` None is the calendar. Raises NotYours, MovedOn."""
    locked = locks.commission(commission.pk)
    if by is not None and not rules.owns(by, locked):
        raise NotYours
    if not locked.status.answerable or locked.closed_at is not None:
        raise MovedOn
    moment = now or clock.now()
    locked.closed_at = moment
    locked.save(update_fields=["closed_at"])
    side = Side.SYSTEM if by is None else Side.BUYER
    moving.write(locked, StepKind.CLOSED, by=by, side=side, now=moment)
    audit.record("commissions.commission.closed", subject=locked, actor=by)
    if by is None:
        events.tell("closed", subject=locked.pk, key=f"closed:{locked.pk}:{moment:%Y%m%d}")
    commission.refresh_from_db()


@transaction.atomic
def cancel_commission(
    *, commission: Commission, by: User, note: str = "", now: datetime | None = None
) -> None:
    """The collector drops it before the award. Raises NotYours, MovedOn."""
    locked = _mine(commission, by)
    if not rules.may_cancel(by, locked):
        raise MovedOn
    checking.drop(kind=ScreenedKind.COMMISSION, subject=locked.pk)
    moving.moved(locked, CommissionState.CANCELLED, by=by, side=Side.BUYER, now=now or clock.now(), note=note)
    commission.refresh_from_db()


def _mine(commission: Commission, by: User) -> Commission:
    locked = locks.commission(commission.pk)
    if not rules.owns(by, locked):
        raise NotYours
    return locked


def _cleaned(brief: Brief, now: datetime) -> dict[str, Any]:
    """Raises BudgetUpsideDown, DayPassed, ClosesTooFar."""
    clean: dict[str, Any] = {one.name: getattr(brief, one.name) for one in fields(brief)}
    clean |= {name: clean_line(clean[name]) for name in LINES}
    clean |= {name: clean_text(clean[name]) for name in BLOCKS}
    clean["budget_max"] = max(brief.budget_max, 0) or brief.budget_min
    if brief.budget_min > clean["budget_max"]:
        raise BudgetUpsideDown
    if brief.wanted_by and brief.wanted_by <= now.date():
        raise DayPassed
    if brief.closes_at and brief.closes_at <= now:
        raise DayPassed
    if brief.closes_at and brief.closes_at > now + LONGEST_SPAN:
        raise ClosesTooFar(days=LONGEST_SPAN.days)
    return clean


def _whole(commission: Commission) -> None:
    """Raises Unfinished, NobodyInvited."""
    titled = commission.title_ar or commission.title_en
    described = commission.brief_ar or commission.brief_en
    if not titled or not described or not commission.budget_max:
        raise Unfinished
    if commission.by_invitation and not commission.invitations.filter(state__in=rules.INVITED).exists():
        raise NobodyInvited


def _screened(commission: Commission, by: User, now: datetime) -> Screening | None:
    texts = [getattr(commission, name) for name in (*LINES, *BLOCKS)]
    return checking.hold(
        kind=ScreenedKind.COMMISSION,
        subject=commission.pk,
        commission=commission,
        author=by,
        texts=texts,
        now=now,
    )


def _attach(commission: Commission, shots: Sequence[Shot], *, by: User) -> None:
    """Raises TooManyPictures."""
    known = set(commission.references.values_list("sha256", flat=True))
    fresh = [shot for shot in shots if shot.sha256 not in known]
    if not fresh:
        return
    if len(known) + len(fresh) > pictures.MOST:
        raise TooManyPictures(limit=pictures.MOST)
    Reference.objects.bulk_create(
        Reference(
            commission=commission,
            token=pictures.token(),
            path=pictures.keep(str(commission.pk), shot.data),
            sha256=shot.sha256,
            width=shot.width,
            height=shot.height,
            position=place,
        )
        for place, shot in enumerate(fresh, start=len(known))
    )
    audit.record("commissions.pictures.added", subject=commission, actor=by, after={"pictures": len(fresh)})
