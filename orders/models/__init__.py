from orders.models.ledger import LedgerEntry
from orders.models.line import OrderLine
from orders.models.order import Claim, Order, OrderCounter, OrderStep
from orders.models.payment import Payment, PaymentEvent, PaymentPart
from orders.models.refund import Refund, RefundLine
from orders.models.seller import Seller, SellerMember, SellerVatStatus

__all__ = [
    "Claim",
    "LedgerEntry",
    "Order",
    "OrderCounter",
    "OrderLine",
    "OrderStep",
    "Payment",
    "PaymentEvent",
    "PaymentPart",
    "Refund",
    "RefundLine",
    "Seller",
    "SellerMember",
    "SellerVatStatus",
]
