"""Who received the person's data from us is told to erase it too (IR 8(2)), and what they answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.erasure import letters, locks
from compliance.erasure.enums import Answer
from compliance.erasure.exceptions import NoticeMoved, NotOfficer, NotToldYet
from compliance.erasure.models import Erasure, RecipientNotice
from compliance.records.queries import recipients_of
from compliance.rules import is_officer
from core import clock
from core.bidi import clean_line


def note_recipients(erasure: Erasure, labels: Iterable[str], now: datetime) -> int:
    """One notice for everybody who received records of these kinds; who has an address is written to at once.

    Runs in the caller's transaction; a recipient that is noted already is passed over.
    """
    count = 0
    hashes = [hashlib.sha256(one.encode()).hexdigest() for one in (erasure.sealed or {}).get("emails", ())]
    for party in recipients_of({label for label in labels if "." in label}):
        notice, new = RecipientNotice.objects.get_or_create(
            erasure=erasure,
            code=party.code,
            defaults={"name": party.name, "address": party.contact_email, "created_at": now},
        )
        if new and notice.address:
            letters.tell_recipient(notice, hashes)
            notice.sent_at = now
            notice.save(update_fields=["sent_at"])
        count += new
    return count


@transaction.atomic
def note_told(
    *, notice: RecipientNotice, by: Any, note: str = "", now: datetime | None = None
) -> RecipientNotice:
    """An officer told the recipient by other means than our letter. Locks the notice.

    Raises NotOfficer, NoticeMoved.
    """
    if not is_officer(by):
        raise NotOfficer
    row = locks.notice(notice.pk)
    if row.sent_at is not None:
        raise NoticeMoved
    row.sent_at, row.sent_by, row.note = now or clock.now(), by, clean_line(note)[:500]
    row.save(update_fields=["sent_at", "sent_by", "note"])
    audit.record("erasure.recipient.told", subject=row, actor=by, after={"recipient": row.code})
    return row


@transaction.atomic
def note_answer(
    *, notice: RecipientNotice, by: Any, answer: str, note: str = "", now: datetime | None = None
) -> RecipientNotice:
    """What the recipient said. A refusal may be followed by a better answer; nothing else is overwritten.

    Locks the notice. Raises NotOfficer, NotToldYet, NoticeMoved.
    """
    if not is_officer(by):
        raise NotOfficer
    row = locks.notice(notice.pk)
    if row.sent_at is None:
        raise NotToldYet
    if row.answer not in {Answer.NONE, Answer.REFUSED} or answer not in Answer.values or not answer:
        raise NoticeMoved
    row.answer, row.answered_at, row.note = answer, now or clock.now(), clean_line(note)[:500]
    row.save(update_fields=["answer", "answered_at", "note"])
    audit.record(
        "erasure.recipient.answered", subject=row, actor=by, after={"recipient": row.code, "answer": answer}
    )
    return row
