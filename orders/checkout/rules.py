"""Who may do what in a checkout and with an offer: the only place that decides."""

from __future__ import annotations

from typing import Any

from orders.checkout.enums import OfferState
from orders.checkout.models import Checkout, Offer
from orders.rules import may_manage


def may_check_out(user: Any, checkout: Checkout) -> bool:
    return bool(checkout.user_id == user.pk)


def is_buyer(user: Any, offer: Offer) -> bool:
    return bool(offer.buyer_id == user.pk)


def may_answer(user: Any, offer: Offer) -> bool:
    """The seller while it waits for them, the buyer while it waits for the buyer."""
    if offer.state == OfferState.OPEN:
        return may_manage(user, offer.seller)
    return offer.state == OfferState.COUNTERED and is_buyer(user, offer)


def may_counter(user: Any, offer: Offer) -> bool:
    """The buyer names three amounts at most; the seller may answer each of them."""
    return may_answer(user, offer) and not (is_buyer(user, offer) and offer.last_round)


def may_withdraw(user: Any, offer: Offer) -> bool:
    return is_buyer(user, offer) and offer.status.negotiable


def may_set_terms(user: Any, seller: Any) -> bool:
    return may_manage(user, seller)
