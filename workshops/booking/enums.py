"""Where a seat, a place in line and a handing over stand; each state knows where it may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RegistrationState(models.TextChoices):
    """`reserved` waits for its payment and holds its seats; `cancelled` and `expired` hold none."""

    RESERVED = "reserved", pgettext_lazy("state of a registration", "Waiting for payment")
    CONFIRMED = "confirmed", pgettext_lazy("state of a registration", "Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("state of a registration", "Cancelled")
    EXPIRED = "expired", pgettext_lazy("state of a registration", "Not paid in time")

    def may_become(self, other: RegistrationState) -> bool:
        return (self, other) in REGISTRATION_TRANSITIONS

    @property
    def live(self) -> bool:
        """Whether it holds seats."""
        return self in REGISTRATION_LIVE


REGISTRATION_LIVE = (RegistrationState.RESERVED, RegistrationState.CONFIRMED)
REGISTRATION_TRANSITIONS = (
    (RegistrationState.RESERVED, RegistrationState.CONFIRMED),
    (RegistrationState.RESERVED, RegistrationState.CANCELLED),
    (RegistrationState.RESERVED, RegistrationState.EXPIRED),
    (RegistrationState.CONFIRMED, RegistrationState.CANCELLED),
)


class TicketState(models.TextChoices):
    """`held` is a seat that is still to be paid; only a `valid` one opens the door."""

    HELD = "held", pgettext_lazy("state of a ticket", "Reserved")
    VALID = "valid", pgettext_lazy("state of a ticket", "Valid")
    CANCELLED = "cancelled", pgettext_lazy("state of a ticket", "Cancelled")

    def may_become(self, other: TicketState) -> bool:
        return (self, other) in TICKET_TRANSITIONS

    @property
    def live(self) -> bool:
        return self in TICKET_LIVE


TICKET_LIVE = (TicketState.HELD, TicketState.VALID)
TICKET_TRANSITIONS = (
    (TicketState.HELD, TicketState.VALID),
    (TicketState.HELD, TicketState.CANCELLED),
    (TicketState.VALID, TicketState.CANCELLED),
)


class WaitingState(models.TextChoices):
    """An offer holds its seats until its deadline, whoever asks."""

    WAITING = "waiting", pgettext_lazy("place in line", "Waiting")
    OFFERED = "offered", pgettext_lazy("place in line", "A seat is offered")
    TAKEN = "taken", pgettext_lazy("place in line", "Taken up")
    LAPSED = "lapsed", pgettext_lazy("place in line", "The offer has ended")
    LEFT = "left", pgettext_lazy("place in line", "Left the line")

    def may_become(self, other: WaitingState) -> bool:
        return (self, other) in WAITING_TRANSITIONS

    @property
    def live(self) -> bool:
        return self in WAITING_LIVE


WAITING_LIVE = (WaitingState.WAITING, WaitingState.OFFERED)
WAITING_TRANSITIONS = (
    (WaitingState.WAITING, WaitingState.OFFERED),
    (WaitingState.WAITING, WaitingState.LEFT),
    (WaitingState.WAITING, WaitingState.LAPSED),
    (WaitingState.OFFERED, WaitingState.TAKEN),
    (WaitingState.OFFERED, WaitingState.LAPSED),
    (WaitingState.OFFERED, WaitingState.LEFT),
)


class TransferState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("state of a handing over", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("state of a handing over", "Accepted")
    DECLINED = "declined", pgettext_lazy("state of a handing over", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a handing over", "Taken back")
    LAPSED = "lapsed", pgettext_lazy("state of a handing over", "Ended unanswered")

    def may_become(self, other: TransferState) -> bool:
        return (self, other) in TRANSFER_TRANSITIONS


TRANSFER_TRANSITIONS = tuple(
    (TransferState.OFFERED, after) for after in TransferState if after is not TransferState.OFFERED
)


class EndedBy(models.TextChoices):
    """Why a registration or a seat ended, as the booker may read it."""

    BOOKER = "booker", _("You cancelled it.")
    UNPAID = "unpaid", _("It was not paid in time.")
    RUN = "run", _("The event was cancelled.")
    REFUND = "refund", _("Its price was paid back.")
