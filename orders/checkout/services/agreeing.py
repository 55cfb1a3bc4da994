"""The order of an agreed price: placed when one of the two says yes, it holds the work until it is paid."""

from __future__ import annotations

from datetime import datetime

from core.money import Money
from orders.checkout import bargaining, pricing, shelf
from orders.checkout.exceptions import NotOnShelf, Unavailable
from orders.checkout.models import Offer
from orders.drafts import item_lines
from orders.enums import OrderOrigin
from orders.models import Order
from orders.services import place_order


def order_for(*, offer: Offer, now: datetime) -> Order:
    """Locks the work, then the order's number. Raises NotOnShelf, Unavailable; from orders SoldAlready, OwnSale.

    The bill is for a sale at home without delivery; where it goes and how is chosen at the checkout, which
    writes it anew.
    """
    item = shelf.lock([offer.source]).get(offer.source)
    if item is None:
        raise NotOnShelf
    if not item.available:
        raise Unavailable(title=item.title, why=item.reason)
    order = place_order(
        buyer=offer.buyer,
        seller=item.seller,
        currency=offer.currency,
        lines=item_lines(
            price=Money(offer.amount, offer.currency),
            title_ar=item.title_ar,
            title_en=item.title_en,
            treatment=pricing.at_home(item.seller, now),
            source=offer.source,
        ),
        due_in=bargaining.RESERVED_FOR,
        origin=OrderOrigin.OFFER,
        source=offer.source,
        made_to_order=item.made_to_order,
        now=now,
    )
    shelf.claim(offer.source, order)
    return order
