"""What the catalogue shows on a work that is in a sale."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from auctions import queries
from auctions.enums import LotStatus
from marketplace import offers


def lots_of(artwork_ids: Collection[int]) -> Mapping[int, offers.Offer]:
    """One query for a whole page of works."""
    found = {}
    for lot in queries.lots_of_artworks(artwork_ids):
        live = lot.status != LotStatus.SCHEDULED
        found[lot.artwork_id] = offers.Offer(
            url=lot.get_absolute_url(),
            label=_("In auction now") if live else _("Coming to auction"),
            action=_("Go to the lot"),
            live=live,
        )
    return found


def register() -> None:
    offers.register(lots_of)
