"""The collector's word on being named: given, changed, and taken back as easily."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions.progress import events, locks, queries, rules
from commissions.progress.enums import NamingForm
from commissions.progress.exceptions import NameMissing, NotFinished, NotYours
from commissions.progress.models import NamingConsent
from commissions.progress.services import tracing
from compliance import audit
from core import clock
from core.bidi import clean_line
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User
    from commissions.models import Commission

NAME = 120


@transaction.atomic
def give_consent(
    *,
    commission: Commission,
    by: User,
    form: NamingForm,
    name_ar: str = "",
    name_en: str = "",
    language: str = "ar",
    now: datetime | None = None,
) -> NamingConsent:
    """One consent is in force; another word ends it. The provenance follows at once. Locks the commission.

    The same word again changes nothing. Raises NotYours, NotFinished, NameMissing.
    """
    locked = locks.commission(commission.pk)
    _own(locked, by)
    named = form is NamingForm.NAMED
    arabic, english = (clean_line(name)[:NAME] if named else "" for name in (name_ar, name_en))
    if named and not (arabic or english):
        raise NameMissing
    known = locks.consent(locked)
    if known and (known.form, known.name_ar, known.name_en) == (form.value, arabic, english):
        return known
    moment = now or clock.now()
    _end(known, moment)
    row = NamingConsent.objects.create(
        commission=locked,
        collector=by,
        form=form,
        name_ar=arabic,
        name_en=english,
        language="ar" if language.startswith("ar") else "en",
        given_at=moment,
    )
    audit.record("progress.consent.given", subject=row, actor=by, after={"form": form.value})
    tracing.follow_consent(commission=locked, by=by, before=known)
    events.tell("consent_given", subject=row.pk, key=f"consent:{row.pk}:given")
    return row


@transaction.atomic
def withdraw_consent(
    *, commission: Commission, by: User, now: datetime | None = None
) -> NamingConsent | None:
    """Takes back what is in force; the name leaves the provenance at once. Locks the commission.

    None where there was nothing to take back. Raises NotYours.
    """
    locked = locks.commission(commission.pk)
    if rules.side_of(by, locked) is not Side.BUYER:
        raise NotYours
    known = locks.consent(locked)
    if known is None:
        return None
    _end(known, now or clock.now())
    audit.record("progress.consent.withdrawn", subject=known, actor=by, before={"form": known.form})
    tracing.follow_consent(commission=locked, by=by, before=known)
    events.tell("consent_withdrawn", subject=known.pk, key=f"consent:{known.pk}:withdrawn")
    return known


@transaction.atomic
def ask_consent(*, commission: Commission, by: User, now: datetime | None = None) -> bool:
    """The artist asks the collector how to be named: one letter a week, none once there is an answer.

    Locks the commission. Raises NotYours, NotFinished.
    """
    locked = locks.commission(commission.pk)
    if rules.side_of(by, locked) is not Side.SELLER:
        raise NotYours
    if not rules.may_sign(by, locked):
        raise NotFinished
    if queries.consent_of(locked) is not None:
        return False
    year, week, _day = (now or clock.now()).isocalendar()
    events.tell("consent_asked", subject=locked.pk, key=f"ask:{locked.pk}:{year}-{week}")
    audit.record("progress.consent.asked", subject=locked, actor=by)
    return True


def _own(commission: Commission, by: User) -> None:
    if rules.side_of(by, commission) is not Side.BUYER:
        raise NotYours
    if not rules.may_consent(by, commission):
        raise NotFinished


def _end(consent: NamingConsent | None, now: datetime) -> None:
    if consent is not None:
        consent.withdrawn_at = now
        consent.save(update_fields=["withdrawn_at"])
