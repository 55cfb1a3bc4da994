"""What the outbox brings to registrations: one registration of a run that was called off, and every letter."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from core.money import Money
from core.outbox import handles
from workshops.booking import letters
from workshops.booking.models import Registration, Transfer, WaitingEntry
from workshops.booking.services import following


def _registration(payload: dict[str, Any]) -> Registration:
    rows = Registration.objects.select_related("booker", "run__event").prefetch_related("run__sessions")
    return rows.get(pk=payload["registration"])


def _entry(payload: dict[str, Any]) -> WaitingEntry:
    return WaitingEntry.objects.select_related("user", "run__event").get(pk=payload["entry"])


@handles("booking.call_off")
def on_call_off(payload: dict[str, Any]) -> None:
    following.call_off(registration=Registration.objects.get(pk=payload["registration"]))


@handles("booking.confirmed")
def on_confirmed(payload: dict[str, Any]) -> None:
    letters.confirmed(_registration(payload))


@handles("booking.cancelled")
def on_cancelled(payload: dict[str, Any]) -> None:
    registration = _registration(payload)
    back = Money(payload["back"], registration.currency)
    by = User.objects.get(pk=payload["by"])
    letters.cancelled(registration, numbers=payload["tickets"], back=back, by=by)


@handles("booking.called_off")
def on_called_off(payload: dict[str, Any]) -> None:
    registration = _registration(payload)
    letters.called_off(registration, back=Money(payload["back"], registration.currency))


@handles("booking.moved")
def on_moved(payload: dict[str, Any]) -> None:
    letters.moved(_registration(payload))


@handles("booking.offered")
def on_offered(payload: dict[str, Any]) -> None:
    """Nothing is said of an offer that has ended before the letter could leave."""
    entry = _entry(payload)
    if entry.status.live:
        letters.offered(entry)


@handles("booking.offer_lapsed")
def on_offer_lapsed(payload: dict[str, Any]) -> None:
    letters.offer_lapsed(_entry(payload))


@handles("booking.line_closed")
def on_line_closed(payload: dict[str, Any]) -> None:
    letters.line_closed(_entry(payload))


@handles("booking.transferred")
def on_transferred(payload: dict[str, Any]) -> None:
    rows = Transfer.objects.select_related("ticket__registration__run__event", "from_user", "to_user")
    letters.transferred(rows.get(pk=payload["transfer"]))
