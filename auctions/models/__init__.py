from auctions.models.bid import Bid, Paddle, Refusal
from auctions.models.event import LotEvent
from auctions.models.lot import Lot
from auctions.models.sale import Sale
from auctions.models.watch import Watch

__all__ = ["Bid", "Lot", "LotEvent", "Paddle", "Refusal", "Sale", "Watch"]
