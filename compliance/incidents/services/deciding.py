"""The steps of a breach: assessed, reported, people told, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import pgettext

from compliance import audit
from compliance.incidents import locks, rules
from compliance.incidents.enums import Audience, BreachState, Risk
from compliance.incidents.exceptions import (
    DelayUnexplained,
    MovedOn,
    NotAllTold,
    NoticeMissing,
    PartsMissing,
    ReasonMissing,
    TimesWrong,
)
from compliance.incidents.models import Breach, Notice
from compliance.incidents.services.opening import officer, write
from core import clock
from core.bidi import clean_line, clean_text


@transaction.atomic
def assess(
    *,
    number: str,
    by: Any,
    risk: Risk,
    report_needed: bool,
    tell_subjects: bool,
    reason: str = "",
    now: datetime | None = None,
) -> Breach:
    """How grave it is, whether the authority must know, whether the people are told.

    Not reporting, or not telling people of a breach that is likely to harm them, needs its reason in writing.
    Raises OfficersOnly, MovedOn, ReasonMissing.
    """
    officer(by)
    breach, moment = _may(number, BreachState.ASSESSED), now or clock.now()
    text = clean_text(reason)
    if not text and (not report_needed or (not tell_subjects and risk != Risk.NONE)):
        raise ReasonMissing
    breach.risk, breach.report_needed, breach.tell_subjects = risk, report_needed, tell_subjects
    breach.tell_reason = text or breach.tell_reason
    breach.assessed_at = moment
    return _move(breach, BreachState.ASSESSED, by=by, now=moment, text=text)


@transaction.atomic
def report(
    *,
    number: str,
    by: Any,
    at: datetime | None = None,
    reference: str = "",
    delay_reason: str = "",
    now: datetime | None = None,
) -> Breach:
    """The report has gone to the authority, with the newest words to it; late only with a justification.

    Parts may be missing only with a reason too (Article 24(2)). Raises OfficersOnly, MovedOn, NoticeMissing,
    PartsMissing, DelayUnexplained, TimesWrong.
    """
    officer(by)
    breach, moment = _may(number, BreachState.REPORTED), now or clock.now()
    sent = at or moment
    if sent > moment or sent < breach.aware_at:
        raise TimesWrong
    why = clean_text(delay_reason) or breach.delay_reason
    notice = newest(breach, Audience.AUTHORITY)
    if notice is None:
        raise NoticeMissing
    if sent > breach.due_at and not why:
        raise DelayUnexplained
    if not why and (left := rules.missing(breach)):
        raise PartsMissing(parts=pgettext("list", "; ").join(left))
    notice.sent_at = sent
    notice.save(update_fields=["sent_at"])
    breach.reported_at, breach.delay_reason = sent, why
    breach.authority_reference = clean_line(reference)[:80]
    return _move(breach, BreachState.REPORTED, by=by, now=moment, text=breach.authority_reference)


@transaction.atomic
def supplement(*, number: str, by: Any, now: datetime | None = None) -> Notice:
    """What was missing in the report has gone to the authority too: the newest words to it, not sent before.

    Raises OfficersOnly, MovedOn, NoticeMissing.
    """
    officer(by)
    breach, moment = locks.breach(number), now or clock.now()
    if breach.reported_at is None or breach.closed_at is not None:
        raise MovedOn
    notice = newest(breach, Audience.AUTHORITY)
    if notice is None or notice.sent_at is not None:
        raise NoticeMissing
    notice.sent_at = moment
    notice.save(update_fields=["sent_at"])
    write(breach, "supplement", by=by, at=moment, text=str(notice.version))
    audit.record("incidents.breach.supplemented", subject=breach, actor=by, after={"version": notice.version})
    return notice


@transaction.atomic
def finish_telling(*, number: str, by: Any, now: datetime | None = None) -> Breach:
    """Everybody on the list has been written to; the sender calls it after the last batch.

    Raises MovedOn, NotAllTold.
    """
    breach, moment = _may(number, BreachState.SUBJECTS_TOLD), now or clock.now()
    if breach.recipients.filter(sent_at__isnull=True).exists():
        raise NotAllTold
    breach.told_at = moment
    count = breach.recipients.count()
    return _move(breach, BreachState.SUBJECTS_TOLD, by=by, now=moment, text=str(count))


@transaction.atomic
def close(*, number: str, by: Any, conclusions: str = "", now: datetime | None = None) -> Breach:
    """Nothing is left to do; what we learnt is written down. Raises OfficersOnly, MovedOn, ReasonMissing."""
    officer(by)
    breach, moment = _may(number, BreachState.CLOSED), now or clock.now()
    if "close" not in rules.verbs(breach):
        raise MovedOn
    breach.conclusions = clean_text(conclusions) or breach.conclusions
    if not breach.conclusions:
        raise ReasonMissing
    breach.closed_at = moment
    return _move(breach, BreachState.CLOSED, by=by, now=moment, text=breach.conclusions)


def newest(breach: Breach, audience: Audience) -> Notice | None:
    """The newest version of the words to one side."""
    return breach.notices.filter(audience=audience).order_by("-version").first()


def _may(number: str, to: BreachState) -> Breach:
    breach = locks.breach(number)
    if not breach.status.may_become(to):
        raise MovedOn
    return breach


def _move(breach: Breach, to: BreachState, *, by: Any, now: datetime, text: str = "") -> Breach:
    before, breach.state, breach.changed_at = breach.state, to, now
    breach.save()
    write(breach, str(to), by=by, at=now, text=text)
    audit.record(
        f"incidents.breach.{to}",
        subject=breach,
        actor=by,
        before={"state": before},
        after={"state": str(to), "drill": breach.drill},
    )
    return breach
