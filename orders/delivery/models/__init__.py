from orders.delivery.models.address import Address
from orders.delivery.models.rates import CratingBand, InsuranceTerm, Rate, RateCard, Zone
from orders.delivery.models.shipment import Delay, DeliveryProof, Parcel, Shipment, TrackingEvent

__all__ = [
    "Address",
    "CratingBand",
    "Delay",
    "DeliveryProof",
    "InsuranceTerm",
    "Parcel",
    "Rate",
    "RateCard",
    "Shipment",
    "TrackingEvent",
    "Zone",
]
