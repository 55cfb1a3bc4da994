"""States and kinds of the money side; each state knows where it may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SellerKind(models.TextChoices):
    ARTIST = "artist", _("Artist")
    GALLERY = "gallery", _("Gallery")
    HOUSE = "house", _("Auction house")


class Register(models.TextChoices):
    """Where a seller is registered: the e-invoice's identifier schemes (BR-KSA-08)."""

    CRN = "CRN", _("Commercial register")
    MOM = "MOM", _("Momrah licence")
    MLS = "MLS", _("MHRSD licence")
    SAG = "SAG", _("Ministry of Investment licence")
    OTH = "OTH", _("Another register")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    ASSISTANT = "assistant", _("Assistant")


class OrderOrigin(models.TextChoices):
    """How the order came to be. A won lot is announced by the auction itself."""

    AUCTION = "auction", _("Won at auction")
    BUY_NOW = "buy_now", _("Bought at a fixed price")
    OFFER = "offer", _("Agreed by offer")
    TICKET = "ticket", _("Ticket")
    COMMISSION = "commission", pgettext_lazy("order origin", "Commission")
    MEMBERSHIP = "membership", pgettext_lazy("order origin", "Membership")
    DEPOSIT = "deposit", pgettext_lazy("order origin", "Deposit")


class OrderState(models.TextChoices):
    """Refunded means in whole; a part that went back is the order's `refunded` amount."""

    PLACED = "placed", pgettext_lazy("order state", "Placed")
    AWAITING_PAYMENT = "awaiting_payment", pgettext_lazy("order state", "Awaiting payment")
    PAID = "paid", pgettext_lazy("order state", "Paid")
    PREPARING = "preparing", pgettext_lazy("order state", "Being prepared")
    SHIPPED = "shipped", pgettext_lazy("order state", "On its way")
    DELIVERED = "delivered", pgettext_lazy("order state", "Delivered")
    COMPLETED = "completed", pgettext_lazy("order state", "Completed")
    DISPUTED = "disputed", pgettext_lazy("order state", "In dispute")
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

    @property
    def settled(self) -> bool:
        """Paid for, and not paid back: its sale stands in the books."""
        return self in ORDER_SETTLED


ORDER_DEAD = (OrderState.CANCELLED, OrderState.EXPIRED, OrderState.REFUNDED)
ORDER_PAYABLE = (OrderState.PLACED, OrderState.AWAITING_PAYMENT)
ORDER_STEPS = (
    OrderState.PAID,
    OrderState.PREPARING,
    OrderState.SHIPPED,
    OrderState.DELIVERED,
    OrderState.COMPLETED,
)
ORDER_SETTLED = (*ORDER_STEPS, OrderState.DISPUTED)
ORDER_TRANSITIONS = (
    (OrderState.PLACED, OrderState.AWAITING_PAYMENT),
    (OrderState.AWAITING_PAYMENT, OrderState.PAID),
    *((before, OrderState.CANCELLED) for before in ORDER_PAYABLE),
    *((before, OrderState.EXPIRED) for before in ORDER_PAYABLE),
    # Forward, steps may be left out: a pick-up is not shipped, a membership is not delivered.
    *((one, other) for at, one in enumerate(ORDER_STEPS) for other in ORDER_STEPS[at + 1 :]),
    *((before, OrderState.DISPUTED) for before in ORDER_STEPS),
    *((OrderState.DISPUTED, after) for after in ORDER_STEPS),
    *((before, OrderState.REFUNDED) for before in ORDER_SETTLED),
)


class Side(models.TextChoices):
    """Who moved an order, as the other side may know it."""

    BUYER = "buyer", pgettext_lazy("side of a sale", "The buyer")
    SELLER = "seller", pgettext_lazy("side of a sale", "The seller")
    STAFF = "staff", pgettext_lazy("side of a sale", "Art Souk")
    SYSTEM = "system", pgettext_lazy("side of a sale", "By itself")


class Delivery(models.TextChoices):
    SHIP = "ship", _("Brought to your address")
    PICKUP = "pickup", _("Picked up at the seller's")
    NONE = "none", _("Nothing to bring")


