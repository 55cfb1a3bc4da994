"""Two doors to one programme: workshops alone, and everything that one can go to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from core import clock
from core.pages import paginate
from workshops import search, shown
from workshops.enums import EventKind, TeachingLanguage
from workshops.filters import CHOICES, PAST, EventQuery, month_name, parse

PER_PAGE: Final = 12
MONTHS_AHEAD: Final = 12
TEACHING: Final = tuple(kind.value for kind in EventKind if kind.teaches)


@require_safe
def workshop_list(request: HttpRequest) -> HttpResponse:
    """What teaches."""
    words = {
        "heading": _("Workshops"),
        "lead": _("Learn from artists: evenings, courses and weekends, in a studio or online."),
        "summary": _("Workshops with artists of the Gulf: by category, level, city, language and price."),
    }
    return _list(request, words, TEACHING)


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Openings, talks, fairs, tours, films, and the workshops too."""
    words = {
        "heading": _("Events"),
        "lead": _("Openings, talks, fairs, tours and workshops, in both calendars."),
        "summary": _("Openings, talks, fairs, tours and workshops of the Gulf’s artists and galleries."),
    }
    return _list(request, words, ())


def _list(request: HttpRequest, words: dict[str, str], kinds: tuple[str, ...]) -> HttpResponse:
    """Bad parameters are named; what can be understood is shown."""
    now = clock.now()
    query, problems = parse(request.GET)
    query = replace(query, cities=search.cities(kinds))
    page = paginate(search.find(query, kinds=kinds, now=now), request, PER_PAGE)
    context = {
        **words,
        "query": query,
        "page": page,
        "cards": shown.cards(page.object_list, now),
        "groups": groups(query, kinds),
        "chips": [{"label": chip.label, "url": chip.url or request.path} for chip in query.chips()],
        "clear_url": query.cleared().url or request.path,
        "problems": [problem.text for problem in problems],
        "looks": _looks(request, query),
        "teaches": bool(kinds),
    }
    return render(request, "workshops/event_list.html", context, status=400 if problems else 200)


def _looks(request: HttpRequest, query: EventQuery) -> list[dict[str, Any]]:
    """What is to come, or what was."""
    named = (("", _("Coming up")), (PAST, pgettext("list of events", "Past and cancelled")))
    return [
        {"url": query.looking(when).url or request.path, "label": label, "current": query.when == when}
        for when, label in named
    ]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One filter of the form; open while something in it is chosen."""

    name: str
    title: str
    options: list[Option]
    is_first: bool = False

    @property
    def is_open(self) -> bool:
        return self.is_first or any(option.chosen for option in self.options)


def groups(query: EventQuery, kinds: tuple[str, ...]) -> list[Group]:
    """The filters that can be ticked; on the page of the workshops there is no choice of kinds."""
    titles = {
        "kind": _("Kind"),
        "category": _("Category"),
        "level": _("Level"),
        "language": _("Language"),
        "place": pgettext("where an event is held", "Place"),
    }
    found = [
        _group(query, name, title, {str(value): str(label) for value, label in CHOICES[name].choices})
        for name, title in titles.items()
        if not (kinds and name == "kind")
    ]
    found.append(_group(query, "city", _("City"), dict(query.cities)))
    found.append(_group(query, "month", _("Month"), _months(query)))
    filled = [group for group in found if group.options]
    return [replace(group, is_first=place == 0) for place, group in enumerate(filled)]


def _group(query: EventQuery, name: str, title: str, choices: dict[str, str]) -> Group:
    """A choice of the address that the page does not offer by itself stays to be taken off."""
    chosen: tuple[str, ...] = getattr(query, name)
    if name == "language" and TeachingLanguage.BOTH not in chosen:
        choices.pop(TeachingLanguage.BOTH, None)
    choices |= {value: query.label(name, value) for value in chosen if value not in choices}
    return Group(name, title, [Option(value, label, value in chosen) for value, label in choices.items()])


def _months(query: EventQuery) -> dict[str, str]:
    """This month and those after it; looking back, this one and those before."""
    today = timezone.localdate()
    first = today.year * 12 + today.month - 1
    step = -1 if query.is_past else 1
    numbers = [first + step * ahead for ahead in range(MONTHS_AHEAD)]
    months = [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]
    return {month: month_name(month) for month in months}
