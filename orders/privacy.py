"""What the money side holds about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare, exempt

# VAT IR Art 66 asks for six years, the books of a merchant for ten: an order is kept, names apart.
KEEP = _("Ten years after the sale, as the law asks of a merchant's books.")

declare(
    model="orders.Order",
    subject="buyer",
    fields=["buyer_name_ar", "buyer_name_en", "ship_to", "bill_to", "closed_reason"],
    purpose=_("To sell you what you bought, to bring it to you, and to account for it."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every order with its lines, totals, dates and state."),
    erase=_("Kept for the legal term; afterwards the names are blanked and the amounts stay."),
)
declare(
    model="orders.OrderLine",
    subject="order__buyer",
    fields=[],
    purpose=_("What was bought and for how much."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("With its order."),
    erase=_("Kept with its order; it names no person."),
)
declare(
    model="orders.Payment",
    subject="buyer",
    fields=["provider_reference"],
    purpose=_("To take your payment and to give it back where it is due. We never see your card."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every payment with its amount, state and date."),
    erase=_("Kept with its order for the legal term."),
)
declare(
    model="orders.PaymentEvent",
    subject="payment__buyer",
    fields=["raw"],
    purpose=_("The provider's own message, as proof of what happened to your payment."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("Every message with its date and outcome."),
    erase=_("Kept with its payment for the legal term."),
)
declare(
    model="orders.PaymentPart",
    subject="order__buyer",
    fields=[],
    purpose=_("Which orders a payment paid for, and how much of it."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("With its order."),
    erase=_("Kept with its order; it names no person."),
)
declare(
    model="orders.OrderStep",
    subject="order__buyer",
    fields=["note"],
    purpose=_("When your order was paid, prepared, shipped and delivered, for you and the seller to see."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every step with its date and reason."),
    erase=_("Kept with its order for the legal term; notes are blanked afterwards."),
)
declare(
    model="orders.Claim",
    subject="order__buyer",
    fields=[],
    purpose=_("That a thing is sold to one person only."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("With its order."),
    erase=_("Kept with its order; it names no person."),
)
declare(
    model="orders.Refund",
    subject="order__buyer",
    fields=["note", "provider_reference"],
    purpose=_("To pay back what is due to you, and to account for it."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every refund with its amount, reason, state and date."),
    erase=_("Kept with its order for the legal term; notes are blanked afterwards."),
)
declare(
    model="orders.RefundLine",
    subject="refund__order__buyer",
    fields=[],
    purpose=_("Which part of a line went back."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("With its refund."),
    erase=_("Kept with its refund; it names no person."),
)
declare(
    model="orders.LedgerEntry",
    subject="order__buyer",
    fields=[],
    purpose=_("The books: what came in, what is held, what went out."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("With its order."),
    erase=_("Kept with its order; it names no person."),
)
declare(
    model="orders.SellerMember",
    subject="user",
    fields=["role"],
    purpose=_("To know who may act for a seller."),
    basis=Basis.CONTRACT,
    retention=365,
    export=_("Every seller you act for, your role and since when."),
    erase=_("Deleted with the account."),
)
exempt("orders.Seller", _("A business or a trade name; the people behind it are in its memberships."))
exempt("orders.SellerVatStatus", _("The tax status of a business; it names no person."))
