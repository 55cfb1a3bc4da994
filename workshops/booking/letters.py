"""Mail and notices about registrations: which, to whom, with what facts. Each is queued once, by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.money import Money
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.enums import Priority
from mailing.rendering import render
from mailing.services import notify, queue
from mailing.services.queueing import Letter, queue_raw
from workshops.booking.models import Registration, Transfer, WaitingEntry
from workshops.booking.wording import label_of

if TYPE_CHECKING:
    from workshops.models import Run

REGISTRATION, REGISTER, TRANSFER = "booking:registration", "booking:register", "booking:transfer-accept"
PLACES = {
    "recipient": _("the recipient's name"),
    "event": _("the event's title"),
    "code": _("the registration's code"),
    "seats": _("how many seats"),
    "total": _("the price with VAT"),
    "back": _("what goes back"),
    "sender": _("who hands the ticket over"),
    "url": _("the address of the page"),
}


def confirmed(registration: Registration) -> None:
    key = f"booking:{registration.pk}:confirmed"
    facts = {"total": registration.money, "seats": registration.seats}
    _mail("booking.confirmed", registration, registration.booker, key=key, **facts)
    _notice("booking.confirmed", registration, key=key)


def cancelled(registration: Registration, *, numbers: Sequence[int], back: Money, by: User) -> None:
    """To whoever gave the seats up, and to the booker who gets the money."""
    key = f"booking:{registration.pk}:cancelled:{'-'.join(map(str, numbers))}"
    for person in {by.pk: by, registration.booker.pk: registration.booker}.values():
        _mail(
            "booking.cancelled",
            registration,
            person,
            key=f"{key}:{person.pk}",
            seats=len(numbers),
            back=back if person == registration.booker else Money.zero(back.currency),
        )
    _notice("booking.cancelled", registration, key=key)


def called_off(registration: Registration, *, back: Money) -> None:
    """To the booker with the amount; to whoever a ticket was handed over to without it."""
    key = f"booking:{registration.pk}:called_off"
    reason = Bilingual(
        registration.run.cancel_reason_ar or registration.run.cancel_reason_en or "",
        registration.run.cancel_reason_en or registration.run.cancel_reason_ar or "",
    )
    for person in people(registration):
        mine = back if person == registration.booker else Money.zero(back.currency)
        facts = {"back": mine, "reason": reason}
        _mail("booking.called_off", registration, person, key=f"{key}:{person.pk}", **facts)
        _notice("booking.called_off", registration, key=key, to=person)


def moved(registration: Registration) -> None:
    key = f"booking:{registration.pk}:moved:{registration.moved_at:%Y%m%d%H%M%S%f}"
    for person in people(registration):
        _mail("booking.moved", registration, person, key=f"{key}:{person.pk}")
        _notice("booking.moved", registration, key=key, to=person)


def people(registration: Registration) -> list[User]:
    """The booker, then whoever holds a ticket of it."""
    holders = User.objects.filter(held_tickets__registration=registration).distinct().order_by("pk")
    return [registration.booker, *(one for one in holders if one != registration.booker)]


def offered(entry: WaitingEntry) -> None:
    """The seat is kept for them until the hour in the letter."""
    key = f"booking:waiting:{entry.pk}:offered"
    until = (entry.offer_until or entry.joined_at).astimezone(entry.run.zone)
    facts = {"seats": entry.seats, "until": until, "hour": f"{until:%H:%M}"}
    _line_mail("booking.waiting_offer", entry, key=key, **facts)
    _line_notice("booking.waiting_offer", entry, key=key)


def offer_lapsed(entry: WaitingEntry) -> None:
    key = f"booking:waiting:{entry.pk}:lapsed"
    _line_mail("booking.offer_lapsed", entry, key=key)
    _line_notice("booking.offer_lapsed", entry, key=key)


def line_closed(entry: WaitingEntry) -> None:
    key = f"booking:waiting:{entry.pk}:closed"
    _line_mail("booking.line_closed", entry, key=key)
    _line_notice("booking.line_closed", entry, key=key)


def transfer_offered(transfer: Transfer, token: str) -> None:
    """To the address itself; whoever has no account yet gets the letter in both languages."""
    registration = transfer.ticket.registration
    run = registration.run
    until = transfer.until.astimezone(run.zone)
    facts = {
        **_times(run),
        "event": label_of(run),
        "sender": _name(transfer.from_user),
        "until": until,
        "hour": f"{until:%H:%M}",
        "url": page(TRANSFER, token),
    }
    key = f"booking:transfer:{transfer.pk}:offered"
    known = User.objects.filter(email__iexact=transfer.to_email, is_active=True).first()
    if known is not None:
        queue("booking.transfer_offered", to=known, context=facts, key=key)
        return
    kind = registry.mail("booking.transfer_offered")
    nobody = {"recipient": Bilingual(transfer.to_email, transfer.to_email), **facts}
    rendered = render(kind, language=transfer.from_user.language, context=nobody)
    letter = Letter(
        to_address=transfer.to_email,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=rendered.language,
        template=kind.name,
    )
    queue_raw(letter, key=key, priority=kind.priority)


def transferred(transfer: Transfer) -> None:
    """To both: the ticket is another's now, under another code."""
    registration = transfer.ticket.registration
    key = f"booking:transfer:{transfer.pk}:accepted"
    for person in (transfer.from_user, transfer.to_user):
        if person is None:
            continue
        mine = person == transfer.to_user
        facts = {"mine": mine, "sender": _name(transfer.from_user), "taker": transfer.ticket.attendee_name}
        _mail("booking.transferred", registration, person, key=f"{key}:{person.pk}", **facts)
        kind = "booking.ticket_received" if mine else "booking.transferred"
        _notice(kind, registration, key=key, to=person)


