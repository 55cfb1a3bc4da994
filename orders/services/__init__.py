from orders.services.closing import cancel_order, expire_due, expire_order
from orders.services.paying import (
    check_payment,
    fail_payment,
    give_up,
    mark_silent,
    open_payment,
    start_payment,
    sweep_silent,
)
from orders.services.placing import amend_order, place_order
from orders.services.refunding import (
    refund,
    retry_refund,
    send_due,
    send_refund,
    settle_refund_by_hand,
)
from orders.services.sellers import (
    add_member,
    create_seller,
    set_legal_details,
    set_vat_status,
    update_seller,
    verify_seller,
)
from orders.services.settling import settle_payment
from orders.services.steps import advance, complete_due, complete_order, end_dispute, open_dispute

__all__ = [
    "add_member",
    "advance",
    "amend_order",
    "cancel_order",
    "check_payment",
    "complete_due",
    "complete_order",
    "create_seller",
    "end_dispute",
    "expire_due",
    "expire_order",
    "fail_payment",
    "give_up",
    "mark_silent",
    "open_dispute",
    "open_payment",
    "place_order",
    "refund",
    "retry_refund",
    "send_due",
    "send_refund",
    "set_legal_details",
    "set_vat_status",
    "settle_payment",
    "settle_refund_by_hand",
    "start_payment",
    "sweep_silent",
    "update_seller",
    "verify_seller",
]
