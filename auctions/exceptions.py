"""Why a bid, or a decision of the staff, was not accepted: a code and a sentence that says what to do."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from auctions.engine import Reason
from core.errors import Busy, Conflict, Denied, NotFound, SoukError
from core.money import Money


class _Amount:
    """An amount whose words are chosen when the sentence is read, not when it is raised."""

    def __init__(self, minor: int, currency: str) -> None:
        self.money = Money(minor, currency)

    def __str__(self) -> str:
        return self.money.text(get_language() or "ar")


def amount(minor: int, currency: str) -> str:
    return lazystr(_Amount(minor, currency))  # type: ignore[return-value]


class SaleNotFound(NotFound):
    code = "auctions.sale_not_found"
    message = _("There is no such sale.")


class LotNotFound(NotFound):
    code = "auctions.lot_not_found"
    message = _("There is no such lot.")


class BidRefused(Conflict):
    """The state of the lot refused the bid. Its answer is kept with the bid's key."""

    code = "auctions.bid_refused"
    replayed = False


class LotNotOpen(BidRefused):
    code = "auctions.not_open"
    message = _("This lot is not open for bids now.")


class LotEnded(BidRefused):
    code = "auctions.ended"
    message = _("This lot has closed. Your bid arrived after the end and was not placed.")


class BidTooLow(BidRefused):
    code = "auctions.too_low"
    message = _("Your bid is below the next step. Bid %(ask)s or more.")


class NotARaise(BidRefused):
    code = "auctions.not_a_raise"
    message = _("You lead with a maximum of %(own)s. To raise it, enter %(ask)s or more.")


class OffGrid(SoukError):
    code = "auctions.off_grid"
    message = _("Bids go up in fixed steps. The nearest amounts are %(low)s and %(high)s.")


class BidTooHigh(SoukError):
    code = "auctions.too_high"
    message = _("This amount is larger than we can accept. Check the number of zeros.")


class AmountOffGrid(SoukError):
    code = "auctions.amount_off_grid"
    message = _(
        "Opening bid and reserve must stand on the steps of the sale. The nearest are %(low)s and %(high)s."
    )


class OwnLot(Denied):
    code = "auctions.own_lot"
    message = _("You cannot bid on this lot, because you or your gallery offer it.")


class StaffMayNotBid(Denied):
    code = "auctions.staff_may_not_bid"
    message = _("Those who work for the house do not bid in its sales.")


class SignInFirst(Denied):
    code = "auctions.sign_in_first"
    message = _("Sign in to bid.")


class TermsFirst(SoukError):
    code = "auctions.terms_first"
    http_status = 409
    message = _("Accept the terms of the sale first, then bid again.")


class TotalChanged(Conflict):
    code = "auctions.total_changed"
    message = _(
        "With premium and VAT this bid costs %(total)s, not the total you saw. Check it and bid again."
    )


class KeyReused(Conflict):
    code = "auctions.key_reused"
    message = _(
        "This bid was sent before with another amount. Nothing was placed. Reload the page and bid again."
    )


class LotBusy(Busy):
    code = "auctions.busy"
    message = _("Many are bidding right now and your bid was not placed. Send it again.")


class SaleNotReady(Conflict):
    code = "auctions.sale_not_ready"
    message = _("A sale needs at least one lot, a title and terms, and times that lie ahead.")


class WrongState(Conflict):
    code = "auctions.wrong_state"
    message = _("This is not possible in the present state: %(state)s.")


class ReserveNotLower(SoukError):
    code = "auctions.reserve_not_lower"
    message = _("A reserve can only be lowered or waived.")


class NothingToVoid(SoukError):
    code = "auctions.nothing_to_void"
    message = _("These bids are not accepted bids of this lot, or are void already.")


class ReasonMissing(SoukError):
    code = "auctions.reason_missing"
    message = _("Give the reason. It is kept in the record.")


class WorkNotFree(Conflict):
    code = "auctions.work_not_free"
    message = _("Only a published work that is available can be entered in a sale.")


class EstimatesInvalid(SoukError):
    code = "auctions.estimates_invalid"
    message = _("Give both estimates, the high one not below the low one.")


class ReserveAboveEstimate(SoukError):
    code = "auctions.reserve_above_estimate"
    message = _("The reserve is not above the low estimate.")


class NumberTaken(Conflict):
    code = "auctions.number_taken"
    message = _("There is a lot %(number)s in this sale already.")


class CurrencySettled(Conflict):
    code = "auctions.currency_settled"
    message = _("The currency of a sale cannot change once lots are entered.")


class NotYourSale(Denied):
    code = "auctions.not_your_sale"
    message = _("Only the organiser of the sale and the staff may do this.")


class TimesInvalid(SoukError):
    code = "auctions.times_invalid"
    message = _("The first lot must close after the sale opens.")


_WORDS: dict[Reason, tuple[type[SoukError], tuple[str, ...]]] = {
    Reason.NOT_OPEN: (LotNotOpen, ()),
    Reason.ENDED: (LotEnded, ()),
    Reason.TOO_LOW: (BidTooLow, ("ask",)),
    Reason.NOT_A_RAISE: (NotARaise, ("own", "ask")),
    Reason.OFF_GRID: (OffGrid, ("low", "high")),
    Reason.TOO_HIGH: (BidTooHigh, ()),
    Reason.RESERVE_NOT_LOWER: (ReserveNotLower, ()),
    Reason.NOTHING_TO_VOID: (NothingToVoid, ()),
}


def refusal(reason: Reason, amounts: list[int] | tuple[int, ...], currency: str) -> SoukError:
    """The error for an engine's refusal; `error.amounts` has the named minor units for machines."""
    kind, names = _WORDS[reason]
    values: dict[str, int] = dict(zip(names, amounts, strict=False))
    params: dict[str, Any] = {name: amount(minor, currency) for name, minor in values.items()}
    error = kind(**params)
    error.amounts = values  # type: ignore[attr-defined]
    return error
