from orders.payouts.models.account import BankAccount
from orders.payouts.models.entry import SellerEntry
from orders.payouts.models.payout import BatchCounter, Payout, PayoutBatch
from orders.payouts.models.settlement import SettlementReport, SettlementRow

__all__ = [
    "BankAccount",
    "BatchCounter",
    "Payout",
    "PayoutBatch",
    "SellerEntry",
    "SettlementReport",
    "SettlementRow",
]
