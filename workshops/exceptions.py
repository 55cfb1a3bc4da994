"""What workshops refuse, in words that say what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, SoukError


class NotYours(Denied):
    code = "workshops.not_yours"
    message = _("Only the people of this studio or gallery may do this.")


class SoldOut(Conflict):
    """`left` seats of the run can still be taken."""

    code = "workshops.sold_out"
    message = _("There are not enough seats any more: %(left)s left.")

    def __init__(self, *, left: int, **params: Any) -> None:
        super().__init__(left=left, **params)
        self.left = left


class TypeSoldOut(Conflict):
    """`left` tickets of the type can still be taken, whatever room the run has."""

    code = "workshops.type_sold_out"
    message = _("There are not enough tickets of the kind “%(name)s” any more: %(left)s left.")

    def __init__(self, *, left: int, name: str, ticket_type: int, **params: Any) -> None:
        super().__init__(left=left, name=name, ticket_type=ticket_type, **params)
        self.left = left
        self.ticket_type = ticket_type


class SessionEntered(Conflict):
    code = "workshops.session_entered"
    message = _("People were let in on one of these dates already: it can be moved, but not taken off.")


class NotOpen(Conflict):
    code = "workshops.not_open"
    message = _("Nobody can register for this any more.")


class UnknownTicket(SoukError):
    code = "workshops.unknown_ticket"
    message = _("This ticket does not belong to this event. Reload the page and choose again.")


class WrongState(Conflict):
    code = "workshops.wrong_state"
    message = _("This is %(state)s; from there it cannot become %(wanted)s.")


class NotPublishable(SoukError):
    """`missing` says what is not there yet, as sentences."""

    code = "workshops.not_publishable"
    message = _("This cannot be published yet: %(missing)s")


class NeedsReview(Denied):
    code = "workshops.needs_review"
    message = _("Our staff look at this before it is published. Send it for review.")


class NoSessions(SoukError):
    code = "workshops.no_sessions"
    message = _("Enter one date at least.")


class TooManySessions(SoukError):
    code = "workshops.too_many_sessions"
    message = _("These are too many dates at once. Plan %(most)s at most.")


class SessionsOverlap(SoukError):
    code = "workshops.sessions_overlap"
    message = _("Two of the dates overlap. Each begins after the one before has ended.")


class InThePast(SoukError):
    code = "workshops.in_the_past"
    message = _("These dates are over already. Choose dates to come.")


class RunOver(Conflict):
    code = "workshops.run_over"
    message = _("This has taken place already; it can no longer be changed.")


class CapacityBelowTaken(Conflict):
    code = "workshops.capacity_below_taken"
    message = _("%(taken)s seats are taken already; there cannot be fewer.")


class FixedBySales(Conflict):
    code = "workshops.fixed_by_sales"
    message = _("People have registered already: currency and admission stay as they are.")


class ReasonMissing(SoukError):
    code = "workshops.reason_missing"
    message = _("Say why, in a sentence: everybody who registered will read it.")


class VenueNotYours(SoukError):
    code = "workshops.venue_not_yours"
    message = _("Choose one of your own venues.")


class OneDateRecurs(SoukError):
    code = "workshops.one_date_recurs"
    message = _("A series recurs from one date. Enter one date, or choose that it does not recur.")
