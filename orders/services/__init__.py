from orders.services.closing import cancel_order, expire_due, expire_order, refund_order
from orders.services.paying import (
    check_payment,
    give_up,
    mark_silent,
    open_payment,
    start_payment,
    sweep_silent,
)
from orders.services.placing import place_order
from orders.services.returning import pay_back, pay_back_due
from orders.services.sellers import add_member, create_seller, update_seller, verify_seller
from orders.services.settling import settle_payment

__all__ = [
    "add_member",
    "cancel_order",
    "check_payment",
    "create_seller",
    "expire_due",
    "expire_order",
    "give_up",
    "mark_silent",
    "open_payment",
    "pay_back",
    "pay_back_due",
    "place_order",
    "refund_order",
    "settle_payment",
    "start_payment",
    "sweep_silent",
    "update_seller",
    "verify_seller",
]
