"""What a provider reports about a mail: a spam report or an unsubscribe is a withdrawal, at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from compliance.consents import registry
from compliance.consents.enums import Group, Means
from compliance.consents.origins import Origin
from compliance.consents.parties import Party, address_hash, of_address
from compliance.consents.services import withdraw
from core import clock
from mailing import consent
from mailing.enums import ReportKind
from mailing.models import EmailMessage, MailReport
from mailing.reports import Report


def take_reports(*, provider: str, reports: Iterable[Report]) -> int:
    """Each report in a transaction of its own, once; how many were new and of use. Others are passed over."""
    known = set(ReportKind.values)
    return sum(_take(provider, report) for report in reports if report.kind in known)


@transaction.atomic
def _take(provider: str, report: Report) -> bool:
    message = EmailMessage.objects.filter(key=report.key).first() if report.key else None
    kind = ReportKind(report.kind)
    if kind is ReportKind.OPENED and (message is None or not consent.may_watch(message)):
        return False  # nobody agreed to be watched: it is not even kept
    _row, is_new = MailReport.objects.get_or_create(
        provider=provider,
        event_id=report.event_id,
        defaults={"kind": kind, "message": message, "at": report.at, "received_at": clock.now()},
    )
    if not is_new:
        return False
    if kind.withdraws:
        _withdraw(report, kind, message)
    elif message is not None:
        EmailMessage.objects.filter(pk=message.pk, opened_at=None).update(opened_at=report.at)
    return True


def _withdraw(report: Report, kind: ReportKind, message: EmailMessage | None) -> None:
    """An unsubscribe ends the purpose of its mail; a spam report, or one of any other mail, ends all letters."""
    party = _party(report, message)
    if party is None:
        return
    means = Means.SPAM_REPORT if kind is ReportKind.SPAM else Means.UNSUBSCRIBE
    letters = [one.code for one in registry.purposes(Group.LETTERS)]
    one_only = kind is not ReportKind.SPAM and message is not None and message.purpose in letters
    for code in [message.purpose] if one_only and message is not None else letters:
        withdraw(party=party, purpose=code, origin=Origin(means=means))


def _party(report: Report, message: EmailMessage | None) -> Party | None:
    if message is not None and message.user is not None:
        return Party(user=message.user, address=address_hash(message.to_address))
    address = message.to_address if message is not None else report.address
    return of_address(address) if address else None
