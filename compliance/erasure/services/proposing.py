"""Two officers: one looks and proposes, another one decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from compliance import audit, obstacles
from compliance.erasure import letters, locks, queries, rules, signals, traces
from compliance.erasure.enums import State, StepState
from compliance.erasure.exceptions import (
    AlreadyErased,
    AlreadyOpen,
    InTheWay,
    Moved,
    NobodyNamed,
    NotOfficer,
    OwnCase,
    OwnProposal,
    ReasonMissing,
)
from compliance.erasure.models import Erasure
from compliance.erasure.services import replaylist
from compliance.rules import is_officer
from core import clock
from core.bidi import clean_line
from core.outbox import enqueue


@transaction.atomic
def propose(
    *,
    user: Any = None,
    emails: Iterable[str] = (),
    by: Any,
    request_number: str = "",
    language: str = "",
    now: datetime | None = None,
) -> Erasure:
    """An erasure that waits for a second officer. `emails` name somebody without an account, or more addresses.

    Locks the person. Raises NotOfficer, OwnCase, NobodyNamed, AlreadyOpen, AlreadyErased, InTheWay, ListBehind.
    """
    named = frozenset(address.strip().lower() for address in emails if address.strip())
    _check_proposal(user, named, by)
    replaylist.check()  # else the number might be one that the list knows
    at = now or clock.now()
    subject = queries.subject_for(user, named)
    erasure = Erasure.objects.create(
        number=f"ER-{at.year}-{locks.next_number(at.year):06}",
        user=user,
        email_hashes=sorted(traces.hashed(address) for address in subject.emails),
        sealed={"emails": sorted(subject.emails), "needles": []},
        request_number=request_number,
        language=language or getattr(user, "language", "") or "ar",
        proposed_by=by,
        proposed_at=at,
    )
    audit.record(
        "erasure.erasure.proposed",
        subject=erasure,
        actor=by,
        after={"request": request_number, "user": _pk(user)},
    )
    return erasure


@transaction.atomic
def approve(*, erasure: Erasure, by: Any, now: datetime | None = None) -> Erasure:
    """The second person's word: from here a worker carries it out. Locks the erasure.

    Raises NotOfficer, OwnCase, OwnProposal, Moved, InTheWay.
    """
    row = locks.erasure(erasure.pk)
    _check_decision(row, by)
    if row.state != State.PROPOSED:
        raise Moved
    check_the_way(row.user)
    row.state, row.decided_by, row.decided_at = State.APPROVED, by, now or clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record("erasure.erasure.approved", subject=row, actor=by, after={"request": row.request_number})
    enqueue("erasure.run", {"erasure": row.pk}, key=f"{row.pk}:approved")
    return row


@transaction.atomic
def refuse(*, erasure: Erasure, by: Any, reason: str, now: datetime | None = None) -> Erasure:
    """It will not be done, and why. Possible until the first record is gone. Locks the erasure.

    Raises NotOfficer, OwnCase, ReasonMissing, Moved.
    """
    why = clean_line(reason)[:500]
    row = locks.erasure(erasure.pk)
    if not is_officer(by):
        raise NotOfficer
    if row.user_id == by.pk:
        raise OwnCase
    if not why:
        raise ReasonMissing
    begun = row.steps.filter(state=StepState.DONE).exists()
    if not rules.may_refuse(by, row, begun=begun):
        raise Moved
    row.state, row.reason, row.sealed = State.REFUSED, why, None
    row.decided_by, row.decided_at = by, now or clock.now()
    row.save(update_fields=["state", "reason", "sealed", "decided_by", "decided_at"])
    audit.record("erasure.erasure.refused", subject=row, actor=by, note=why)
    signals.erasure_refused.send(Erasure, erasure=row)
    letters.refused(row)
    return row


def check_the_way(user: Any) -> None:
    """Raises InTheWay with everything that must end first."""
    if user is None:
        return
    found = obstacles.in_the_way(user)
    held = queries.standing_holds(user).exists()
    if found or held:
        raise InTheWay(obstacles=found, held=held)


def _check_proposal(user: Any, named: frozenset[str], by: Any) -> None:
    if not is_officer(by):
        raise NotOfficer
    if user is None and not named:
        raise NobodyNamed
    if not rules.may_propose(by, user):
        raise OwnCase
    if user is None:
        return
    locks.person(user.pk)
    if (known := queries.open_for(user)) is not None:
        raise AlreadyOpen(number=known.number)
    if (known := queries.done_for(user)) is not None:
        raise AlreadyErased(number=known.number)
    check_the_way(user)


def _check_decision(row: Erasure, by: Any) -> None:
    if not is_officer(by):
        raise NotOfficer
    if row.user_id == by.pk:
        raise OwnCase
    if row.proposed_by_id == by.pk:
        raise OwnProposal


def _pk(user: Any) -> int | None:
    return getattr(user, "pk", None)
