"""Somebody says that something is wrong."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from compliance import audit
from compliance.safety import events, locks, policy, queries, targets
from compliance.safety.enums import CaseState, Reason
from compliance.safety.exceptions import NoSender, OwnThing, TooManyReports
from compliance.safety.models import Case, Report, Respondent
from compliance.safety.policy import Said
from core import clock
from core.bidi import clean_text

DAY: Final = timedelta(days=1)
LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LONGEST: Final = 2_000


@transaction.atomic
def report(
    *,
    kind: str,
    pk: int,
    reason: Reason | str,
    text: str = "",
    reporter: Any = None,
    email: str = "",
    language: str = "ar",
    now: datetime | None = None,
) -> Report:
    """A report on a thing that the reporter can see, by an account or by a confirmed address of a visitor.

    Whoever reports the same thing again while it waits gets the first report back: one person is one report.
    A confirmed address of an account counts as that account. Locks the thing's case.

    Raises TargetMissing, OwnThing, NoSender, TooManyReports, ValueError for an unknown reason.
    """
    moment, address = now or clock.now(), email.strip().lower()
    sender = reporter if reporter is not None and reporter.is_authenticated else _account_of(address)
    if sender is not None:
        address = ""
    elif not address:
        raise NoSender
    thing = targets.seen_by(reporter if reporter is not None else AnonymousUser(), kind, pk)
    owners = _people(targets.kind_of(kind).owners(thing))
    if sender is not None and sender.pk in {owner.pk for owner in owners}:
        raise OwnThing
    case = _case_of(kind, thing, owners, moment)
    mine = {"reporter": sender} if sender is not None else {"email": address}
    if known := case.reports.filter(**mine).first():
        return known
    _not_too_many(sender, address, moment)
    row = Report.objects.create(
        number=_number(moment),
        case=case,
        reporter=sender,
        email=address,
        language=getattr(sender, "language", "") or language,
        reason=Reason(reason),
        text=clean_text(text)[:LONGEST],
        at=moment,
    )
    weigh(case, moment)
    audit.record(events.REPORTED, subject=case, actor=None, after={"reason": row.reason, "kind": case.kind})
    events.tell_reporter(row)
    return row


def weigh(case: Case, now: datetime) -> None:
    """Works the priority out anew from all reports of a locked case; the deadline only comes nearer."""
    rules = policy.current()
    rows = list(case.reports.select_related("reporter"))
    people = {row.reporter_id for row in rows if row.reporter_id}
    bad = queries.unfounded_by(people, {row.email for row in rows}, now)
    settled = now - timedelta(days=rules.weight["settled_days"])
    said = [
        Said(
            row.reason,
            careful=bad.get(row.reporter_id or row.email, 0) < rules.weight["unfounded"],
            settled=row.reporter is not None and row.reporter.date_joined <= settled,
        )
        for row in rows
    ]
    strikes = queries.living_strikes(case.respondents.values_list("user", flat=True), now)
    priority = rules.priority(said, strikes=strikes)
    if priority >= case.priority and len(rows) > 1:
        return
    case.priority = priority
    case.due_at = case.opened_at + rules.within(priority)
    case.save(update_fields=["priority", "due_at"])


def _case_of(kind: str, thing: Any, owners: list[Any], now: datetime) -> Case:
    """The undecided case of the thing, locked; two first reports at once open one case."""
    found = locks.undecided(kind, thing.pk)
    while found is None:
        try:
            with transaction.atomic():
                found = _open(kind, thing, owners, now)
        except IntegrityError:
            found = locks.undecided(kind, thing.pk)
    return found


def _open(kind: str, thing: Any, owners: list[Any], now: datetime) -> Case:
    arabic, english = targets.kind_of(kind).titles(thing)
    case = Case.objects.create(
        number=f"SC-{now.year}-{locks.next_number(now.year):06d}",
        kind=kind,
        target_id=thing.pk,
        title_ar=arabic,
        title_en=english,
        state=CaseState.OPEN,
        priority=policy.LOW,
        opened_at=now,
        due_at=now + policy.current().within(policy.LOW),
    )
    Respondent.objects.bulk_create(Respondent(case=case, user=owner) for owner in owners)
    return case


def _people(found: Any) -> list[Any]:
    """Each once, in the order of their keys, so that two transactions write them in one order."""
    return sorted({person.pk: person for person in found}.values(), key=lambda person: person.pk)


def _account_of(address: str) -> Any | None:
    """The account to which a confirmed address belongs."""
    if not address:
        return None
    people = get_user_model().objects.filter(is_active=True)
    return people.filter(emailaddress__email__iexact=address, emailaddress__verified=True).first()


def _not_too_many(sender: Any, address: str, now: datetime) -> None:
    limits = policy.current().limits
    most = limits["address_a_day"] if sender is None else limits["person_a_day"]
    if queries.sent_since(sender, address, now - DAY) >= most:
        raise TooManyReports


def _number(now: datetime) -> str:
    """Says nothing about how many others reported."""
    return f"SR-{now.year}-{''.join(secrets.choice(LETTERS) for _ in range(8))}"
