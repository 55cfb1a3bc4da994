"""What the bag, the checkout and the offers refuse, in words that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orders.checkout.pricing import Change


class NotOnShelf(NotFound):
    code = "checkout.not_on_shelf"
    message = _("There is no such work on sale here.")


class Unavailable(Conflict):
    """`why` is the shelf's own sentence."""

    code = "checkout.unavailable"
    message = _("“%(title)s” cannot be bought just now. %(why)s")


class PriceAsked(Conflict):
    code = "checkout.price_asked"
    message = _("The price of “%(title)s” is told on request. Ask the seller.")


class BagFull(Conflict):
    code = "checkout.bag_full"
    message = _("A bag holds %(limit)s works. Take one out, or pay for what is in it first.")


class NothingToBuy(Conflict):
    code = "checkout.nothing_to_buy"
    message = _("Nothing in your bag can be bought just now.")


class NoSuchCheckout(NotFound):
    code = "checkout.no_such_checkout"
    message = _("There is no such checkout.")


class CheckoutClosed(Conflict):
    code = "checkout.closed"
    message = _("This checkout has been placed already. Its works and its clock stand on its page.")


class DetailsMissing(Conflict):
    code = "checkout.details_missing"
    message = _("The address or the delivery is still missing.")


class TotalChanged(Conflict):
    """Something moved between the page and the click; `changes` says what. Nothing was ordered or charged."""

    code = "checkout.total_changed"
    message = _("The total has changed since you looked. Nothing was charged; look at the new total below.")

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        super().__init__()
        self.changes = tuple(changes)

    def __reduce__(self) -> tuple[Any, ...]:
        return (TotalChanged, (self.changes,))


class OffersClosed(Conflict):
    code = "checkout.offers_closed"
    message = _("The seller of this work takes no offers. You can buy it at its price.")


class OfferTooLow(SoukError):
    code = "checkout.offer_too_low"
    message = _("The seller hears offers from %(least)s on.")


class OfferTooHigh(SoukError):
    code = "checkout.offer_too_high"
    message = _("The work costs %(price)s. Offer less, or buy it at its price.")


class OfferNotBetter(SoukError):
    code = "checkout.offer_not_better"
    message = _(
        "Name an amount between %(low)s and %(high)s: below or above it, one of you has said already."
    )


class OfferTwice(Conflict):
    code = "checkout.offer_twice"
    message = _("You have an offer on this work already. Answer or withdraw that one first.")


class OfferClosed(Conflict):
    code = "checkout.offer_closed"
    message = _("This offer has been answered in the meantime. It is now: %(state)s.")


class NotYourTurn(Conflict):
    code = "checkout.not_your_turn"
    message = _("It is the other side's turn to answer this offer.")


class RoundsOver(Conflict):
    code = "checkout.rounds_over"
    message = _("There were three rounds: now it is yes or no.")


class NotYourOffer(Denied):
    code = "checkout.not_your_offer"
    message = _("Only the buyer and the seller of this offer may answer it.")
