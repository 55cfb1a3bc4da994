"""From what we keep to what is printed: the plain facts that `papers` lays out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.dates import both_dates, gregorian_text
from core.pdf import Two
from mailing.bilingual import path
from workshops.admission import codes, queries, rules
from workshops.admission.naming import badge_of, two_of
from workshops.admission.papers import badges, certificate, ticket
from workshops.enums import Place

if TYPE_CHECKING:
    from workshops.admission.models import Certificate
    from workshops.booking.models import Ticket
    from workshops.models import Event, Run, Session

ONLINE: Final = Two("عن بُعد، الرابط على صفحة تسجيلك", "Online, the link is on your registration's page")
FREE: Final = Two("دعوة", "Invitation")


def language() -> str:
    return "ar" if (get_language() or "ar").startswith("ar") else "en"


def code_of(row: Ticket) -> str:
    """Empty for a ticket that opens no door."""
    return codes.code_of(row.pk, row.secret) if rules.opens(row) else ""


def qr_svg(code: str) -> SafeString:
    """Drawn into the page: no second request, sharp at any size, black on white in both themes."""
    drawn = segno.make(code, error="m", micro=False)
    return mark_safe(drawn.svg_inline(border=2, dark="#000", light="#fff", omitsize=True))  # noqa: S308  ours


def ticket_pdf(row: Ticket, made: datetime) -> bytes:
    run = row.registration.run
    sessions = list(run.sessions.order_by("starts_at"))
    paper = ticket.TicketPaper(
        event=two_of(run.event, "title"),
        kind=two_of(row.ticket_type) if row.ticket_type else FREE,
        dates=[when(session, run, full=len(sessions) == 1) for session in sessions],
        place=place_of(run.event),
        organiser=two_of(run.event.seller),
        attendee=row.attendee_name,
        number=row.label,
        code=code_of(row),
        short=codes.short_of(row.pk, row.secret),
        made=made,
    )
    return ticket.pdf(paper, language())


def when(session: Session, run: Run, *, full: bool) -> Two:
    """The day and the hours on the wall of the place; both calendars where there is room."""
    start, end = session.starts_at.astimezone(run.zone), session.ends_at.astimezone(run.zone)
    day = both_dates if full else gregorian_text
    hours = f"{start:%H:%M}", f"{end:%H:%M}"
    return Two(
        f"{day(start.date(), 'ar')}، {hours[0]} إلى {hours[1]}",
        f"{day(start.date(), 'en')}, {hours[0]} to {hours[1]}",
    )


def place_of(event: Event) -> Two:
    if event.place == Place.ONLINE or event.venue is None:
        return ONLINE
    name, city = two_of(event.venue), event.venue.city
    if city is None:
        return name
    town = two_of(city)
    return Two(f"{name.ar}، {town.ar}", f"{name.en}, {town.en}")


def badges_pdf(run: Run, rows: Iterable[Ticket], made: datetime) -> bytes:
    printed = []
    for row in rows:
        name, other = badge_of(row)
        printed.append(badges.Badge(name, other, two_of(row.ticket_type) if row.ticket_type else Two("", "")))
    return badges.pdf(printed, event=two_of(run.event, "title"), language=language(), made=made)


def certificate_pdf(row: Certificate) -> bytes:
    lang = language()
    hours = row.minutes / 60
    paper = certificate.CertificatePaper(
        name=Two(row.name_ar, row.name_en),
        course=Two(row.course_ar, row.course_en),
        seller=Two(row.seller_ar, row.seller_en),
        teacher=Two(row.teacher_ar, row.teacher_en),
        hours=f"{hours:.1f}".removesuffix(".0"),
        attended=row.attended,
        sessions=row.sessions,
        first_day=row.first_day,
        last_day=row.last_day,
        issued_on=row.issued_at.date(),
        number=row.number,
        code=row.code,
        url=verify_url(row, lang),
        revoked=not row.standing,
        made=row.revoked_at or row.issued_at,
    )
    return certificate.pdf(paper, lang)


def verify_url(row: Certificate, lang: str) -> str:
    return f"{settings.SITE_URL}{path('admission:verify', row.code, language=lang)}"


def valid_tickets(run: Run) -> Iterable[Ticket]:
    return queries.tickets_in(run).filter(state="valid")
