"""Certificates of attendance: issued for a whole run in one click, withdrawn one by one."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from workshops.admission import codes, events, locks, naming, queries, rules
from workshops.admission.exceptions import (
    AlreadyRevoked,
    NotAtThisDoor,
    NotOverYet,
    ReasonMissing,
    ShareOutside,
)
from workshops.admission.models import Certificate
from workshops.booking.enums import TicketState

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.booking.models import Ticket
    from workshops.models import Event, Run, Session

SHARE: Final = 75  # percent of the sessions, unless the organiser says otherwise
CODE: Final = 12  # letters of five bits: sixty bits of chance
REASON: Final = 300


def certify_run(*, run: Run, by: User, share: int = SHARE, now: datetime | None = None) -> list[Certificate]:
    """A certificate for every valid ticket that came to this share of the sessions, and has none yet.

    A withdrawn certificate is not issued again by this. Each ticket in its own transaction, locked. Raises
    NotAtThisDoor, ShareOutside, NotOverYet.
    """
    if not rules.may_stand_at_door(by, run.event):
        raise NotAtThisDoor
    if not 1 <= share <= 100:  # noqa: PLR2004  percent
        raise ShareOutside
    moment = now or clock.now()
    if not rules.is_over(run, moment):
        raise NotOverYet
    sessions = {session.pk: session for session in run.sessions.all()}
    needed = max(1, -(-len(sessions) * share // 100))
    issued = (_certify(ticket, sessions, needed, by, moment) for ticket in _candidates(run))
    return [one for one in issued if one is not None]


def _candidates(run: Run) -> list[Ticket]:
    rows = queries.tickets_in(run).filter(state=TicketState.VALID, certificates__isnull=True)
    return list(rows.filter(entries__state="in").distinct().order_by("pk"))


@transaction.atomic
def _certify(
    ticket: Ticket, sessions: dict[int, Session], needed: int, by: User, now: datetime
) -> Certificate | None:
    """Lock, read again, decide."""
    row = locks.ticket(ticket.pk)
    if row.state != TicketState.VALID or row.certificates.exists():
        return None
    came = row.entries.filter(queries.LIVING, session__in=sessions).values_list("session_id", flat=True)
    attended = sorted((sessions[pk] for pk in came), key=lambda session: session.starts_at)
    if len(attended) < needed:
        return None
    certificate = _write(row, attended, len(sessions), by, now)
    audit.record(
        events.CERTIFIED,
        subject=certificate,
        actor=by,
        after={"attended": len(attended), "of": len(sessions)},
    )
    events.certificate_ready(certificate.pk)
    return certificate


def _write(ticket: Ticket, attended: list[Session], of: int, by: User, now: datetime) -> Certificate:
    run = ticket.registration.run
    pk = _next_key()
    seconds = sum((session.ends_at - session.starts_at).total_seconds() for session in attended)
    return Certificate.objects.create(
        pk=pk,
        ticket=ticket,
        number=f"CA-{now.year}-{pk:06}",
        code="".join(secrets.choice(codes.ALPHABET) for _ in range(CODE)),
        **_words(ticket, run.event),
        minutes=int(seconds // 60),
        attended=len(attended),
        sessions=of,
        first_day=_day(attended[0].starts_at, run),
        last_day=_day(attended[-1].ends_at, run),
        issued_at=now,
        issued_by=by,
    )


def _words(ticket: Ticket, event: Event) -> dict[str, str]:
    named: dict[str, Any] = {
        "name": naming.person_of(ticket),
        "course": naming.two_of(event, "title"),
        "seller": naming.two_of(event.seller),
        "teacher": naming.two_of(event.artist) if event.artist else None,
    }
    return {
        f"{field}_{language}": getattr(two, language) if two else ""
        for field, two in named.items()
        for language in ("ar", "en")
    }


def _day(moment: datetime, run: Run) -> date:
    return moment.astimezone(run.zone).date()


def _next_key() -> int:
    """The number is made of the key, which the row must know before it is written: it never changes after."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('admission_certificate', 'id'))")
        row: tuple[int] = cursor.fetchone()
    return row[0]


@transaction.atomic
def revoke(*, certificate: Certificate, by: User, reason: str, now: datetime | None = None) -> Certificate:
    """The public page says from now on that it does not stand. Locks the ticket.

    Raises NotAtThisDoor, ReasonMissing, AlreadyRevoked.
    """
    ticket = locks.ticket(certificate.ticket_id)
    if not rules.may_stand_at_door(by, ticket.registration.run.event):
        raise NotAtThisDoor
    words = clean_line(reason)[:REASON]
    if not words:
        raise ReasonMissing
    row = Certificate.objects.get(pk=certificate.pk)
    if not row.standing:
        raise AlreadyRevoked
    row.revoked_at, row.revoked_by, row.reason = now or clock.now(), by, words
    row.save(update_fields=["revoked_at", "revoked_by", "reason"])
    audit.record(events.REVOKED, subject=row, actor=by, note=words)
    return row