class LineKind(models.TextChoices):
    ITEM = "item", _("Work")
    HAMMER = "hammer", _("Hammer price")
    PREMIUM = "premium", _("Buyer's premium")
    SHIPPING = "shipping", pgettext_lazy("line of a bill", "Delivery")
    CRATING = "crating", _("Crating")
    INSURANCE = "insurance", _("Transport insurance")
    TICKET = "ticket", pgettext_lazy("line of a bill", "Ticket")
    MILESTONE = "milestone", _("Milestone")
    MEMBERSHIP = "membership", pgettext_lazy("line of a bill", "Membership")
    DEPOSIT = "deposit", pgettext_lazy("line of a bill", "Deposit")

    @property
    def fee(self) -> bool:
        """What bringing the thing costs, beside the thing itself."""
        return self in {LineKind.SHIPPING, LineKind.CRATING, LineKind.INSURANCE}

    @property
    def of_platform(self) -> bool:
        """Turnover of the platform itself, whoever sells the work."""
        return self in {LineKind.PREMIUM, LineKind.MEMBERSHIP, LineKind.DEPOSIT}


class Supplier(models.TextChoices):
    """Who supplies a line in the eyes of the VAT law, and so whose invoice it stands on."""

    PLATFORM = "platform", _("Art Souk")
    SELLER = "seller", _("The seller")


class VatStatus(models.TextChoices):
    UNREGISTERED = "unregistered", _("Not registered for VAT")
    REGISTERED = "registered", _("Registered for VAT")


class VatCategory(models.TextChoices):
    """The e-invoice's codes (UN/CEFACT 5305)."""

    STANDARD = "S", _("Standard rate")
    ZERO = "Z", _("Zero rate")
    EXEMPT = "E", _("Exempt")
    OUTSIDE = "O", _("Outside the scope of VAT")


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


class PartState(models.TextChoices):
    """What a payment's share in one order stands for."""

    OPEN = "open", pgettext_lazy("share of a payment", "Under way")
    STANDS = "stands", pgettext_lazy("share of a payment", "Pays the order")
    SURPLUS = "surplus", pgettext_lazy("share of a payment", "To be paid back")
    RELEASED = "released", pgettext_lazy("share of a payment", "Not received")


class RefundReason(models.TextChoices):
    SURPLUS = "surplus", _("Paid although the order had ended")
    CANCELLED = "cancelled", _("Cancelled before dispatch")
    LATE = "late", _("Delivered too late")
    WITHDRAWAL = "withdrawal", _("Returned within the legal days")
    FAULTY = "faulty", _("Faulty or damaged")
    NOT_AS_DESCRIBED = "not_as_described", _("Not as described")
    GOODWILL = "goodwill", _("Goodwill")
    DISPUTE = "dispute", _("Decided in a dispute")
    OTHER = "other", pgettext_lazy("reason of a refund", "Another reason")


class RefundState(models.TextChoices):
    """`sent` is with the provider, which has not confirmed yet. A refused one waits for staff."""

    ASKED = "asked", pgettext_lazy("refund state", "Agreed")
    SENT = "sent", pgettext_lazy("refund state", "At the bank")
    DONE = "done", pgettext_lazy("refund state", "Paid back")
    REFUSED = "refused", pgettext_lazy("refund state", "Refused by the bank")


REFUND_TRANSITIONS = (
    (RefundState.ASKED, RefundState.SENT),
    (RefundState.ASKED, RefundState.DONE),
    (RefundState.ASKED, RefundState.REFUSED),
    (RefundState.SENT, RefundState.DONE),
    (RefundState.SENT, RefundState.REFUSED),
    (RefundState.REFUSED, RefundState.ASKED),
    (RefundState.REFUSED, RefundState.DONE),
)


class Account(models.TextChoices):
    """The accounts of the ledger. A positive amount is a debit, a negative one a credit."""

    PROVIDER = "provider", _("Money at the payment provider")
    BANK = "bank", _("Money in our bank account")
    BUYER = "buyer", _("The buyer's account")
    HELD = "held", _("Held for the seller until completion")
    SELLER = "seller", _("Due to the seller")
    REVENUE = "revenue", _("Our turnover")
    VAT = "vat", _("VAT we owe")
    FEES = "fees", _("Fees of the providers")
    DEPOSITS = "deposits", _("Deposits of bidders")
    REFUNDS = "refunds", _("Refunds on their way")
    PAYOUTS = "payouts", _("Payouts on their way")
    DISPUTED = "disputed", _("Kept back by a provider in a dispute")
    SUSPENSE = "suspense", _("Not yet matched")
