"""The list of people and the letters to them: in batches, each person exactly once, whatever dies half-way.

One batch is one message of the outbox and one transaction: its letters are queued, its people marked and the
next batch is put in line together, or nothing of it is. A letter also carries a key of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction

from compliance import audit
from compliance.incidents import affected, events, letters, locks
from compliance.incidents.enums import Audience, BreachState
from compliance.incidents.exceptions import DrillForStaffOnly, MovedOn, NobodyToTell, NoticeMissing
from compliance.incidents.models import Breach, Notice, Recipient
from compliance.incidents.services.deciding import finish_telling, newest
from compliance.incidents.services.opening import officer, write
from core import clock

BATCH: Final = 100
GONE: Final = "@erased.invalid"


@transaction.atomic
def add_recipients(
    *,
    number: str,
    by: Any,
    user_ids: Iterable[int] = (),
    addresses: Iterable[tuple[str, str]] = (),
    now: datetime | None = None,
) -> int:
    """Puts people on the list: accounts, and addresses (with a language) without one. Returns how many are new.

    An address that belongs to an account becomes that account. Raises OfficersOnly, MovedOn,
    DrillForStaffOnly.
    """
    officer(by)
    breach = _before_sending(number)
    people = get_user_model().objects
    asked = {address.strip().lower(): language for address, language in addresses if address.strip()}
    known = dict(people.filter(email__in=asked).values_list("email", "pk"))
    wanted = {*user_ids, *known.values()}
    accounts = list(people.filter(pk__in=wanted, is_active=True).order_by("pk"))
    strangers = {address: language for address, language in asked.items() if address not in known}
    if breach.drill and (strangers or not all(person.is_staff for person in accounts)):
        raise DrillForStaffOnly
    rows = [Recipient(breach=breach, user=person, language=_language(person)) for person in accounts]
    rows += [Recipient(breach=breach, address=address, language=code) for address, code in strangers.items()]
    before = breach.recipients.count()
    Recipient.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)
    added = breach.recipients.count() - before
    if added:
        write(breach, "listed", by=by, at=now or clock.now(), text=str(added))
        audit.record("incidents.recipients.added", subject=breach, actor=by, after={"count": added})
    return added


def add_affected(*, number: str, by: Any, now: datetime | None = None) -> int:
    """Everybody of whom the linked activities hold records. Raises what `add_recipients` raises."""
    officer(by)
    codes = Breach.objects.filter(number=number).values_list("activities__code", flat=True)
    found = affected.people_of(code for code in codes if code)
    return add_recipients(number=number, by=by, user_ids=found, now=now)


@transaction.atomic
def start_telling(*, number: str, by: Any, now: datetime | None = None) -> Notice:
    """Fixes the words and puts the first batch in line. Raises OfficersOnly, MovedOn, NoticeMissing, NobodyToTell."""
    officer(by)
    breach, moment = _before_sending(number), now or clock.now()
    if not breach.status.may_become(BreachState.SUBJECTS_TOLD) or not breach.tell_subjects:
        raise MovedOn
    notice = newest(breach, Audience.SUBJECTS)
    if notice is None:
        raise NoticeMissing
    if not breach.recipients.exists():
        raise NobodyToTell
    notice.sent_at = moment
    notice.save(update_fields=["sent_at"])
    write(breach, "sending", by=by, at=moment, text=str(breach.recipients.count()))
    audit.record(
        "incidents.sending.started",
        subject=breach,
        actor=by,
        after={"notice": notice.version, "drill": breach.drill},
    )
    events.next_batch(notice, 1)
    return notice


@transaction.atomic
def send_batch(*, notice: Notice, number: int, limit: int = BATCH, now: datetime | None = None) -> int:
    """Writes to the next people on the list, and puts the next batch in line or ends the step.

    Called by the outbox, in its transaction. Returns how many letters were queued.
    """
    moment = now or clock.now()
    rows = locks.untold(notice.breach_id, limit)
    told = sum(_tell(row, notice, moment) for row in rows)
    if rows:
        events.next_batch(notice, number + 1)
    elif notice.breach.told_at is None:
        finish_telling(number=notice.breach.number, by=None, now=moment)
    return told


def _tell(row: Recipient, notice: Notice, now: datetime) -> bool:
    """One letter; an account that was erased meanwhile cannot be reached and leaves the list."""
    if not _reachable(row):
        row.delete()
        return False
    letters.tell(row, notice)
    row.notice, row.sent_at = notice, now
    row.save(update_fields=["notice", "sent_at"])
    return True


def _reachable(row: Recipient) -> bool:
    address = str(row.user.email) if row.user is not None else row.address
    return not address.endswith(GONE)


def _before_sending(number: str) -> Breach:
    """Raises MovedOn once the words went out."""
    breach = locks.breach(number)
    sent = breach.notices.filter(audience=Audience.SUBJECTS, sent_at__isnull=False)
    if breach.closed_at is not None or sent.exists():
        raise MovedOn
    return breach


def _language(person: Any) -> str:
    return "en" if str(getattr(person, "language", "ar")).startswith("en") else "ar"
