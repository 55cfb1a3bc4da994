"""Every write of the auctions: web, API, admin, commands, closer and robots use this one door."""

from __future__ import annotations

from auctions.services.answer import BidAnswer
from auctions.services.bids import place_bid
from auctions.services.closing import advance_next, close_lot, close_next
from auctions.services.lots import hold_lot, lower_reserve, resume_lot, void_bids, withdraw_lot
from auctions.services.preparing import create_lot, create_sale, remove_lot, submit_sale, update_sale
from auctions.services.running import cancel_sale, hold_sale, open_sale, publish_sale, resume_sale
from auctions.services.watching import unwatch, watch

__all__ = [
    "BidAnswer",
    "advance_next",
    "cancel_sale",
    "close_lot",
    "close_next",
    "create_lot",
    "create_sale",
    "hold_lot",
    "hold_sale",
    "lower_reserve",
    "open_sale",
    "place_bid",
    "publish_sale",
    "remove_lot",
    "resume_lot",
    "resume_sale",
    "submit_sale",
    "unwatch",
    "update_sale",
    "void_bids",
    "watch",
    "withdraw_lot",
]
