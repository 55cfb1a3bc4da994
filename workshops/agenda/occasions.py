"""From sessions to what a calendar shows, in one language."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.dates import both_dates
from workshops.agenda.ics import Occasion
from workshops.enums import EventKind, EventState, RunState

if TYPE_CHECKING:
    from workshops.models import Event, Run, Session

BELLS: Final = (timedelta(days=1), timedelta(hours=1))


def uid_of(run: Run, position: int) -> str:
    """Stable as long as the run lives: sessions keep their positions when they move."""
    return f"run-{run.pk}-{position}@{urlsplit(settings.SITE_URL).hostname or 'artsouk'}"


def occasion(
    session: Session,
    *,
    language: str,
    url: str = "",
    online_link: str = "",
    bells: bool = False,
    cancelled: bool = False,
) -> Occasion:
    """`online_link` only where the reader may see it; without it an online event leads to its page."""
    run = session.run
    event = run.event
    with override(language):
        page = url or f"{settings.SITE_URL}{event.get_absolute_url()}"
        return Occasion(
            uid=uid_of(run, session.position),
            title=title_of(session),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            time_zone=run.time_zone,
            changed_at=changed_at(run, event),
            sequence=run.version + cancelled,
            description=_description(session, page, online_link),
            location=online_link or place_of(event, language),
            latitude=_number(event, "latitude"),
            longitude=_number(event, "longitude"),
            url=page,
            cancelled=cancelled or called_off(run, event),
            categories=(str(EventKind(event.kind).label),),
            alarms=BELLS if bells else (),
        )


def title_of(session: Session) -> str:
    """The event, its run if it has a name, its topic if it has one."""
    parts = (str(session.run.event.title), str(session.run.label or ""), str(session.topic or ""))
    return " · ".join(part for part in parts if part)


def place_of(event: Event, language: str) -> str:
    """The venue with its address, or that it is online; "" where it takes place elsewhere."""
    with override(language):
        if event.is_online:
            return _("Online")
        if event.venue is None:
            return ""
        address = event.venue.postal_address
        comma = "، " if language == "ar" else ", "
        parts = [str(event.venue), address.one_line(language) if address else ""]
    return comma.join(part for part in parts if part)


def called_off(run: Run, event: Event) -> bool:
    return run.state == RunState.CANCELLED or event.state == EventState.CANCELLED


def changed_at(run: Run, event: Event) -> datetime:
    moments = (run.created_at, run.moved_at, run.cancelled_at, event.updated_at, event.cancelled_at)
    return max(moment for moment in moments if moment is not None)


def calendar_page(language: str) -> str:
    with override(language):
        return f"{settings.SITE_URL}{reverse('agenda:month')}"


def _description(session: Session, page: str, online_link: str) -> str:
    """Both dates, in one sentence what it is, what to bring, how to get there, and the page."""
    event = session.run.event
    with timezone.override(session.run.zone):
        parts = [both_dates(session.starts_at), str(event.summary or "")]
    if event.bring:
        parts.append(_("What to bring: %(things)s") % {"things": event.bring})
    if event.is_online:
        told = _("Join here: %(link)s") % {"link": online_link}
        hidden = _("The link to join stands on your registration's page from an hour before.")
        parts.append(told if online_link else hidden)
    elif event.venue is not None and event.venue.directions:
        parts.append(str(event.venue.directions))
    return "\n\n".join([*(part for part in parts if part), page])


def _number(event: Event, name: str) -> float | None:
    value = None if event.is_online or event.venue is None else getattr(event.venue, name)
    return None if value is None else float(value)
