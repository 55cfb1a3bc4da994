"""What this room holds about people."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare

# The longest time in which a card holder's bank may contest a payment, and a little more.
KEEP_BODIES: Final = 400
KEEP_PROOFS: Final = _("Ten years after the sale, as the law asks of a merchant's books.")

declare(
    model="payments.WebhookMessage",
    subject="payment__buyer",
    fields=["body", "headers"],
    purpose=_(
        "The payment provider's own message, byte for byte, as proof of what happened to your payment."
    ),
    basis=Basis.LEGAL,
    retention=KEEP_BODIES,
    export=_("Every message with its date, kind and outcome."),
    erase=_(
        "The text of a message is deleted after 400 days; its date, hash and outcome stay with the payment."
    ),
)
declare(
    model="payments.Transfer",
    subject="payment__buyer",
    fields=["bank_reference", "reason"],
    purpose=_("To find your transfer on our bank's statement."),
    basis=Basis.CONTRACT,
    retention=KEEP_PROOFS,
    export=_("Every transfer with its reference, amount, dates and decision."),
    erase=_("Kept with its payment for the legal term."),
)
declare(
    model="payments.TransferProof",
    subject="transfer__payment__buyer",
    fields=["file", "name"],
    purpose=_("The proof of your transfer, as you sent it to us."),
    basis=Basis.CONTRACT,
    retention=KEEP_PROOFS,
    export=_("The files that you sent."),
    erase=_("Kept with its payment for the legal term."),
)
declare(
    model="payments.DirectPayment",
    subject="payment__buyer",
    fields=["note"],
    purpose=_("To know whether the seller has received what you paid directly."),
    basis=Basis.CONTRACT,
    retention=KEEP_PROOFS,
    export=_("Every such payment with its state and dates."),
    erase=_("Kept with its payment for the legal term."),
)
declare(
    model="payments.PhoneCharge",
    subject="payment__buyer",
    fields=["phone", "receipt"],
    purpose=_("To ask for your payment on your telephone, and to find it again at M-Pesa."),
    basis=Basis.CONTRACT,
    retention=KEEP_PROOFS,
    export=_("The telephone number, the receipt and the date of each such payment."),
    erase=_("Kept with its payment for the legal term."),
)
declare(
    model="payments.HandRefund",
    subject="refund__payment__buyer",
    fields=["bank_reference", "note"],
    purpose=_("To send money back to you where no machine can."),
    basis=Basis.CONTRACT,
    retention=KEEP_PROOFS,
    export=_("Every such refund with its reference and date."),
    erase=_("Kept with its payment for the legal term."),
)
