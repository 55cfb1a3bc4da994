"""What an officer does with a request: assess, extend, answer, refuse, note, close; and what its person does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from compliance import audit, deadlines
from compliance.rights import locks, queries, rules
from compliance.rights.enums import Delay, Ground, RequestState, Right, StepKind
from compliance.rights.exceptions import DecisionsOpen, MovedOn, NoExtension, RequestMissing, WordsMissing
from compliance.rights.models import Request
from compliance.rights.services import moving, restricting
from core import clock
from core.bidi import clean_text

LONGEST = 4_000


def _held(request: Request, by: Any, act: str, now: datetime | None) -> tuple[Request, datetime]:
    """Locked, and the officer may do this now."""
    row = locks.request(request.pk)
    moment = now or clock.now()
    moving.officer(row, by, act, moment)
    return row, moment


@transaction.atomic
def assess(*, request: Request, by: Any, now: datetime | None = None) -> Request:
    """An officer takes it. Locks the request. Raises NotAnOfficer, OwnRequest, MovedOn."""
    row, moment = _held(request, by, "assess", now)
    moving.move(row, RequestState.ASSESSING, by=by, now=moment, handled_by=by)
    return row


@transaction.atomic
def extend(
    *, request: Request, by: Any, reason: Delay, days: int, text: str = "", now: datetime | None = None
) -> Request:
    """Makes the term longer by whole days, once, before it ends; the letter with the reason leaves with it.

    Locks the request. Raises NoExtension, NotAnOfficer, OwnRequest.
    """
    row = locks.request(request.pk)
    moment = now or clock.now()
    moving.officer(row, by, "note", moment)
    to = row.due_at + timedelta(days=days)
    try:
        if not rules.may_extend(row, moment):
            raise NoExtension
        deadlines.check_extension(due=row.due_at, latest=row.latest_at, to=to, at=moment)
    except deadlines.ExtensionRefused as error:
        raise NoExtension from error
    words = clean_text(text)[:2_000]
    row.extended_due_at = row.answer_by = to
    row.extension_reason, row.extension_text, row.extension_sent_at = reason, words, moment
    row.reminded = None
    row.save(
        update_fields=[
            "extended_due_at",
            "answer_by",
            "extension_reason",
            "extension_text",
            "extension_sent_at",
            "reminded",
        ]
    )
    told = {"reason": str(reason), "until": to}
    audit.record("rights.request.extended", subject=row, actor=by, before={"due_at": row.due_at}, after=told)
    moving.write(row, by=by, now=moment, kind=StepKind.EXTENSION, text=words, letter="extended")
    return row


@transaction.atomic
def deliver(*, request: Request, by: Any, text: str, now: datetime | None = None) -> Request:
    """Answers in the officer's own words. Locks the request. Raises WordsMissing, DecisionsOpen, MovedOn."""
    row, moment = _held(request, by, "answer", now)
    words = clean_text(text)[:LONGEST]
    if not words:
        raise WordsMissing
    if queries.corrections_open(row).exists():
        raise DecisionsOpen
    finish(row, RequestState.DELIVERED, by=by, now=moment, text=words)
    return row


@transaction.atomic
def refuse(
    *,
    request: Request,
    by: Any,
    ground: Ground,
    text: str,
    in_part: bool = False,
    now: datetime | None = None,
) -> Request:
    """Says no, by a ground of the law and in words; with `in_part` the rest was done. Locks the request.

    Raises WordsMissing, DecisionsOpen, MovedOn, NotAnOfficer, OwnRequest.
    """
    row, moment = _held(request, by, "partly" if in_part else "refuse", now)
    words = clean_text(text)[:LONGEST]
    if not words:
        raise WordsMissing
    if queries.corrections_open(row).exists():
        raise DecisionsOpen
    to = RequestState.PARTLY_REFUSED if in_part else RequestState.REFUSED
    finish(row, to, by=by, now=moment, text=words, ground=ground, article=ground.article)
    return row


def finish(row: Request, to: RequestState, *, by: Any, now: datetime, text: str, **changes: Any) -> None:
    """The answer of a locked request; a correction that is settled sets the data free again."""
    letter = "answered" if to is RequestState.DELIVERED else "refused"
    moving.move(row, to, by=by, now=now, text=text, letter=letter, answer=text, handled_by=by, **changes)
    if row.kind is Right.CORRECTION:
        restricting.lift_of(row, by=by, now=now)


@transaction.atomic
def note(*, request: Request, by: Any, text: str, public: bool = False, now: datetime | None = None) -> None:
    """A word in the time line, for officers only unless `public`. Locks the request. Raises WordsMissing."""
    row, moment = _held(request, by, "note", now)
    words = clean_text(text)[:LONGEST]
    if not words:
        raise WordsMissing
    moving.write(
        row,
        by=by,
        now=moment,
        kind=StepKind.NOTE,
        text=words,
        public=public,
        letter="noted" if public else "",
    )


@transaction.atomic
def close(*, request: Request, by: Any, text: str = "", now: datetime | None = None) -> Request:
    """Nothing is left to do. Locks the request. Raises MovedOn, NotAnOfficer, OwnRequest."""
    row, moment = _held(request, by, "close", now)
    told = "ended" if row.status.open and row.status.identified else ""
    moving.move(row, RequestState.CLOSED, by=by, now=moment, text=clean_text(text)[:LONGEST], letter=told)
    restricting.lift_of(row, by=by, now=moment)
    return row


@transaction.atomic
def take_back(*, request: Request, user: Any, now: datetime | None = None) -> Request:
    """The person does not want it any more. Locks the request. Raises RequestMissing, MovedOn.

    What another room is carrying out already goes on: an erasure is stopped by its officers.
    """
    row = locks.request(request.pk)
    if not rules.owns(user, row):
        raise RequestMissing
    if not row.status.open or (row.status is RequestState.FULFILLING and row.kind is Right.DESTRUCTION):
        raise MovedOn
    moment = now or clock.now()
    moving.move(row, RequestState.WITHDRAWN, by=user, now=moment, letter="ended")
    restricting.lift_of(row, by=user, now=moment)
    return row
