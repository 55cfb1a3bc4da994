"""The collector's desk: my bids, and the lots I watch."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import desk
from accounts.models import User
from auctions import queries
from auctions.models import Lot

LONGEST = 50


def load_bids(user: User) -> dict[str, Any]:
    """`rows`: {"lot", "standing", "own_max"}, those closing next in front. One query."""
    lots = queries.bid_on_by(user)[:LONGEST]
    return {
        "rows": [
            {"lot": lot, "standing": queries.standing_on(lot), "own_max": lot.own_max}  # type: ignore[attr-defined]
            for lot in lots
        ]
    }


def count_bids(user: User) -> int:
    """Lots on which the person has bid, closed ones too: a won lot must not hide behind "no bids yet"."""
    return queries.bid_on_by(user).count()


def load_watched(user: User) -> dict[str, Any]:
    """`lots`: newest first. One query."""
    return {"lots": list(queries.watched_by(user)[:LONGEST])}


def count_watched(user: User) -> int:
    return Lot.objects.filter(watches__user=user).count()


def register() -> None:
    """Called by AuctionsConfig.ready(). The templates are `rows` and `lots` drawn as tables."""
    desk.register(
        "bids",
        _("My bids"),
        "auctions/desk_bids.html",
        load_bids,
        10,
        count=count_bids,
        empty=desk.Empty(
            _("No bids yet"),
            _("Bid on a lot and you will see here where you stand."),
            "auctions:sale-list",
            _("See the auctions"),
        ),
    )
    desk.register(
        "watched",
        _("Lots I watch"),
        "auctions/desk_watched.html",
        load_watched,
        15,
        count=count_watched,
        empty=desk.Empty(
            _("You watch no lots"),
            _("Watch a lot on its page and we tell you when it opens for bids."),
            "auctions:sale-list",
            _("See the auctions"),
        ),
    )
