"""What this room holds about people."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare
from orders.alone import sellers_alone
from orders.payments.models import SellerMethod

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
        "The text of a message is deleted with the account, and after 400 days in any case; its date, "
        "hash and outcome stay with the payment."
    ),
    deed=deeds.keep("books", since="received_at", now={"body": b"", "headers": {}}).passing("webhook_stays"),
    others=("body",),
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
    deed=deeds.keep(
        "books", since="created_at", later={"bank_reference": "", "reason": deeds.unless_empty("reason")}
    ),
    mentions=("reason",),
)
declare(
    model="payments.TransferProof",
    subject="transfer__payment__buyer",
    fields=["file", "name"],
    purpose=_("The proof of your transfer, as you sent it to us."),
    basis=Basis.CONTRACT,
    retention=KEEP_PROOFS,
    export=_("The files that you sent."),
    erase=_("Kept with its payment for the legal term; then the file is deleted."),
    deed=deeds.keep("books", since="uploaded_at", later=None),
    files=(("file", "originals"),),
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
    deed=deeds.keep("books", since="created_at", later={"note": ""}),
    mentions=("note",),
)
declare(
    model="payments.PhoneCharge",
    subject="payment__buyer",
    fields=["phone", "receipt"],
    purpose=_("To ask for your payment on your telephone, and to find it again at M-Pesa."),
    basis=Basis.CONTRACT,
    retention=KEEP_PROOFS,
    export=_("The telephone number, the receipt and the date of each such payment."),
    erase=_("The telephone number is blanked; the receipt is kept with its payment for the legal term."),
    deed=deeds.keep("books", since="asked_at", now={"phone": "254700000000"}),
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
    deed=deeds.keep("books", since="created_at", later={"note": ""}),
    mentions=("note",),
)
declare(
    model="payments.SellerMethod",
    subject="",
    fields=["text_ar", "text_en"],
    purpose=_("To tell buyers how the seller is paid directly."),
    basis=Basis.CONTRACT,
    retention=_("Until the seller changes it."),
    export=_("What you wrote about how you are paid, where you sell alone."),
    erase=_("Deleted with the account of an artist who sells alone."),
    finder=lambda subject: SellerMethod.objects.filter(seller__in=sellers_alone(subject)),
    deed=deeds.delete(),
)
