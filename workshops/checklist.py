"""What an event still lacks before everybody may see it: one line each, and the step that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workshops import queries
from workshops.enums import QuestionKind
from workshops.models import Event

NEEDED_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Missing:
    """`step` is the page of the studio where it is entered; a wish is said but does not hold it up."""

    code: str
    text: str | Promise
    step: str
    wish: bool = False


def missing(event: Event, now: datetime) -> list[Missing]:
    """What holds the publication up."""
    return [one for one in look(event, now) if not one.wish]


def look(event: Event, now: datetime) -> list[Missing]:
    """Everything that is missing, what is needed first."""
    found = [*_about(event), *_place(event), *_dates(event, now), *_tickets(event), *_questions(event)]
    return sorted(found, key=lambda one: one.wish)


def _about(event: Event) -> list[Missing]:
    found = []
    if not (event.description or event.summary):
        found.append(Missing("description", _("Say what awaits people, in the description."), "about"))
    if not (event.title_ar and event.title_en):
        found.append(Missing("title", _("The title is there in one language only."), "about", wish=True))
    if event.cover_id is None:
        found.append(Missing("cover", _("There is no picture yet."), "about", wish=True))
    return found


def _place(event: Event) -> list[Missing]:
    if not event.registers_here:
        return []
    if event.is_online and not event.online_url:
        return [
            Missing("online_url", _("Enter the link to join online. Only who registered sees it."), "place")
        ]
    if not event.is_online and event.venue_id is None:
        return [Missing("venue", _("Choose the venue."), "place")]
    return []


def _dates(event: Event, now: datetime) -> list[Missing]:
    if queries.coming_runs(now).filter(event=event).exists():
        return []
    return [Missing("dates", _("Add a date to come."), "dates")]


def _tickets(event: Event) -> list[Missing]:
    if event.is_free or not event.registers_here or event.ticket_types.filter(active=True).exists():
        return []
    return [Missing("tickets", _("Add a ticket with its price, or make it free."), "tickets")]


def _questions(event: Event) -> list[Missing]:
    asked = event.questions.filter(active=True, kind=QuestionKind.CHOICE)
    if all(len(one.options) >= NEEDED_OPTIONS for one in asked):
        return []
    return [Missing("questions", _("A question with answers to choose from needs two of them."), "questions")]
