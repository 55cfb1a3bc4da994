"""What events and their places hold about people: artists who teach alone, often where they live or work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt
from orders.alone import sellers_alone
from workshops.models import Event, Venue

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from compliance.subjects import Subject

LANGUAGES: Final = ("", "_ar", "_en")
WORDS: Final = tuple(
    f"{field}{language}" for field in ("summary", "description", "bring") for language in LANGUAGES
)
WAYS: Final = tuple(f"directions{language}" for language in LANGUAGES)


def _events(subject: Subject) -> QuerySet[Event]:
    return Event.objects.filter(seller__in=sellers_alone(subject))


def _venues(subject: Subject) -> QuerySet[Venue]:
    return Venue.objects.filter(seller__in=sellers_alone(subject))


declare(
    model="workshops.Event",
    subject="",
    fields=[*WORDS, "online_url", "cancel_reason"],
    purpose=_("To announce what you teach or show, and to sell seats for it."),
    basis=Basis.CONTRACT,
    retention=_("Ten years after its last date, with what was sold for it."),
    export=_("Every event of the seller that is you alone, with its words."),
    erase=_("Your words and the address of the room go; title and dates stay with what was sold."),
    finder=_events,
    deed=deeds.keep(
        "books",
        since="created_at",
        now={
            **dict.fromkeys((*WORDS, "cancel_reason", "cancel_reason_ar", "cancel_reason_en"), ""),
            "return_note": "",
            "online_url": "",
            "external_url": "",
            "origin_uid": "",
        },
    ),
    mentions=WORDS,
)
declare(
    model="workshops.Venue",
    subject="",
    fields=["name", "name_ar", "name_en", "address", "latitude", "longitude", "map_url", *WAYS],
    purpose=_("To tell participants where it takes place and how to get there."),
    basis=Basis.CONTRACT,
    retention=_("As long as the seller offers the place."),
    export=_("Every place of the seller that is you alone, with its address and its directions."),
    erase=_("Name, address, coordinates and directions are blanked."),
    finder=_venues,
    deed=deeds.blank(
        **dict.fromkeys(("name", "name_ar", "name_en"), deeds.MARK),
        **dict.fromkeys(WAYS, ""),
        address={},
        latitude=None,
        longitude=None,
        map_url="",
        active=False,
    ),
)
for model, reason in {
    "workshops.Run": _("A date of an event; it names no person."),
    "workshops.Question": _("What an organiser asks of participants; the answers are declared."),
    "workshops.TicketType": _("A kind of ticket with its price; it names no person."),
    "workshops.Allotment": _("How many seats a kind of ticket has; it names no person."),
    "workshops.Session": _("The hours of a date; it names no person."),
}.items():
    exempt(model, reason)
