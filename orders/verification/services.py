"""Every write about sellers' papers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from compliance import audit
from core import clock
from core.bidi import clean_line
from orders import services as orders
from orders.models import Seller
from orders.verification import exceptions, letters, locks, queries, rules, shapes
from orders.verification.enums import PaperKind, PaperState
from orders.verification.models import Paper

if TYPE_CHECKING:
    from accounts.models import User

REMINDERS = (30, 7, 1)
"""Days before a paper runs out."""


@transaction.atomic
def hand_in(
    *,
    seller: Seller,
    by: User,
    kind: PaperKind,
    number: str,
    name: str,
    expires_on: date,
    now: datetime | None = None,
) -> Paper:
    """A paper to be checked; the number is kept, never a copy.

    Raises NotOwner, NumberInvalid, NameMissing, OutOfDate, InCheck. Locks the seller.
    """
    held = locks.seller(seller.pk)
    if not rules.may_hand_in(by, held):
        raise exceptions.NotOwner
    at = now or clock.now()
    if not (written := clean_line(name)[:200]):
        raise exceptions.NameMissing
    if expires_on <= timezone.localdate(at):
        raise exceptions.OutOfDate
    paper = Paper(
        seller=held,
        kind=kind,
        number=shapes.number(number, str(held.country), PaperKind(kind)),
        name=written,
        expires_on=expires_on,
        submitted_by=by,
        submitted_at=at,
    )
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError as error:
        raise exceptions.InCheck from error
    audit.record("verification.paper.submitted", subject=paper, actor=by, after={"kind": paper.kind})
    return paper


@transaction.atomic
def withdraw(*, paper: Paper, by: User) -> Paper:
    """By an owner, while nobody has decided. Locks the paper. Raises NotOwner, WrongState."""
    held = locks.paper(paper.pk)
    if not rules.may_hand_in(by, held.seller):
        raise exceptions.NotOwner
    _move(held, PaperState.WITHDRAWN)
    held.save(update_fields=["state"])
    audit.record("verification.paper.withdrawn", subject=held, actor=by)
    return held


@transaction.atomic
def verify(*, paper: Paper, by: User, now: datetime | None = None) -> Paper:
    """Found in the public register: the seller is verified from now on. Locks seller and paper.

    Raises NotChecker, WrongState, OutOfDate.
    """
    held, at = _decide(paper, PaperState.VERIFIED, by, now)
    if held.expires_on < timezone.localdate(at):
        raise exceptions.OutOfDate
    held.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record("verification.paper.verified", subject=held, actor=by, after={"kind": held.kind})
    if PaperKind(held.kind).proves_the_seller:
        orders.verify_seller(seller=held.seller, by=by, now=at)
    letters.step(held)
    return held


@transaction.atomic
def refuse(*, paper: Paper, by: User, reason: str, now: datetime | None = None) -> Paper:
    """Not found, or it says something else. Locks seller and paper. Raises NotChecker, WrongState, ReasonMissing."""
    return _say_no(paper, PaperState.REFUSED, by, reason, now)


@transaction.atomic
def revoke(*, paper: Paper, by: User, reason: str, now: datetime | None = None) -> Paper:
    """A verified paper turned out wrong: the seller loses what it proved. Locks, raises as `refuse`."""
    held = _say_no(paper, PaperState.REVOKED, by, reason, now)
    _end_if_unproved(held, by)
    return held


def sweep(*, now: datetime | None = None) -> int:
    """Reminds of papers that run out in 30, 7 and 1 days and ends those that have; returns how many it touched."""
    at = now or clock.now()
    today = timezone.localdate(at)
    near = Paper.objects.filter(
        state=PaperState.VERIFIED, expires_on__lte=today + timedelta(days=max(REMINDERS))
    )
    return sum(_look(pk, today) for pk in near.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _look(pk: int, today: date) -> int:
    held = locks.paper(pk)
    if held.status is not PaperState.VERIFIED:
        return 0
    left = (held.expires_on - today).days
    if left < 0:
        _move(held, PaperState.EXPIRED)
        held.save(update_fields=["state"])
        audit.record("verification.paper.expired", subject=held, actor=None)
        _end_if_unproved(held, None)
        letters.step(held)
        return 1
    due = min((days for days in REMINDERS if left <= days), default=None)
    if due is None or (held.reminded_days is not None and held.reminded_days <= due):
        return 0
    held.reminded_days = due
    held.save(update_fields=["reminded_days"])
    letters.runs_out(held, due)
    return 1


def _say_no(paper: Paper, state: PaperState, by: User, reason: str, now: datetime | None) -> Paper:
    held, _at = _decide(paper, state, by, now)
    held.reason = clean_line(reason)[:300]
    if not held.reason:
        raise exceptions.ReasonMissing
    held.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    audit.record(f"verification.paper.{state}", subject=held, actor=by, after={"kind": held.kind})
    letters.step(held)
    return held


def _decide(paper: Paper, state: PaperState, by: User, now: datetime | None) -> tuple[Paper, datetime]:
    held = locks.paper(paper.pk)
    if not rules.may_check(by, held):
        raise exceptions.NotChecker
    at = now or clock.now()
    _move(held, state)
    held.decided_by, held.decided_at = by, at
    return held, at


def _move(held: Paper, state: PaperState) -> None:
    if not held.status.may_become(state):
        raise exceptions.WrongState
    held.state = state


def _end_if_unproved(held: Paper, by: User | None) -> None:
    """Without any valid paper the seller is unverified again: its new works go to a curator first."""
    seller = held.seller
    if not PaperKind(held.kind).proves_the_seller or seller.verified_at is None or queries.is_proved(seller):
        return
    seller.verified_at = None
    seller.save(update_fields=["verified_at"])
    audit.record("verification.seller.ended", subject=seller, actor=by)
