"""Works on the shelf of the checkout: how they are priced, and held for the order that buys them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from marketplace import locks, services, shown
from marketplace.enums import Availability, PublicationState
from marketplace.models import Artwork
from marketplace.services.buying import SOURCE, holder_of
from orders.checkout import shelf
from orders.checkout.shelf import Parcel, ShelfItem
from orders.models import Order
from orders.sources import SourceCard

CARD = "marketplace/partials/_bought_work.html"
REASONS = {
    Availability.ON_HOLD: _("It is reserved for another buyer. If they do not pay, it comes back."),
    Availability.SOLD: _("It has been sold."),
    Availability.NOT_FOR_SALE: _("It is shown, but not for sale."),
}
IN_AUCTION = _("It is offered in an auction now.")


def register() -> None:
    """Called once, from `ready()`."""
    shelf.register(SOURCE, look=look, lock=lock, claim=claim, free=free)


def look(ids: list[int]) -> Mapping[int, ShelfItem]:
    """Public works with their pictures; three queries however many."""
    works = Artwork.objects.filter(pk__in=ids, state=PublicationState.PUBLISHED)
    found = shown.hung(shown.for_cards(works).select_related("seller", "artist"))
    return {work.pk: item_of(work) for work in found}


def lock(ids: list[int]) -> Mapping[int, ShelfItem]:
    """The same, their rows locked until the end of the transaction."""
    locks.artworks(ids)
    return look(ids)


def claim(pk: int, order: Order) -> None:
    """Holds the work for the order. Raises HeldForAnother, SoldAlready, NotForSale."""
    services.hold_artwork(artwork=Artwork.objects.get(pk=pk), source=holder_of(order))


def free(pk: int, order: Order) -> None:
    """Lets go of it, if this order still holds it."""
    for work in Artwork.objects.filter(pk=pk):
        services.release_artwork(artwork=work, source=holder_of(order))


def item_of(work: Artwork) -> ShelfItem:
    available = work.availability == Availability.AVAILABLE
    in_auction = work.hold_source.startswith("lot:")
    return ShelfItem(
        source=f"{SOURCE}:{work.pk}",
        seller=work.seller,
        title_ar=work.title_ar or work.title_en or "",
        title_en=work.title_en or work.title_ar or "",
        price=work.price,
        available=available,
        reason=IN_AUCTION if in_auction else REASONS.get(Availability(work.availability), ""),
        url=work.get_absolute_url(),
        card=SourceCard(CARD, work.get_absolute_url(), {"work": work}),
        parcel=parcel_of(work),
    )


def parcel_of(work: Artwork) -> Parcel:
    """As far as the seller has measured it; nothing is known of its weight."""
    return Parcel(
        height_cm=work.height_cm,
        width_cm=work.width_cm,
        depth_cm=work.depth_cm,
        framed=bool(work.framing_ar or work.framing_en),
    )
