from orders.payouts.services.accounts import change_account, check_account, refuse_account
from orders.payouts.services.batches import approve_batch, cancel_batch, make_batch, send_batch
from orders.payouts.services.results import mark_failed, mark_paid, read_results, reverse_payout

__all__ = [
    "approve_batch",
    "cancel_batch",
    "change_account",
    "check_account",
    "make_batch",
    "mark_failed",
    "mark_paid",
    "read_results",
    "refuse_account",
    "reverse_payout",
    "send_batch",
]
