"""What registrations refuse, in words that say what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class NotYours(Denied):
    code = "booking.not_yours"
    message = _("Only whoever holds this seat may do this.")


class NotOpen(Conflict):
    code = "booking.not_open"
    message = _("Nobody can register for this date any more. Look at the event for another one.")


class RegisterElsewhere(Conflict):
    code = "booking.register_elsewhere"
    message = _("People register for this event where it was announced, not here.")


class NoSeats(SoukError):
    code = "booking.no_seats"
    message = _("Choose how many seats you want first.")


class TooManySeats(SoukError):
    """`most` is what one person may hold of one date in all."""

    code = "booking.too_many_seats"
    message = _("Seats for one person: %(most)s at most. For a larger group, write to the organiser.")


class TypeUnknown(SoukError):
    code = "booking.type_unknown"
    message = _("This kind of ticket does not belong to this event. Choose again.")


class TypeNotOnSale(Conflict):
    code = "booking.type_not_on_sale"
    message = _("“%(name)s” is not on sale at the moment. Choose another kind of ticket.")


class TooFewOfType(SoukError):
    code = "booking.too_few_of_type"
    message = _("“%(name)s” is for groups: take at least %(least)s, or another kind of ticket.")


class TooManyOfType(SoukError):
    code = "booking.too_many_of_type"
    message = _("Of “%(name)s” you can take %(most)s at once at most.")


class NameMissing(SoukError):
    code = "booking.name_missing"
    message = _("Enter the name of everybody who comes.")


class AddressInvalid(SoukError):
    code = "booking.address_invalid"
    message = _("“%(address)s” is no e-mail address. Correct it, or leave it empty where it is not needed.")


class GuardianMissing(SoukError):
    code = "booking.guardian_missing"
    message = _("For %(name)s a guardian must be named and agree.")


class TooYoung(SoukError):
    code = "booking.too_young"
    message = _("Confirm that everybody who comes is at least %(age)s years old.")


class AnswerMissing(SoukError):
    code = "booking.answer_missing"
    message = _("Answer the question “%(question)s”.")


class AnswerUnknown(SoukError):
    code = "booking.answer_unknown"
    message = _("Choose one of the given answers to “%(question)s”.")


class AlreadyReserved(Conflict):
    """`registration` is the one that waits."""

    code = "booking.already_reserved"
    message = _(
        "You have reserved seats for this date that are not paid yet. Pay for them, or let them go first."
    )

    def __init__(self, *, registration: str = "", **params: Any) -> None:
        super().__init__(registration=registration, **params)
        self.registration = registration


class PriceChanged(Conflict):
    code = "booking.price_changed"
    message = _(
        "The price has changed since you looked: it is now %(total)s. Nothing was booked; look again."
    )


class TermsMoved(Conflict):
    code = "booking.terms_moved"
    message = _(
        "What you get back has changed since you looked: it is now %(total)s. Nothing was cancelled; look again."
    )


class NotCancellable(Conflict):
    code = "booking.not_cancellable"
    message = _("These seats can no longer be cancelled. Load the page again to see where they stand.")


class Begun(Conflict):
    code = "booking.begun"
    message = _("It has begun already, so seats can no longer be cancelled or handed over.")


class NotTransferable(Conflict):
    code = "booking.not_transferable"
    message = _("Only a valid ticket that is not on offer already can be handed over.")


class TransferToSelf(SoukError):
    code = "booking.transfer_to_self"
    message = _("This is your own ticket. Enter the address of the person who shall have it.")


class TransferOver(Conflict):
    code = "booking.transfer_over"
    message = _("This offer of a ticket has ended. Ask the person who sent it to offer it once more.")


class NoSuchTransfer(NotFound):
    code = "booking.no_such_transfer"
    message = _("There is no ticket on offer at this address. Open the link in the letter once more.")


class NoWaitingList(Conflict):
    code = "booking.no_waiting_list"
    message = _("There is no waiting list for this date.")


class SeatsFree(Conflict):
    code = "booking.seats_free"
    message = _("There are seats free: register now, without waiting.")


class AlreadyWaiting(Conflict):
    code = "booking.already_waiting"
    message = _("You stand on the waiting list for this date already.")


class NotWaiting(Conflict):
    code = "booking.not_waiting"
    message = _("You do not stand on the waiting list for this date any more.")


class OfferLapsed(Conflict):
    """`until` is the end of the offer, already in words."""

    code = "booking.offer_lapsed"
    message = _(
        "The seat was kept for you until %(until)s and has gone to the next in line. You can join the list again."
    )
