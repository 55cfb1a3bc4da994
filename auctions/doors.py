"""What the auctions tell the rooms below: a won lot beside its bill, lots in the seller's studio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from auctions.enums import LotStatus
from auctions.models import Lot
from auctions.works import SOURCE
from marketplace import shown, studio
from marketplace.models import Artwork
from orders import sources
from orders.models import Seller


def won_lots(ids: list[int]) -> Mapping[int, sources.SourceCard]:
    """The works of won lots with their pictures: three queries however many."""
    lots = list(Lot.objects.filter(pk__in=ids).select_related("sale"))
    works = Artwork.objects.filter(pk__in=[lot.artwork_id for lot in lots])
    pictured = {work.pk: work for work in shown.hung(shown.for_cards(works))}
    return {
        lot.pk: sources.SourceCard(
            "marketplace/partials/_bought_work.html",
            lot.get_absolute_url(),
            {"work": pictured[lot.artwork_id]},
        )
        for lot in lots
    }


def lots_tonight(seller: Seller) -> Sequence[studio.Attention]:
    """How many of the seller's lots are open for bids now."""
    count = Lot.objects.filter(artwork__seller=seller, status=LotStatus.OPEN).count()
    return [
        studio.Attention(count, _("Lots live now"), _("Follow the bids"), reverse("auctions:studio-lots"))
    ]


def register() -> None:
    """Called once, from `ready()`."""
    sources.register(SOURCE, won_lots)
    studio.register_tab("lots", gettext_lazy("My lots"), "auctions:studio-lots")
    studio.register_attention(lots_tonight)
