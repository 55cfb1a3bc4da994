from orders.memberships.services.changing import change, keep
from orders.memberships.services.closing import cancel, resume, withdraw
from orders.memberships.services.joining import join
from orders.memberships.services.renewing import close_over, remind, renew, sweep, turn
from orders.memberships.services.settling import drop, start, take_back

__all__ = [
    "cancel",
    "change",
    "close_over",
    "drop",
    "join",
    "keep",
    "remind",
    "renew",
    "resume",
    "start",
    "sweep",
    "take_back",
    "turn",
    "withdraw",
]