def _mail(template: str, registration: Registration, person: User, *, key: str, **facts: Any) -> None:
    given = {
        **_times(registration.run),
        "event": label_of(registration.run),
        "code": registration.code,
        "url": page(REGISTRATION, registration.code),
        **facts,
    }
    queue(template, to=person, context=given, key=key)


def _notice(kind: str, registration: Registration, *, key: str, to: User | None = None) -> None:
    person = to or registration.booker
    notify(
        user=person,
        kind=kind,
        context={"event": label_of(registration.run).facts},
        url=path(REGISTRATION, registration.code, language=person.language),
        key=key,
    )


def _line_mail(template: str, entry: WaitingEntry, *, key: str, **facts: Any) -> None:
    given = {
        **_times(entry.run),
        "event": label_of(entry.run),
        "url": page(REGISTER, entry.run_id),
        **facts,
    }
    queue(template, to=entry.user, context=given, key=key)


def _line_notice(kind: str, entry: WaitingEntry, *, key: str) -> None:
    notify(
        user=entry.user,
        kind=kind,
        context={"event": label_of(entry.run).facts},
        url=path(REGISTER, entry.run_id, language=entry.user.language),
        key=key,
    )


def _times(run: Run) -> Mapping[str, Any]:
    """Each session as the clock on the wall of the place shows it."""
    rows = [
        (one.starts_at.astimezone(run.zone), one.ends_at.astimezone(run.zone)) for one in run.sessions.all()
    ]
    return {"sessions": [_session(start, end) for start, end in rows], "zone": run.time_zone}


def _session(start: datetime, end: datetime) -> dict[str, Any]:
    return {"day": start.date(), "from": f"{start:%H:%M}", "to": f"{end:%H:%M}"}


def _name(person: User) -> Bilingual:
    arabic, english = (str(getattr(person, f"name_{code}", "") or "") for code in ("ar", "en"))
    return Bilingual(arabic or english or person.email, english or arabic or person.email)


def register() -> None:
    """Called by BookingConfig.ready()."""
    mails = {
        "booking.confirmed": _("Your registration is confirmed"),
        "booking.cancelled": _("Seats were cancelled"),
        "booking.called_off": _("An event that you registered for was cancelled"),
        "booking.moved": _("An event that you registered for has another time"),
        "booking.waiting_offer": _("A seat is free for you"),
        "booking.offer_lapsed": _("The offer of a seat has ended"),
        "booking.line_closed": _("An event that you waited for was cancelled"),
        "booking.transfer_offered": _("Somebody hands a ticket over to you"),
        "booking.transferred": _("A ticket was handed over"),
    }
    urgent = {"booking.waiting_offer", "booking.called_off", "booking.moved"}
    for name, subject in mails.items():
        registry.register(
            name,
            subject=subject,
            variables=PLACES,
            sample=sample,
            bilingual=name == "booking.transfer_offered",
            priority=Priority.HIGH if name in urgent else Priority.NORMAL,
        )
    notices = {
        "booking.confirmed": (_("You are registered for “%(event)s”."), "check"),
        "booking.cancelled": (_("Seats for “%(event)s” were cancelled."), "x"),
        "booking.called_off": (_("“%(event)s” was cancelled."), "x"),
        "booking.moved": (_("“%(event)s” has another time."), "clock"),
        "booking.waiting_offer": (_("A seat for “%(event)s” is kept for you. Take it in time."), "clock"),
        "booking.offer_lapsed": (_("The offer of a seat for “%(event)s” has ended."), "x"),
        "booking.line_closed": (_("“%(event)s”, for which you waited, was cancelled."), "x"),
        "booking.transferred": (_("Your ticket for “%(event)s” was handed over."), "check"),
        "booking.ticket_received": (_("A ticket for “%(event)s” is yours now."), "check"),
    }
    for kind, (text, icon) in notices.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    del language
    start = datetime(2026, 12, 3, 15, tzinfo=UTC).astimezone(ZoneInfo("Asia/Riyadh"))
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "event": Bilingual("أمسية في خط الثلث", "An evening of Thuluth"),
        "sessions": [_session(start, start + timedelta(hours=2))],
        "zone": "Asia/Riyadh",
        "code": "RG-7KQ2M9XA",
        "seats": 2,
        "total": Money(46_000, "SAR"),
        "back": Money(46_000, "SAR"),
        "reason": Bilingual("تعذّر حضور الخطاط.", "The calligrapher cannot come."),
        "until": start,
        "hour": "18:00",
        "sender": Bilingual("بدر الدهام", "Badr Aldaham"),
        "taker": "Sara",
        "mine": False,
        "url": page("booking:registrations"),
    }
