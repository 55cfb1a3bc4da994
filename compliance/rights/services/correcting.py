"""Corrections: applied by the owner's own service or by hand, with history; recipients told; evidence destroyed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from compliance import audit
from compliance.rights import correctable, events, evidence, joins, locks, queries, rules
from compliance.rights.enums import CorrectionState, Ground, RequestState, StepKind
from compliance.rights.exceptions import MovedOn, NotAnOfficer, OwnRequest, RequestMissing
from compliance.rights.models import Correction, RecipientNotice, Request
from compliance.rights.services import answering, moving
from core import clock
from core.bidi import clean_text

CORRECTED = gettext_noop("Your data are corrected, and those to whom we had given them are told.")
CORRECTED_IN_PART = gettext_noop("A part is corrected. The rest is accurate by what we have seen.")
ACCURATE = gettext_noop("By what we have seen the data are accurate, so they stay as they are.")


@transaction.atomic
def add_evidence(*, correction: Correction, user: Any, file: Any) -> Correction:
    """A paper that shows what is right, from the person. Locks request and correction.

    Raises RequestMissing, MovedOn, EvidenceRefused.
    """
    row = locks.correction(correction.pk)
    if not rules.owns(user, row.request):
        raise RequestMissing
    if row.state != CorrectionState.ASKED or not row.request.status.open:
        raise MovedOn
    before = row.evidence_path
    row.evidence_path, row.evidence_name = evidence.store(file)
    row.save(update_fields=["evidence_path", "evidence_name"])
    if before:
        events.destroy(before)
    return row


@transaction.atomic
def apply(
    *, correction: Correction, by: Any, before: str = "", after: str = "", now: datetime | None = None
) -> Correction:
    """What was wrong is right now. A registered field is written by its owner; otherwise `before` says what stood
    there when the officer corrected it by hand.

    Locks request and correction. Raises MovedOn, NotAnOfficer, OwnRequest, and what the owner refuses.
    """
    row, moment = _held(correction, by, now)
    known = correctable.field(row.field)
    right = clean_text(after)[:2_000] or row.after
    if known is not None and row.request.user is not None:
        row.before = known.read(row.request.user)
        known.write(user=row.request.user, value=right, by=by)
    else:
        row.before = clean_text(before)[:2_000]
    row.after = right
    _decide(row, CorrectionState.APPLIED, by=by, now=moment)
    tell_recipients(row.request, [known.topic] if known else None, by=by, now=moment)
    _finish(row.request, by=by, now=moment)
    return row


@transaction.atomic
def refuse(*, correction: Correction, by: Any, now: datetime | None = None) -> Correction:
    """The data are accurate. Locks request and correction. Raises MovedOn, NotAnOfficer, OwnRequest."""
    row, moment = _held(correction, by, now)
    _decide(row, CorrectionState.REFUSED, by=by, now=moment)
    _finish(row.request, by=by, now=moment)
    return row


def _held(correction: Correction, by: Any, now: datetime | None) -> tuple[Correction, datetime]:
    row = locks.correction(correction.pk)
    if not rules.may_handle(by, row.request):
        raise OwnRequest if rules.owns(by, row.request) else NotAnOfficer
    if row.state != CorrectionState.ASKED or not row.request.status.identified:
        raise MovedOn
    return row, now or clock.now()


def _decide(row: Correction, state: CorrectionState, *, by: Any, now: datetime) -> None:
    """Writes the decision; the evidence is destroyed with it."""
    path = row.evidence_path
    row.state, row.decided_by, row.decided_at = state, by, now
    if path:
        row.evidence_path, row.evidence_name, row.evidence_destroyed_at = "", "", now
        events.destroy(path)
        audit.record("rights.evidence.destroyed", subject=row.request, actor=by)
    row.save()
    told = {"correction": row.pk, "field": row.field}
    audit.record(f"rights.correction.{state}", subject=row.request, actor=by, after=told)


def _finish(request: Request, *, by: Any, now: datetime) -> None:
    """The last decision answers the request."""
    if queries.corrections_open(request).exists():
        return
    states = set(request.corrections.values_list("state", flat=True))
    if states == {CorrectionState.APPLIED}:
        answering.finish(request, RequestState.DELIVERED, by=by, now=now, text=CORRECTED)
        return
    part = CorrectionState.APPLIED in states
    answering.finish(
        request,
        RequestState.PARTLY_REFUSED if part else RequestState.REFUSED,
        by=by,
        now=now,
        text=CORRECTED_IN_PART if part else ACCURATE,
        ground=Ground.ACCURATE,
        article=Ground.ACCURATE.article,
    )


def tell_recipients(request: Request, topics: list[str] | None, *, by: Any, now: datetime) -> int:
    """Those who got the data hear of the change; a row a recipient, and a letter where we know an address.

    Returns how many were told now. The request is locked. Its number is all that the letter names.
    """
    count = 0
    for recipient in joins.recipients_of(topics):
        _row, made = RecipientNotice.objects.get_or_create(
            request=request, code=recipient.code, name=recipient.name, defaults={"sent_at": now}
        )
        if made:
            joins.tell_recipient(request, recipient)
            count += 1
    if count:
        audit.record("rights.recipients.told", subject=request, actor=by, after={"count": count})
        moving.write(request, by=by, now=now, kind=StepKind.LETTER, text=str(count), letter="", public=False)
    return count


@transaction.atomic
def note_answer(
    *, notice: RecipientNotice, by: Any, text: str, now: datetime | None = None
) -> RecipientNotice:
    """What a recipient answered. Locks the request. Raises NotAnOfficer, OwnRequest."""
    held = locks.request(notice.request_id)
    if not rules.may_handle(by, held):
        raise OwnRequest if rules.owns(by, held) else NotAnOfficer
    notice.answer, notice.answered_at = clean_text(text)[:1_000], now or clock.now()
    notice.save(update_fields=["answer", "answered_at"])
    return notice
