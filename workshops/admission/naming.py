"""What people and things are called in both scripts. Nothing is invented on a certificate; a badge may spell out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.arabic import romanise
from core.name_keys import name_key
from core.pdf import Two

if TYPE_CHECKING:
    from workshops.booking.models import Ticket


def two_of(thing: Any, field: str = "name") -> Two:
    """A translated field in both languages, each falling back to the other."""
    arabic = str(getattr(thing, f"{field}_ar", "") or "")
    english = str(getattr(thing, f"{field}_en", "") or "")
    return Two(arabic or english, english or arabic)


def person_of(ticket: Ticket) -> Two:
    """Who comes. As typed; in both scripts where the seat is the person's own and the account spells the name so."""
    typed = ticket.attendee_name
    owner = ticket.holder or ticket.registration.booker
    spelt = two_of(owner)
    if typed and name_key(typed) in {name_key(spelt.ar), name_key(spelt.en)} - {""}:
        return Two(typed, spelt.en) if is_arabic_script(typed) else Two(spelt.ar, typed)
    return Two(typed, typed)


def badge_of(ticket: Ticket) -> tuple[str, str]:
    """The name as typed, and the other script beneath it."""
    name = person_of(ticket)
    typed = ticket.attendee_name
    if name.ar != name.en:
        return typed, name.en if is_arabic_script(typed) else name.ar
    return typed, romanise(typed) if is_arabic_script(typed) else ""


def is_arabic_script(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def given_name(name: str) -> str:
    """The first word, for a public page; "Abd" and its second word stand together."""
    words = name.split()
    joined = {"عبد", "abd", "abdul", "abdel", "abu", "أبو", "أم", "umm"}
    if len(words) > 1 and words[0].lower() in joined:
        return " ".join(words[:2])
    return words[0] if words else ""
