"""Won lots at the checkout: what has to be carried, and how they look. A lot is never bought there."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from auctions.models import Lot
from auctions.works import SOURCE, source_of
from marketplace import shown
from marketplace.models import Artwork
from marketplace.shelf import CARD, parcel_of
from orders.checkout import shelf
from orders.checkout.shelf import ShelfItem
from orders.models import Order
from orders.sources import SourceCard

NOT_HERE = _("A lot is won in its sale.")


def register() -> None:
    """Called once, from `ready()`."""
    shelf.register(SOURCE, look=look, lock=look, claim=_nothing, free=_nothing)


def look(ids: list[int]) -> Mapping[int, ShelfItem]:
    """Lots of published sales with the pictures of their works; four queries however many."""
    lots = list(Lot.objects.filter(pk__in=ids).select_related("sale"))
    works = Artwork.objects.filter(pk__in=[lot.artwork_id for lot in lots])
    found = {work.pk: work for work in shown.hung(shown.for_cards(works).select_related("seller", "artist"))}
    return {lot.pk: _item(lot, found[lot.artwork_id]) for lot in lots}


def _item(lot: Lot, work: Artwork) -> ShelfItem:
    return ShelfItem(
        source=source_of(lot),
        seller=work.seller,
        title_ar=work.title_ar or work.title_en or "",
        title_en=work.title_en or work.title_ar or "",
        price=None,
        available=False,
        reason=NOT_HERE,
        url=lot.get_absolute_url(),
        card=SourceCard(CARD, lot.get_absolute_url(), {"work": work}),
        parcel=parcel_of(work),
    )


def _nothing(pk: int, order: Order) -> None:
    """The auctions hold the work for the lot themselves (auctions/works.py)."""
