from orders.payments.services.acting import act_on, forget_bodies, retry, sweep
from orders.payments.services.directs import confirm_direct, refuse_direct, save_method, switch_method
from orders.payments.services.hands import give_up_hand_refund, mark_sent
from orders.payments.services.phones import ask_phone
from orders.payments.services.receiving import receive
from orders.payments.services.sandboxes import choose, enter_code, send, speak
from orders.payments.services.transfers import add_proof, match_transfer, reject_transfer

__all__ = [
    "act_on",
    "add_proof",
    "ask_phone",
    "choose",
    "confirm_direct",
    "enter_code",
    "forget_bodies",
    "give_up_hand_refund",
    "mark_sent",
    "match_transfer",
    "receive",
    "refuse_direct",
    "reject_transfer",
    "retry",
    "save_method",
    "send",
    "speak",
    "sweep",
    "switch_method",
]
