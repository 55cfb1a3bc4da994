from orders.payments.models.byhand import HandRefund
from orders.payments.models.calls import PhoneCharge, ProviderRefund
from orders.payments.models.direct import DirectPayment, SellerMethod
from orders.payments.models.sandbox import SandboxCharge, SandboxRefund
from orders.payments.models.transfer import Transfer, TransferProof
from orders.payments.models.webhook import WebhookMessage

__all__ = [
    "DirectPayment",
    "HandRefund",
    "PhoneCharge",
    "ProviderRefund",
    "SandboxCharge",
    "SandboxRefund",
    "SellerMethod",
    "Transfer",
    "TransferProof",
    "WebhookMessage",
]
