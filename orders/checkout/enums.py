"""States of a checkout and of an offer; each knows where it may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class CheckoutState(models.TextChoices):
    OPEN = "open", pgettext_lazy("checkout state", "Open")
    PLACED = "placed", pgettext_lazy("checkout state", "Ordered, to be paid")
    PAID = "paid", pgettext_lazy("checkout state", "Paid")
    EXPIRED = "expired", pgettext_lazy("checkout state", "Not paid in time")
    ABANDONED = "abandoned", pgettext_lazy("checkout state", "Left")

    def may_become(self, other: CheckoutState) -> bool:
        return (self, other) in CHECKOUT_TRANSITIONS

    @property
    def placed(self) -> bool:
        """Whether its orders have come of it, whatever became of them."""
        return self in {CheckoutState.PLACED, CheckoutState.PAID, CheckoutState.EXPIRED}


CHECKOUT_TRANSITIONS = (
    (CheckoutState.OPEN, CheckoutState.PLACED),
    (CheckoutState.OPEN, CheckoutState.ABANDONED),
    (CheckoutState.PLACED, CheckoutState.PAID),
    (CheckoutState.PLACED, CheckoutState.EXPIRED),
    # The bank's late word: the reservation had run out, and yet an order was paid.
    (CheckoutState.EXPIRED, CheckoutState.PAID),
)


class OfferState(models.TextChoices):
    """Open waits for the seller, countered for the buyer."""

    OPEN = "open", pgettext_lazy("offer state", "Waiting for the seller")
    COUNTERED = "countered", pgettext_lazy("offer state", "Waiting for the buyer")
    ACCEPTED = "accepted", pgettext_lazy("offer state", "Accepted, to be paid")
    DECLINED = "declined", pgettext_lazy("offer state", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer state", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("offer state", "Run out")
    BOUGHT = "bought", pgettext_lazy("offer state", "Bought")

    def may_become(self, other: OfferState) -> bool:
        return (self, other) in OFFER_TRANSITIONS

    @property
    def negotiable(self) -> bool:
        """Whether one of the two still has to answer."""
        return self in OFFER_NEGOTIABLE

    @property
    def alive(self) -> bool:
        return self in OFFER_ALIVE


OFFER_NEGOTIABLE = (OfferState.OPEN, OfferState.COUNTERED)
OFFER_ALIVE = (*OFFER_NEGOTIABLE, OfferState.ACCEPTED)
OFFER_TRANSITIONS = (
    (OfferState.OPEN, OfferState.COUNTERED),
    (OfferState.COUNTERED, OfferState.OPEN),
    *((before, OfferState.ACCEPTED) for before in OFFER_NEGOTIABLE),
    *((before, OfferState.DECLINED) for before in OFFER_NEGOTIABLE),
    *((before, OfferState.WITHDRAWN) for before in OFFER_ALIVE),
    *((before, OfferState.EXPIRED) for before in OFFER_ALIVE),
    (OfferState.ACCEPTED, OfferState.BOUGHT),
    # The bank's late word, as with a checkout.
    (OfferState.EXPIRED, OfferState.BOUGHT),
)


class OfferMove(models.TextChoices):
    """One step of the talk about a price."""

    OFFERED = "offered", pgettext_lazy("step of an offer", "The buyer offered")
    COUNTERED = "countered", pgettext_lazy("step of an offer", "The seller asked for")
    ACCEPTED = "accepted", pgettext_lazy("step of an offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("step of an offer", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("step of an offer", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("step of an offer", "Run out without an answer")
    UNPAID = "unpaid", pgettext_lazy("step of an offer", "Not paid in time")
    SOLD = "sold", pgettext_lazy("step of an offer", "Closed: the work was sold to somebody else")
    BOUGHT = "bought", pgettext_lazy("step of an offer", "Paid")
