"""The fee schedule of a sale, kept with it as plain data from the day it was announced."""

from __future__ import annotations

from typing import Any

from core.money import EXPONENTS
from orders.fees import FeePolicy, lot_bill, policy_for


def as_json(policy: FeePolicy) -> dict[str, Any]:
    return {"premium_tiers": [list(tier) for tier in policy.premium_tiers], "vat_bps": policy.vat_bps}


def from_json(data: dict[str, Any]) -> FeePolicy:
    tiers = tuple((bound, rate) for bound, rate in data["premium_tiers"])
    return FeePolicy(premium_tiers=tiers, vat_bps=data["vat_bps"])


def default_fees(currency: str) -> dict[str, Any]:
    """The house's schedule in a currency's minor units."""
    return as_json(policy_for(EXPONENTS[currency]))


def rung(amount: int, policy: FeePolicy) -> dict[str, int]:
    """An amount that may be bid, and all that it would cost: minor units."""
    bill = lot_bill(amount, policy)
    return {"minor": amount, "premium": bill.premium, "vat": bill.vat, "total": bill.total}
