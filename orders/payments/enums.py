"""States and kinds of this room; each state knows where it may go."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageOutcome(TextChoices):
    """What became of a message that came through the webhook door."""

    WAITING = "waiting", pgettext_lazy("webhook", "Waiting")
    DONE = "done", pgettext_lazy("webhook", "Acted on")
    NOTHING = "nothing", pgettext_lazy("webhook", "Told us nothing new")
    STRANGER = "stranger", pgettext_lazy("webhook", "Not about a payment of ours")
    STUCK = "stuck", pgettext_lazy("webhook", "Given up after many tries")
    REFUSED = "refused", pgettext_lazy("webhook", "Refused at the door")

    @property
    def final(self) -> bool:
        return self is not MessageOutcome.WAITING


class TransferState(TextChoices):
    """A transfer is closed by its match or its rejection; a wrong amount waits for a person."""

    WAITING = "waiting", pgettext_lazy("bank transfer", "Waiting for the transfer")
    SHOWN = "shown", pgettext_lazy("bank transfer", "Proof received")
    MISMATCH = "mismatch", pgettext_lazy("bank transfer", "Another amount arrived")
    MATCHED = "matched", pgettext_lazy("bank transfer", "Arrived")
    REJECTED = "rejected", pgettext_lazy("bank transfer", "Not accepted")

    @property
    def open(self) -> bool:
        return self in TRANSFER_OPEN


TRANSFER_OPEN = (TransferState.WAITING, TransferState.SHOWN, TransferState.MISMATCH)
TRANSFER_TRANSITIONS = (
    (TransferState.WAITING, TransferState.SHOWN),
    (TransferState.WAITING, TransferState.MISMATCH),
    (TransferState.WAITING, TransferState.MATCHED),
    (TransferState.WAITING, TransferState.REJECTED),
    (TransferState.SHOWN, TransferState.MISMATCH),
    (TransferState.SHOWN, TransferState.MATCHED),
    (TransferState.SHOWN, TransferState.REJECTED),
    (TransferState.MISMATCH, TransferState.MATCHED),
    (TransferState.MISMATCH, TransferState.REJECTED),
    # Given up, and yet the money came: late is not lost.
    (TransferState.REJECTED, TransferState.MATCHED),
)


class MethodKind(TextChoices):
    CASH = "cash", _("Cash at the seller's")
    CARD = "card", _("Card at the seller's")
    ACCOUNT = "account", _("The seller's bank account")
    OTHER = "other", pgettext_lazy("way to pay", "Another way")


class DirectState(TextChoices):
    """Money that goes to the seller without passing through us; only the seller can say that it came."""

    WAITING = "waiting", pgettext_lazy("direct payment", "Waiting for the seller's word")
    RECEIVED = "received", pgettext_lazy("direct payment", "The seller has the money")
    REFUSED = "refused", pgettext_lazy("direct payment", "The seller did not receive it")

    @property
    def open(self) -> bool:
        return self is DirectState.WAITING


class HandState(TextChoices):
    """A refund that a person carries out, because no machine can."""

    WAITING = "waiting", pgettext_lazy("refund by hand", "To be sent")
    DONE = "done", pgettext_lazy("refund by hand", "Sent")
    REFUSED = "refused", pgettext_lazy("refund by hand", "Cannot be sent")


class HandReason(TextChoices):
    TRANSFER = "transfer", _("The buyer paid by bank transfer: send the money back from our account.")
    DIRECT = "direct", _("The buyer paid the seller directly: the seller gives the money back.")
    PHONE = "phone", _("M-Pesa takes no refunds from a machine: reverse it in the M-Pesa portal.")


class Scenario(TextChoices):
    """What the visitor of the sandbox bank wants it to do."""

    PAY = "pay", _("Take the payment")
    CHALLENGE = "challenge", _("Ask for a code first (3-D Secure)")
    REFUSE = "refuse", _("Refuse it")
    LATE = "late", _("Answer late")
    TWICE = "twice", _("Send the answer twice")
    MISMATCH = "mismatch", _("Take another amount")
    SILENT = "silent", _("Never answer")

    @property
    def pays(self) -> bool:
        return self in {Scenario.PAY, Scenario.LATE, Scenario.TWICE, Scenario.MISMATCH}


class SandboxRefundAnswer(TextChoices):
    DONE = "done", pgettext_lazy("sandbox refund", "Send the money back at once")
    PENDING = "pending", pgettext_lazy("sandbox refund", "Send it back later")
    REFUSED = "refused", pgettext_lazy("sandbox refund", "Refuse to send it back")
