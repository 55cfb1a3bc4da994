"""States of accounts, batches, payouts and settlement rows; each knows where it may go."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountState(models.TextChoices):
    UNVERIFIED = "unverified", pgettext_lazy("bank account", "Waiting to be checked")
    VERIFIED = "verified", pgettext_lazy("bank account", "Checked")
    REFUSED = "refused", pgettext_lazy("bank account", "Refused")


class BatchState(models.TextChoices):
    """Made by one person, approved by another, sent to the bank, done when each payout has its answer."""

    DRAFT = "draft", pgettext_lazy("payout batch", "Draft")
    APPROVED = "approved", pgettext_lazy("payout batch", "Approved")
    SENT = "sent", pgettext_lazy("payout batch", "At the bank")
    DONE = "done", pgettext_lazy("payout batch", "Done")
    CANCELLED = "cancelled", pgettext_lazy("payout batch", "Cancelled")

    def may_become(self, other: BatchState) -> bool:
        return (self, other) in BATCH_TRANSITIONS


BATCH_TRANSITIONS = (
    (BatchState.DRAFT, BatchState.APPROVED),
    (BatchState.DRAFT, BatchState.CANCELLED),
    (BatchState.APPROVED, BatchState.SENT),
    (BatchState.APPROVED, BatchState.CANCELLED),
    (BatchState.SENT, BatchState.DONE),
    # A bank may return money days after it was paid, and a batch that lost all its payouts has nothing to send.
    (BatchState.APPROVED, BatchState.DONE),
)
BATCH_OPEN = (BatchState.DRAFT, BatchState.APPROVED)


class PayoutState(models.TextChoices):
    """Planned moves no money; sent left the seller's balance; failed and reversed gave it back."""

    PLANNED = "planned", pgettext_lazy("payout", "Planned")
    DROPPED = "dropped", pgettext_lazy("payout", "Carried over")
    SENT = "sent", pgettext_lazy("payout", "At the bank")
    PAID = "paid", pgettext_lazy("payout", "Paid")
    FAILED = "failed", pgettext_lazy("payout", "Not carried out")
    REVERSED = "reversed", pgettext_lazy("payout", "Returned by the bank")

    def may_become(self, other: PayoutState) -> bool:
        return (self, other) in PAYOUT_TRANSITIONS


PAYOUT_TRANSITIONS = (
    (PayoutState.PLANNED, PayoutState.SENT),
    (PayoutState.PLANNED, PayoutState.DROPPED),
    (PayoutState.SENT, PayoutState.PAID),
    (PayoutState.SENT, PayoutState.FAILED),
    (PayoutState.PAID, PayoutState.REVERSED),
)


class FailReason(models.TextChoices):
    ACCOUNT_CLOSED = "closed", _("The account is closed")
    NAME_DIFFERS = "name", _("The name does not fit the account")
    IBAN_UNKNOWN = "iban", _("The bank does not know this IBAN")
    REFUSED = "refused", _("The bank refused the transfer")
    OTHER = "other", pgettext_lazy("why a payout failed", "Another reason")


class DropReason(models.TextChoices):
    """Why a planned payout was not sent: the money stays in the balance for the next time."""

    NOTHING_DUE = "nothing", _("Nothing is due any more")
    BELOW_MINIMUM = "minimum", _("Below the smallest payout")
    ACCOUNT = "account", _("The bank account is not ready")
    CANCELLED = "cancelled", _("The batch was cancelled")


class RowKind(models.TextChoices):
    """What a row of a settlement report tells of."""

    PAYMENT = "payment", pgettext_lazy("settlement row", "Payment")
    REFUND = "refund", pgettext_lazy("settlement row", "Refund")
    OTHER = "other", pgettext_lazy("settlement row", "Something else")


class Outcome(models.TextChoices):
    """What became of a row: only a matched one is booked."""

    MATCHED = "matched", pgettext_lazy("settlement row", "Matched and booked")
    UNKNOWN = "unknown", pgettext_lazy("settlement row", "Not ours, or not yet")
    AMOUNT = "amount", pgettext_lazy("settlement row", "Another amount")
    CURRENCY = "currency", pgettext_lazy("settlement row", "Another currency")
    TWICE = "twice", pgettext_lazy("settlement row", "Settled before under another row")
    UNREADABLE = "unreadable", pgettext_lazy("settlement row", "Cannot be read")
    ASIDE = "aside", pgettext_lazy("settlement row", "Neither payment nor refund")
