"""Calendar files: of an event, of a registration, of a person, of everything that is public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from core import clock
from mailing.bilingual import page
from orders.models import Seller
from workshops import queries as programme
from workshops.agenda import queries, rules, secrets, services
from workshops.agenda.filters import Asked, narrow
from workshops.agenda.ics import CALENDAR_TYPE, Occasion, etag_of, write
from workshops.agenda.month import Month
from workshops.agenda.occasions import calendar_page, occasion
from workshops.booking import queries as booking
from workshops.booking.enums import RegistrationState, TicketState
from workshops.booking.models import Registration
from workshops.models import Session

LANGUAGES: Final = ("ar", "en")
FRESH: Final = "public, max-age=900"
PRIVATE: Final = "private, no-cache"


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """All the sessions of an event; what was called off says so."""
    event = get_object_or_404(programme.visible_to(request.user), slug=slug)
    language = _language()
    with override(language):
        name = str(event.title)
    body = write(_public(queries.of_event(event), language), name=name, language=language)
    cached = FRESH if event.is_public else PRIVATE
    return _answer(request, body, cached, f"{event.slug}.ics")


@require_safe
@login_required
def registration_ics(request: SignedIn, code: str) -> HttpResponse:
    """For the booker and whoever a ticket was handed over to; with bells."""
    rows = booking.visible_to(request.user).select_related("run")
    registration = get_object_or_404(rows, code=code.upper())
    language = _language()
    found = [_own(session, registration, language, request) for session in queries.of_run(registration.run)]
    body = write(found, name=registration.code, language=language)
    return _answer(request, body, PRIVATE, f"{registration.code}.ics")


@require_safe
def personal(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever knows the secret reads; a wrong one finds nothing. No cookie, no language of a browser counts."""
    key = queries.key_with(secrets.digest(secret))
    if key is None:
        raise Http404
    now = clock.now()
    services.note_reading(key=key, now=now)
    sessions = list(queries.personal_feed(key.user, now))
    registrations = queries.registrations_of(key.user, sorted({one.run_id for one in sessions}))
    found = []
    for session in sessions:
        registration = registrations[session.run_id]
        link = session.run.event.online_url if rules.shows_link(session, now) else ""
        address = page("booking:registration", registration.code)
        url = address.ar if key.language == "ar" else address.en
        found.append(occasion(session, language=key.language, url=url, online_link=link, bells=True))
    with override(key.language):
        name = _("My art calendar")
    body = write(found, name=name, language=key.language, url=calendar_page(key.language))
    response = _answer(request, body, PRIVATE, "")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """What is published, with the conditions of the calendar's page."""
    language = _asked_language(request)
    now = clock.now()
    asked = Asked.parse(request.GET.dict() | {"language": ""}, today=Month.of(now.date()))
    sessions = narrow(queries.feed(now), asked)[: queries.MOST_IN_FEED]
    with override(language):
        name = _("Art Souk: workshops and events")
    body = write(_public(sessions, language), name=name, language=language, url=calendar_page(language))
    return _answer(request, body, FRESH, "")


@require_safe
def of_seller(request: HttpRequest, slug: str) -> HttpResponse:
    seller = get_object_or_404(Seller, slug=slug)
    language = _asked_language(request)
    sessions = queries.feed(clock.now(), seller)[: queries.MOST_IN_FEED]
    with override(language):
        name = str(seller)
    return _answer(request, write(_public(sessions, language), name=name, language=language), FRESH, "")


def _public(sessions: Iterable[Session], language: str) -> list[Occasion]:
    return [occasion(session, language=language) for session in sessions]


def _own(session: Session, registration: Registration, language: str, request: SignedIn) -> Occasion:
    """The link to join only with a valid seat, and only when the registration's page shows it too."""
    gone = registration.state in {RegistrationState.CANCELLED, RegistrationState.EXPIRED}
    seats = booking.tickets_of(request.user).filter(registration=registration, state=TicketState.VALID)
    shown = rules.shows_link(session, clock.now()) and seats.exists()
    address = page("booking:registration", registration.code)
    return occasion(
        session,
        language=language,
        url=address.ar if language == "ar" else address.en,
        online_link=session.run.event.online_url if shown else "",
        bells=True,
        cancelled=gone,
    )


def _answer(request: HttpRequest, body: bytes, caching: str, filename: str) -> HttpResponse:
    """304 for a program that has it already."""
    etag = etag_of(body)
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
    if etag in known or "*" in known:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type=CALENDAR_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{filename}"' if filename else "inline"
    response["ETag"] = etag
    response["Cache-Control"] = caching
    if caching == PRIVATE:
        patch_vary_headers(response, ["Cookie"])
    return response


def _language() -> str:
    return "ar" if (get_language() or "ar").startswith("ar") else "en"


def _asked_language(request: HttpRequest) -> str:
    """A program that subscribes sends no language: the address names it, Arabic without."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else "ar"
