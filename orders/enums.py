"""States and kinds of the money side; each state knows where it may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SellerKind(models.TextChoices):
    ARTIST = "artist", _("Artist")
    GALLERY = "gallery", _("Gallery")
    HOUSE = "house", _("Auction house")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    ASSISTANT = "assistant", _("Assistant")


class OrderOrigin(models.TextChoices):
    """How the order came to be. A won lot is announced by the auction itself."""

    AUCTION = "auction", _("Won at auction")
    BUY_NOW = "buy_now", _("Bought at a fixed price")


class OrderState(models.TextChoices):
    PLACED = "placed", pgettext_lazy("order state", "Placed")
    AWAITING_PAYMENT = "awaiting_payment", pgettext_lazy("order state", "Awaiting payment")
    PAID = "paid", pgettext_lazy("order state", "Paid")
    CANCELLED = "cancelled", pgettext_lazy("order state", "Cancelled")
    EXPIRED = "expired", pgettext_lazy("order state", "Expired")
    REFUNDED = "refunded", pgettext_lazy("order state", "Refunded")

    @property
    def next(self) -> frozenset[OrderState]:
        return frozenset(after for before, after in ORDER_TRANSITIONS if before == self)

    def may_become(self, other: OrderState) -> bool:
        return other in self.next

    @property
    def alive(self) -> bool:
        """Whether the order still holds what it sells."""
        return self not in ORDER_DEAD

    @property
    def payable(self) -> bool:
        return self in ORDER_PAYABLE


ORDER_TRANSITIONS = (
    (OrderState.PLACED, OrderState.AWAITING_PAYMENT),
    (OrderState.PLACED, OrderState.CANCELLED),
    (OrderState.PLACED, OrderState.EXPIRED),
    (OrderState.AWAITING_PAYMENT, OrderState.PAID),
    (OrderState.AWAITING_PAYMENT, OrderState.CANCELLED),
    (OrderState.AWAITING_PAYMENT, OrderState.EXPIRED),
    (OrderState.PAID, OrderState.REFUNDED),
)
ORDER_DEAD = (OrderState.CANCELLED, OrderState.EXPIRED, OrderState.REFUNDED)
ORDER_PAYABLE = (OrderState.PLACED, OrderState.AWAITING_PAYMENT)


class LineKind(models.TextChoices):
    ITEM = "item", _("Work")
    HAMMER = "hammer", _("Hammer price")
    PREMIUM = "premium", _("Buyer's premium")


class PaymentState(models.TextChoices):
    """A payment that nobody has answered for is unknown, never failed."""

    CREATED = "created", pgettext_lazy("payment state", "Created")
    PENDING = "pending", pgettext_lazy("payment state", "At the bank")
    UNKNOWN = "unknown", pgettext_lazy("payment state", "Waiting for the bank")
    SUCCEEDED = "succeeded", pgettext_lazy("payment state", "Received")
    FAILED = "failed", pgettext_lazy("payment state", "Not received")
    REFUNDED = "refunded", pgettext_lazy("payment state", "Paid back")

    def may_become(self, other: PaymentState) -> bool:
        return (self, other) in PAYMENT_TRANSITIONS

    @property
    def open(self) -> bool:
        return self in PAYMENT_OPEN


PAYMENT_OPEN = (PaymentState.CREATED, PaymentState.PENDING, PaymentState.UNKNOWN)
PAYMENT_TRANSITIONS = (
    (PaymentState.CREATED, PaymentState.PENDING),
    (PaymentState.CREATED, PaymentState.UNKNOWN),
    (PaymentState.CREATED, PaymentState.SUCCEEDED),
    (PaymentState.CREATED, PaymentState.FAILED),
    (PaymentState.PENDING, PaymentState.UNKNOWN),
    (PaymentState.PENDING, PaymentState.SUCCEEDED),
    (PaymentState.PENDING, PaymentState.FAILED),
    (PaymentState.UNKNOWN, PaymentState.SUCCEEDED),
    (PaymentState.UNKNOWN, PaymentState.FAILED),
    # The bank's late word: given up for lost, and yet the money came.
    (PaymentState.FAILED, PaymentState.SUCCEEDED),
    (PaymentState.SUCCEEDED, PaymentState.REFUNDED),
)


class FailureReason(models.TextChoices):
    REFUSED = "refused", _("The bank refused the payment")
    TIMEOUT = "timeout", _("The bank did not answer in time")
    ABANDONED = "abandoned", _("The payment was left before it was made")


class EventOutcome(models.TextChoices):
    """What was done with one message of a provider."""

    SETTLED = "settled", _("Settled")
    SURPLUS = "surplus", _("Settled, to be paid back")
    IGNORED = "ignored", _("Told us nothing new")
    MISMATCH = "mismatch", _("Refused: another amount or currency")


class Account(models.TextChoices):
    """The accounts of the ledger. A positive amount is a debit, a negative one a credit."""

    PROVIDER = "provider", _("Money at the payment provider")
    BUYER = "buyer", _("The buyer's account")
    HELD = "held", _("Held for the order")
