"""The calendar that everybody sees, and the same for one's own registrations."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from core import clock
from core.pages import paginate
from workshops import queries as programme
from workshops.agenda import links, occasions, queries, showing
from workshops.agenda.filters import Asked, narrow
from workshops.agenda.month import bounds, grid, weekdays
from workshops.enums import EventKind, Place, TeachingLanguage
from workshops.models import Session

PER_PAGE: Final = 40
MOST_IN_MONTH: Final = 1_000


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """A table of weeks; on a phone the days on which something takes place, below each other."""
    return _month(request, whose="all", template="agenda/calendar_month.html")


@require_safe
@login_required
def mine(request: SignedIn) -> HttpResponse:
    return _month(request, whose="mine", template="agenda/calendar_month.html")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is to come, day by day."""
    now = clock.now()
    asked = Asked.parse(request.GET.dict(), today=showing.this_month(now))
    page = paginate(narrow(queries.coming(now), asked), request, PER_PAGE)
    rows = showing.rows_of(page.object_list, request.user)
    context = {"page": page, "days": showing.by_day(rows), **_frame(asked, now, "list")}
    return render(request, "agenda/calendar_list.html", context)


@require_safe
def event_add(request: HttpRequest, slug: str) -> HttpResponse:
    """One event into a calendar: as a file, at Google, at Outlook."""
    event = get_object_or_404(programme.visible_to(request.user), slug=slug)
    language = get_language() or "ar"
    upcoming = queries.of_event(event).filter(ends_at__gt=clock.now())
    ways = [_ways(session, language) for session in upcoming[:PER_PAGE]]
    return render(request, "agenda/event_add.html", {"event": event, "ways": ways})


def _ways(session: Session, language: str) -> dict[str, Any]:
    one = occasions.occasion(session, language=language)
    return {
        "session": session,
        "title": one.title,
        "cancelled": one.cancelled,
        "google": links.google(one),
        "outlook": links.outlook(one),
    }


def _month(request: HttpRequest, *, whose: str, template: str) -> HttpResponse:
    now = clock.now()
    today = timezone.localtime(now).date()
    asked = Asked.parse(request.GET.dict(), today=showing.this_month(now))
    start = showing.week_start(request.user)
    rows = showing.rows_of(_sessions(request, asked, start, whose), request.user)
    weeks = grid(asked.month, start=start, today=today, things=showing.spans(rows))
    language = get_language()
    context = {
        "weeks": weeks,
        "weekdays": weekdays(start, language),
        "count": sum(row.last >= asked.month.first and row.first <= asked.month.last for row in rows),
        "whose": whose,
        **_frame(asked, now, "mine" if whose == "mine" else "month"),
    }
    return render(request, template, context)


def _sessions(request: HttpRequest, asked: Asked, start: int, whose: str) -> QuerySet[Session]:
    begin, end = showing.instants(*bounds(asked.month, start))
    if whose == "mine":
        own = queries.mine(request.user).filter(starts_at__lt=end, ends_at__gt=begin)
        return own[:MOST_IN_MONTH]
    return narrow(queries.between(begin, end), asked)[:MOST_IN_MONTH]


def _frame(asked: Asked, now: datetime, view: str) -> dict[str, Any]:
    """What stands around every look at the calendar."""
    language, today = get_language(), showing.this_month(now)
    here, around = asked.month, (asked.month.previous, asked.month.next)
    previous, following = (
        {"url": asked.url(month=one, today=today), "name": one.name(language)} if one else None
        for one in around
    )
    return {
        "asked": asked,
        "view": view,
        "name": here.name(language),
        "hijri_name": here.hijri_name(language),
        "previous": previous,
        "following": following,
        "today_url": "" if here == today else asked.url(month=today, today=today),
        "query": asked.url(today=today),
        "clear_url": asked.cleared().url(today=today),
        "choices": _choices(asked, now),
        "looks": _looks(asked, view, today),
    }


def _looks(asked: Asked, view: str, today: Any) -> list[dict[str, Any]]:
    query = asked.url(today=today)
    return [
        {"code": code, "url": f"{reverse(name)}{query}", "current": code == view}
        for code, name in (("month", "agenda:month"), ("list", "agenda:list"), ("mine", "agenda:mine"))
    ]


def _choices(asked: Asked, now: datetime) -> list[dict[str, Any]]:
    """The conditions one can set, each with its values; a city only where something takes place."""
    cities = [(city.slug, str(city)) for city in queries.cities(now)]
    named = (
        ("kind", EventKind.choices, asked.kind),
        ("city", cities, asked.city),
        ("place", Place.choices, asked.place),
        ("language", TeachingLanguage.choices, asked.language),
    )
    return [
        {"name": name, "current": current, "options": options} for name, options, current in named if options
    ]
