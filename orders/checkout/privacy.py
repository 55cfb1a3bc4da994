"""What the bag, the checkout and the offers hold about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.deeds import Term
from compliance.enums import Basis
from compliance.registry import declare, exempt

if TYPE_CHECKING:
    from orders.checkout.models import OfferStep

LEFT_BAG = _("90 days after the last change; a visitor's bag 30 days.")
LEFT_CHECKOUT = _("30 days when it was left; with its orders when they were placed.")
OFFER_KEPT = _("Ten years when a sale came of it, else two years.")


def _agreed(step: OfferStep) -> str:
    """Words that led to a sale are part of the agreement; others prove nothing."""
    return step.message if step.offer.order_id else ""


declare(
    model="checkout.Cart",
    subject="user",
    fields=[],
    purpose=_("To keep what you put into your bag."),
    basis=Basis.CONTRACT,
    retention=LEFT_BAG,
    export=_("What lies in your bag and since when."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
)
declare(
    model="checkout.CartItem",
    subject="cart__user",
    fields=[],
    purpose=_("To keep what you put into your bag."),
    basis=Basis.CONTRACT,
    retention=LEFT_BAG,
    export=_("Each work with the price you saw."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
)
declare(
    model="checkout.Checkout",
    subject="user",
    fields=["ship_to", "bill_to"],
    purpose=_("To bring and bill what you buy to the addresses you named."),
    basis=Basis.CONTRACT,
    retention=LEFT_CHECKOUT,
    export=_("Each checkout with its addresses, choices and state."),
    erase=_("Deleted with the account; what the law asks to keep stands in the orders."),
    deed=deeds.delete(),
)
declare(
    model="checkout.CheckoutItem",
    subject="checkout__user",
    fields=[],
    purpose=_("What you were about to buy, and for how much."),
    basis=Basis.CONTRACT,
    retention=LEFT_CHECKOUT,
    export=_("With its checkout."),
    erase=_("Deleted with its checkout."),
    deed=deeds.delete(),
)
declare(
    model="checkout.CheckoutOrder",
    subject="checkout__user",
    fields=[],
    purpose=_("Which orders were paid together."),
    basis=Basis.CONTRACT,
    retention=LEFT_CHECKOUT,
    export=_("With its checkout."),
    erase=_("Deleted with its checkout; the order itself is kept for the legal term."),
    deed=deeds.delete(),
)
declare(
    model="checkout.Offer",
    subject="buyer",
    fields=["amount"],
    purpose=_("To agree on a price with the seller."),
    basis=Basis.CONTRACT,
    retention=OFFER_KEPT,
    export=_("Each offer with its amounts, dates and state."),
    erase=_("Kept for its term: amounts and days, no word and no name."),
    deed=deeds.keep("contracts", since="created_at"),
)
declare(
    model="checkout.OfferStep",
    subject="by",
    fields=["message"],
    purpose=_("What you and the seller wrote to each other about the price."),
    basis=Basis.CONTRACT,
    retention=OFFER_KEPT,
    export=_("Each step with its amount, message and time."),
    erase=_("Your words are kept where a sale came of the offer, else they are blanked at once."),
    deed=deeds.keep("contracts", since="at", now={"message": _agreed}, later={"message": ""}).passing(
        "offer_step_stays"
    ),
    term=Term(
        730,
        "at",
        deeds.blank(message="").passing("offer_step_stays"),
        only={"offer__order__isnull": True, "message__gt": ""},
    ),
    mentions=("message",),
)
exempt("checkout.OfferTerms", _("How far a seller bargains: a rule of a business; it names no person."))
