"""The letter and the notice that remind of a session, at the reader's hour and in the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import both_dates
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.enums import Priority
from mailing.services import notify, queue
from workshops.agenda import queries
from workshops.agenda.enums import Span
from workshops.agenda.ics.writing import zone
from workshops.agenda.occasions import place_of

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.booking.models import Registration
    from workshops.models import Event, Run, Session

REMINDER = "agenda.reminder"
REGISTRATION = "booking:registration"
PLACES = {
    "recipient": _("the recipient's name"),
    "event": _("the event's title"),
    "starts": _("when it begins"),
    "hour": _("the hour at the reader's place"),
    "place": _("where it takes place"),
    "url": _("the address of the page"),
}


def remind(reader: User, session: Session, span: Span, now: datetime) -> None:
    """In the caller's transaction; the same person, session and span again writes nothing."""
    run = session.run
    key = f"agenda:{span}:{run.pk}:{int(session.starts_at.timestamp())}:{reader.pk}"
    registration = queries.registrations_of(reader, [run.pk])[run.pk]
    here = zone(reader.time_zone) or ZoneInfo("Asia/Riyadh")
    with timezone.override(here):
        queue(REMINDER, to=reader, context=_facts(session, registration, span, now), key=key)
        _notice(reader, session, registration, key)


def _facts(session: Session, registration: Registration, span: Span, now: datetime) -> dict[str, Any]:
    """In the reader's zone, which is the current one."""
    run = session.run
    starts, today = timezone.localtime(session.starts_at), timezone.localdate(now)
    return {
        "event": title_of(run),
        "starts": session.starts_at,
        "hour": f"{starts:%H:%M}",
        "until": f"{timezone.localtime(session.ends_at):%H:%M}",
        "wall": "" if _same_clock(session) else f"{session.local_start:%H:%M}",
        "zone": run.time_zone.rpartition("/")[2].replace("_", " "),
        "place": Bilingual(place_of(run.event, "ar"), place_of(run.event, "en")),
        "map_link": run.event.venue.map_link if run.event.venue and not run.event.is_online else "",
        "online": run.event.is_online,
        "bring": Bilingual(run.event.bring_ar or "", run.event.bring_en or ""),
        "span": str(span),
        "days": (starts.date() - today).days,
        "url": page(REGISTRATION, registration.code),
    }


def _same_clock(session: Session) -> bool:
    there: timedelta | None = session.local_start.utcoffset()
    return there == timezone.localtime(session.starts_at).utcoffset()


def _notice(reader: User, session: Session, registration: Registration, key: str) -> None:
    starts = timezone.localtime(session.starts_at)
    when = {code: f"{both_dates(starts, code)} {starts:%H:%M}" for code in ("ar", "en")}
    notify(
        user=reader,
        kind=REMINDER,
        context={"event": title_of(session.run).facts, "when": when},
        url=path(REGISTRATION, registration.code, language=reader.language),
        key=key,
    )


def title_of(run: Run) -> Bilingual:
    event: Event = run.event
    arabic, english = event.title_ar or event.title_en or "", event.title_en or event.title_ar or ""
    return Bilingual(
        " · ".join(part for part in (arabic, run.label_ar or run.label_en or "") if part),
        " · ".join(part for part in (english, run.label_en or run.label_ar or "") if part),
    )


def register() -> None:
    """Called by AgendaConfig.ready()."""
    registry.register(
        REMINDER,
        subject=_("A workshop or event is coming up"),
        variables=PLACES,
        sample=sample,
        bilingual=True,
        priority=Priority.NORMAL,
    )
    registry.register_notice(REMINDER, text=_("“%(event)s” begins on %(when)s."), icon="clock")


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    del language
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "event": Bilingual("أساسيات الخط الكوفي", "Foundations of Kufic"),
        "starts": datetime(2026, 11, 22, 15, tzinfo=UTC),
        "hour": "18:00",
        "until": "20:00",
        "wall": "",
        "zone": "Riyadh",
        "place": Bilingual("حي جاكس، الدرعية", "JAX District, Diriyah"),
        "map_link": "",
        "online": False,
        "bring": Bilingual("قصبة وحبر", "A reed and ink"),
        "span": str(Span.DAY),
        "days": 1,
        "url": page("booking:registrations"),
    }
