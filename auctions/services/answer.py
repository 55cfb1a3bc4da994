"""What a bidder is told about a bid that was accepted: kept with the bid, the same for the same key."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class BidAnswer:
    """`result` is "leading", "outbid" (an earlier maximum answered at once) or "raised" (own maximum).

    Amounts are minor units, times UTC text. `seq` is the event that wrote the bid down and `hash` its link in
    the lot's chain: together the receipt. `max` is the bidder's own, and for nobody else.
    """

    result: str
    lot: str
    seq: int
    paddle: str
    max: int
    price: int
    ask: int
    total: int
    reserve: str
    ends_at: str
    extended: bool
    received_at: str
    decided_at: str
    hash: str
    replayed: bool = False

    @property
    def leads(self) -> bool:
        """At that moment; ask `queries.private_state` for now."""
        return self.result != "outbid"

    def as_json(self) -> dict[str, Any]:
        """For the HTTP answer: the receipt with `replayed`."""
        return asdict(self)

    def again(self) -> Self:
        return replace(self, replayed=True)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**data)
