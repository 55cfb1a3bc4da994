"""Whether what is asked for fits the event: kinds of ticket, numbers, ages, answers. Reads, writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import override

from core.bidi import clean_line
from core.money import Money
from workshops.booking.exceptions import (
    AddressInvalid,
    AnswerMissing,
    AnswerUnknown,
    GuardianMissing,
    NameMissing,
    NoSeats,
    TooFewOfType,
    TooManyOfType,
    TooManySeats,
    TooYoung,
    TypeNotOnSale,
    TypeUnknown,
)
from workshops.booking.models.registration import MOST_SEATS
from workshops.booking.picks import Attendee, Pick, counts
from workshops.enums import Admission, QuestionKind
from workshops.models import Event, Question, TicketType

LONGEST_NAME, LONGEST_ANSWER = 120, 500
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat as it will be booked."""

    kind: TicketType | None
    attendee: Attendee
    price: Money


def most_seats(event: Event) -> int:
    """What one person may hold of one run: oneself and the guests of a free event, twenty with tickets."""
    return 1 + event.plus_ones if event.admission == Admission.RSVP else MOST_SEATS


def order(
    event: Event, wanted: Mapping[int | None, int], *, held: int, now: datetime
) -> dict[int, TicketType]:
    """The event's kinds of ticket, if seats may be asked for like this. `held`: seats that the person has already.

    Raises NoSeats, TooManySeats, TypeUnknown, TypeNotOnSale, TooFewOfType, TooManyOfType.
    """
    kinds = kinds_of(event)
    if not wanted:
        raise NoSeats
    if held + sum(wanted.values()) > most_seats(event):
        raise TooManySeats(most=most_seats(event))
    for key, count in wanted.items():
        _fits(event, kinds, key, count, now)
    return kinds


def seats(
    event: Event, picks: Sequence[Pick], *, held: int, now: datetime, old_enough: bool = False
) -> list[Seat]:
    """Each seat with its price. Raises what `order` and `attendee` raise, and TooYoung."""
    kinds = order(event, counts(picks), held=held, now=now)
    if event.min_age and not old_enough:
        raise TooYoung(age=event.min_age)
    found = []
    for pick in picks:
        kind = kinds.get(pick.ticket_type) if pick.ticket_type is not None else None
        price = seat_price(event, kind)
        found += [Seat(kind, attendee(event, one), price) for one in pick.attendees]
    return found


def seat_price(event: Event, kind: TicketType | None) -> Money:
    return kind.seat_price if kind else Money.zero(event.currency)


def kinds_of(event: Event) -> dict[int, TicketType]:
    found = {kind.pk: kind for kind in event.ticket_types.all()}
    for kind in found.values():
        kind.event = event
    return found


def _fits(event: Event, kinds: Mapping[int, TicketType], key: int | None, count: int, now: datetime) -> None:
    if key is None or event.admission == Admission.RSVP:
        if key is not None or event.admission != Admission.RSVP:
            raise TypeUnknown
        return
    kind = kinds.get(key)
    if kind is None:
        raise TypeUnknown
    fits(kind, count, now)


def fits(kind: TicketType, count: int, now: datetime) -> None:
    """Raises TypeNotOnSale, TooFewOfType, TooManyOfType."""
    if not kind.on_sale(now):
        raise TypeNotOnSale(name=str(kind))
    if count < kind.min_quantity:
        raise TooFewOfType(name=str(kind), least=kind.min_quantity)
    if count > kind.max_quantity:
        raise TooManyOfType(name=str(kind), most=kind.max_quantity)


def attendee(event: Event, given: Attendee) -> Attendee:
    """Cleaned. Raises NameMissing, AddressInvalid, GuardianMissing."""
    name = clean_line(given.name)[:LONGEST_NAME]
    if not name:
        raise NameMissing
    email = clean_line(given.email).lower()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise AddressInvalid(address=email[:60]) from error
    minor = bool(given.minor and event.guardian_below)
    guardian = clean_line(given.guardian_name)[:LONGEST_NAME] if minor else ""
    if minor and not (guardian and given.guardian_agrees):
        raise GuardianMissing(name=name)
    return replace(given, name=name, email=email, minor=minor, guardian_name=guardian)


def answers(event: Event, given: Mapping[int, str], *, per_seat: bool) -> list[tuple[Question, str]]:
    """What was answered, cleaned, without the empty ones. Raises AnswerMissing, AnswerUnknown."""
    found = []
    for question in event.questions.all():
        if not question.active or question.per_seat != per_seat:
            continue
        text = clean_line(given.get(question.pk, ""))[:LONGEST_ANSWER]
        if text:
            _known(question, text)
            found.append((question, text))
        elif question.required:
            raise AnswerMissing(question=str(question))
    return found


def _known(question: Question, text: str) -> None:
    if question.kind == QuestionKind.CHOICE and text not in options(question):
        raise AnswerUnknown(question=str(question))
    if question.kind == QuestionKind.YES_NO and text not in {YES, NO}:
        raise AnswerUnknown(question=str(question))


def options(question: Question) -> list[str]:
    """The answers to choose from in either language, those of the active one first."""
    found = list(question.options)
    for language in ("ar", "en"):
        with override(language):
            found += [one for one in question.options if one not in found]
    return found
