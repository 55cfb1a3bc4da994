"""The parcel on its way back, in the room of delivery where that can follow it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from orders.aftercare.models import Case
from orders.delivery import carriers, rules
from orders.delivery import services as delivery
from orders.delivery.enums import Direction
from orders.delivery.exceptions import NotShippable, ShippedAlready
from orders.delivery.models import Shipment

if TYPE_CHECKING:
    from accounts.models import User


def read_number(carrier: str, typed: str) -> str:
    """As that carrier writes its numbers. Raises TrackingNumberInvalid."""
    found = carriers.known().get(carrier)
    return found.read_number(typed) if found else typed


def send(case: Case, carrier: str, number: str, *, by: User, now: datetime) -> Shipment | None:
    """Prepared and handed over in one; None where there is one on its way already, or nobody to follow it."""
    if carrier not in carriers.known():
        return None
    try:
        with transaction.atomic():
            row = delivery.prepare_shipment(
                order=case.order,
                by=by,
                carrier=carrier,
                tracking_number=number,
                direction=Direction.BACK,
                now=now,
            )
            return delivery.hand_over(shipment=row, by=by, now=now)
    except (NotShippable, ShippedAlready):
        return None


def confirm(case: Case, *, by: User, now: datetime) -> None:
    """The seller's word that it is here ends the shipment too."""
    if case.shipment is not None and rules.may_confirm(by, case.shipment):
        delivery.confirm_receipt(shipment=case.shipment, by=by, now=now)
