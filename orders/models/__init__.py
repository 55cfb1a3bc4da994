from orders.models.ledger import LedgerEntry
from orders.models.order import Order, OrderCounter, OrderLine
from orders.models.payment import Payment, PaymentEvent
from orders.models.sandbox import SandboxCharge
from orders.models.seller import Seller, SellerMember

__all__ = [
    "LedgerEntry",
    "Order",
    "OrderCounter",
    "OrderLine",
    "Payment",
    "PaymentEvent",
    "SandboxCharge",
    "Seller",
    "SellerMember",
]
