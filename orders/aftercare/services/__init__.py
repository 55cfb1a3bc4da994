from orders.aftercare.services.answering import accept, approve, decide, escalate, refuse, take_back
from orders.aftercare.services.opening import open_case
from orders.aftercare.services.returning import arrived, inspect, receive, send_back
from orders.aftercare.services.sweeping import close_refunded, hold_delivered, lapse, remind, sweep
from orders.aftercare.services.talking import say

__all__ = [
    "accept",
    "approve",
    "arrived",
    "close_refunded",
    "decide",
    "escalate",
    "hold_delivered",
    "inspect",
    "lapse",
    "open_case",
    "receive",
    "refuse",
    "remind",
    "say",
    "send_back",
    "sweep",
    "take_back",
]
