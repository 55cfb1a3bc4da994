"""Addresses, price lists and shipments for tests, made through the services like real ones."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from orders.addresses import PostalAddress
from orders.delivery import services
from orders.delivery.models import Address, RateCard, Shipment
from orders.enums import Delivery
from orders.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory, paid_order

SAUDI = {
    "country": "SA",
    "name": "لمياء بنت سعد الراشد",
    "phone": "+966552148830",
    "short": "RHMA4471",
    "line1": "طريق الأمير محمد بن سعد",
    "district": "الملقا",
    "building": "4471",
    "additional": "7602",
    "city": "الرياض",
    "postcode": "13522",
}
KUWAITI = {
    "country": "KW",
    "name": "Sara Al-Sabah",
    "phone": "+96551234567",
    "city": "Salmiya",
    "block": "4",
    "line1": "Salem Al Mubarak",
    "building": "12",
}


def address_of(user: User | None = None, **given: Any) -> Address:
    values = {
        **SAUDI,
        **{key: given.pop(key) for key in list(given) if key in PostalAddress.__dataclass_fields__},
    }
    return services.save_address(user=user or UserFactory(), values=values, **given)


def house_rates() -> RateCard:
    """The list of the house: a test with real commits may have emptied the table that the migration filled."""
    return services.load_house_rates()


def order_to_send(buyer: Any = None, *, member: Any = None, **given: Any) -> Order:
    """A paid order that is to be brought to Riyadh; `member` acts for its seller."""
    seller = given.pop("seller", None) or SellerFactory(owner=member or UserFactory())
    terms = {"delivery": Delivery.SHIP, "ship_to": PostalAddress.from_dict(SAUDI), **given}
    return paid_order(buyer, seller=seller, **terms)


def member_of(order: Order) -> User:
    found: User = order.seller.members.get()
    return found


def shipment_of(order: Order | None = None, **given: Any) -> Shipment:
    order = order or order_to_send()
    return services.prepare_shipment(order=order, by=member_of(order), **{"carrier": "smsa", **given})


def shipment_under_way(order: Order | None = None, **given: Any) -> Shipment:
    shipment = shipment_of(order, **given)
    return services.hand_over(shipment=shipment, by=member_of(shipment.order), tracking_number="290012345678")
