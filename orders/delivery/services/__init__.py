from orders.delivery.services.addresses import delete_address, make_default, save_address
from orders.delivery.services.arriving import confirm_receipt, mark_delivered
from orders.delivery.services.delays import announce_delay, remind_due
from orders.delivery.services.rates import load_house_rates
from orders.delivery.services.shipping import ParcelDraft, correct_shipment, hand_over, prepare_shipment
from orders.delivery.services.tracking import (
    add_event,
    ask_carrier,
    fail_attempt,
    follow_carriers,
    mark_returned,
)

__all__ = [
    "ParcelDraft",
    "add_event",
    "announce_delay",
    "ask_carrier",
    "confirm_receipt",
    "correct_shipment",
    "delete_address",
    "fail_attempt",
    "follow_carriers",
    "hand_over",
    "load_house_rates",
    "make_default",
    "mark_delivered",
    "mark_returned",
    "prepare_shipment",
    "remind_due",
    "save_address",
]
