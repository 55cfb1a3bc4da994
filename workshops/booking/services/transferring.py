"""A ticket goes to somebody else: offered by letter, accepted by whoever holds the letter's key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from compliance import audit
from core import clock, outbox
from core.bidi import clean_line
from workshops.booking import checking, codes, deadlines, letters, locks, queries, rules
from workshops.booking.enums import TicketState, TransferState
from workshops.booking.exceptions import (
    AddressInvalid,
    Begun,
    NoSuchTransfer,
    NotTransferable,
    NotYours,
    TooYoung,
    TransferOver,
    TransferToSelf,
)
from workshops.booking.models import Answer, Ticket, Transfer
from workshops.booking.picks import Attendee

if TYPE_CHECKING:
    from accounts.models import User

TOUCHED: Sequence[str] = (
    *("holder", "secret", "attendee_name", "attendee_email"),
    *("minor", "guardian_name", "guardian_agreed_at"),
)


@transaction.atomic
def offer_transfer(*, ticket: Ticket, by: User, to_email: str, now: datetime | None = None) -> Transfer:
    """Offers a valid ticket to an e-mail address, for seven days or until it begins. Locks the registration.

    Raises NotYours, NotTransferable, Begun, AddressInvalid, TransferToSelf.
    """
    registration = locks.registration(ticket.registration_id)
    row = Ticket.objects.select_related("registration__run__event").get(pk=ticket.pk)
    if not rules.owns(by, row):
        raise NotYours
    if not rules.may_transfer(by, row) or queries.open_transfer(row) is not None:
        raise NotTransferable
    moment = now or clock.now()
    starts = row.registration.run.starts_at
    if starts <= moment:
        raise Begun
    address = _address(to_email, by)
    token = codes.transfer_token()
    transfer = Transfer.objects.create(
        ticket=row,
        from_user=by,
        to_email=address,
        token=codes.digest(token),
        offered_at=moment,
        until=deadlines.transfer_until(moment, starts),
    )
    audit.record(
        "booking.transfer.offered",
        subject=transfer,
        actor=by,
        after={"ticket": row.number, "of": registration.pk},
    )
    letters.transfer_offered(transfer, token)
    return transfer


def _address(text: str, by: User) -> str:
    address = clean_line(text).lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise AddressInvalid(address=address[:60]) from error
    if address == by.email.lower():
        raise TransferToSelf
    return address


def of_token(token: str) -> Transfer:
    """The offer that a letter's key opens. Raises NoSuchTransfer."""
    rows = Transfer.objects.select_related(
        "ticket__registration__run__event", "ticket__ticket_type", "from_user"
    )
    found = rows.filter(token=codes.digest(token)).first()
    if found is None:
        raise NoSuchTransfer
    return found


@transaction.atomic
def accept_transfer(
    *, token: str, by: User, attendee: Attendee, old_enough: bool = False, now: datetime | None = None
) -> Ticket:
    """The ticket is this person's, under a new secret: the old one opens no door. Locks the registration.

    The event's rules of age and its questions hold for the new person too. Raises NoSuchTransfer, TransferOver,
    TransferToSelf, TooYoung, and what `checking` raises.
    """
    transfer = locks.transfer(of_token(token).pk)
    moment = now or clock.now()
    ticket = transfer.ticket
    if transfer.state != TransferState.OFFERED or transfer.until <= moment:
        raise TransferOver
    if ticket.state != TicketState.VALID or ticket.owner_id != transfer.from_user_id:
        raise TransferOver
    if by.pk == transfer.from_user_id:
        raise TransferToSelf
    event = ticket.registration.run.event
    if event.min_age and not old_enough:
        raise TooYoung(age=event.min_age)
    found = checking.attendee(event, attendee)
    answers = checking.answers(event, attendee.answers, per_seat=True)
    _hand_over(ticket, by, found, moment)
    ticket.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(
            registration=ticket.registration, ticket=ticket, question=question, asked=str(question), text=text
        )
        for question, text in answers
    )
    transfer.to_user = by
    _end(transfer, TransferState.ACCEPTED, by=by, now=moment)
    outbox.enqueue("booking.transferred", {"transfer": transfer.pk}, key=f"transfer:{transfer.pk}")
    return ticket


def _hand_over(ticket: Ticket, by: User, attendee: Attendee, now: datetime) -> None:
    ticket.holder = None if by.pk == ticket.registration.booker_id else by
    ticket.secret = codes.ticket_secret()
    ticket.attendee_name, ticket.attendee_email = attendee.name, attendee.email
    ticket.minor, ticket.guardian_name = attendee.minor, attendee.guardian_name
    ticket.guardian_agreed_at = now if attendee.minor else None
    ticket.save(update_fields=list(TOUCHED))


@transaction.atomic
def decline_transfer(*, token: str, by: User | None = None, now: datetime | None = None) -> Transfer:
    """Whoever has the letter may say no without an account. Raises NoSuchTransfer, TransferOver."""
    transfer = locks.transfer(of_token(token).pk)
    if transfer.state != TransferState.OFFERED:
        raise TransferOver
    return _end(transfer, TransferState.DECLINED, by=by, now=now or clock.now())


@transaction.atomic
def withdraw_transfer(*, transfer: Transfer, by: User, now: datetime | None = None) -> Transfer:
    """Raises NotYours, TransferOver."""
    locked = locks.transfer(transfer.pk)
    if not rules.may_withdraw(by, locked):
        raise NotYours
    if locked.state != TransferState.OFFERED:
        raise TransferOver
    return _end(locked, TransferState.WITHDRAWN, by=by, now=now or clock.now())


@transaction.atomic
def lapse_transfer(*, transfer: Transfer, now: datetime | None = None) -> bool:
    """Nobody answered: the ticket stays where it is."""
    locked = locks.transfer(transfer.pk)
    moment = now or clock.now()
    if locked.state != TransferState.OFFERED or locked.until > moment:
        return False
    _end(locked, TransferState.LAPSED, by=None, now=moment)
    return True


def _end(transfer: Transfer, state: TransferState, *, by: User | None, now: datetime) -> Transfer:
    transfer.state, transfer.ended_at = state, now
    transfer.save(update_fields=["state", "ended_at", "to_user"])
    audit.record(f"booking.transfer.{state}", subject=transfer, actor=by, after={"state": state.value})
    return transfer
