from workshops.booking.services.cancelling import (
    cancel_registration,
    cancel_tickets,
    let_go,
    seats_paid_back,
)
from workshops.booking.services.confirming import confirm, drop
from workshops.booking.services.following import complete_over, run_cancelled, run_moved
from workshops.booking.services.registering import register
from workshops.booking.services.sweeping import sweep
from workshops.booking.services.transferring import (
    accept_transfer,
    decline_transfer,
    lapse_transfer,
    offer_transfer,
    withdraw_transfer,
)
from workshops.booking.services.waiting import close_line, join, lapse_offer, leave, move_line

__all__ = [
    "accept_transfer",
    "cancel_registration",
    "cancel_tickets",
    "close_line",
    "complete_over",
    "confirm",
    "decline_transfer",
    "drop",
    "join",
    "lapse_offer",
    "lapse_transfer",
    "leave",
    "let_go",
    "move_line",
    "offer_transfer",
    "register",
    "run_cancelled",
    "run_moved",
    "seats_paid_back",
    "sweep",
    "withdraw_transfer",
]
