"""The price list of the house."""

from __future__ import annotations

from orders.delivery import loading
from orders.delivery.models import CratingBand, InsuranceTerm, Rate, RateCard, Zone


def load_house_rates() -> RateCard:
    """From the data when no list of the house is in use; gives the list in use."""
    tables = loading.Tables(zone=Zone, card=RateCard, rate=Rate, crate=CratingBand, insurance=InsuranceTerm)
    card: RateCard = loading.write(tables, loading.read())
    return card
