"""What the money side holds about people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare
from orders.alone import sellers_alone, vat_of_alone

if TYPE_CHECKING:
    from orders.models import Order, Seller

# VAT IR Art 66 asks for six years, the books of a merchant for ten: an order is kept, names apart.
KEEP = _("Ten years after the sale, as the law asks of a merchant's books.")


def _billed(name: str, empty: Any) -> Callable[[Order], Any]:
    """What a bill needs stays where money was taken; an order that was never paid keeps nothing of a person."""
    return lambda order: getattr(order, name) if order.paid_at else empty


def _traded(name: str, empty: str = "") -> Callable[[Seller], Any]:
    """Who has sold stays named in the books; who has not sold anything is not named any more."""
    return lambda seller: getattr(seller, name) if seller.orders.exists() else empty


declare(
    model="orders.Order",
    subject="buyer",
    fields=["buyer_name_ar", "buyer_name_en", "ship_to", "bill_to", "closed_reason"],
    purpose=_("To sell you what you bought, to bring it to you, and to account for it."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every order with its lines, totals, dates and state."),
    erase=_(
        "The delivery address goes with the account. Of a sale that was paid, the name on the bill is "
        "kept for the legal term and then blanked; the amounts stay."
    ),
    deed=deeds.keep(
        "books",
        since="placed_at",
        now={
            "buyer_name_ar": _billed("buyer_name_ar", ""),
            "buyer_name_en": _billed("buyer_name_en", ""),
            "bill_to": _billed("bill_to", {}),
            "closed_reason": _billed("closed_reason", ""),
            "ship_to": {},
        },
        later={"buyer_name_ar": "", "buyer_name_en": "", "bill_to": {}, "closed_reason": ""},
    ),
    mentions=("closed_reason",),
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
    deed=deeds.keep("books", since="order__placed_at"),
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
    deed=deeds.keep("books", since="created_at"),
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
    deed=deeds.keep("books", since="received_at", later={"raw": {}}).passing("payment_event_stays"),
    others=("raw",),
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
    deed=deeds.keep("books", since="payment__created_at"),
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
    deed=deeds.keep("books", since="at", later={"note": ""}).passing("order_step_stays"),
    mentions=("note",),
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
    deed=deeds.keep("books", since="order__placed_at"),
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
    deed=deeds.keep("books", since="asked_at", later={"note": ""}),
    mentions=("note",),
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
    deed=deeds.keep("books", since="refund__asked_at"),
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
    deed=deeds.keep("books", since="booked_at"),
)
declare(
    model="orders.SellerMember",
    subject="user",
    fields=["role"],
    purpose=_("To know who may act for a seller."),
    basis=Basis.CONTRACT,
    retention=_("As long as you act for the seller."),
    export=_("Every seller you act for, your role and since when."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
)
declare(
    model="orders.Seller",
    subject="",
    fields=[
        *("name", "name_ar", "name_en", "slug", "legal_name_ar", "legal_name_en", "address"),
        *("vat_number", "registration_number"),
    ],
    purpose=_("To show who sells, and to name them on bills. An artist who sells alone is a person here."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_(
        "The seller that is you alone, with its names, numbers and address; a company's data are its own."
    ),
    erase=_("The address goes with the account; names and numbers only stay where something was sold."),
    finder=sellers_alone,
    deed=deeds.keep(
        "sellers",
        since="created_at",
        now={
            "name": _traded("name", deeds.MARK),
            "name_ar": _traded("name_ar", deeds.MARK),
            "name_en": _traded("name_en", deeds.MARK),
            "slug": lambda seller: seller.slug if seller.orders.exists() else f"seller-{seller.pk}",
            "legal_name_ar": _traded("legal_name_ar"),
            "legal_name_en": _traded("legal_name_en"),
            "vat_number": _traded("vat_number"),
            "registration_number": _traded("registration_number"),
            "address": {},
        },
        later={
            **dict.fromkeys(("name", "name_ar", "name_en"), deeds.MARK),
            **dict.fromkeys(("legal_name_ar", "legal_name_en", "vat_number", "registration_number"), ""),
            "slug": lambda seller: f"seller-{seller.pk}",
        },
    ),
)
declare(
    model="orders.SellerVatStatus",
    subject="",
    fields=["number", "evidence"],
    purpose=_("To know who owes the VAT of a sale, on the day of the sale."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("Every tax status of the seller that is you alone, with its number and its first day."),
    erase=_("Kept for the legal term, then deleted."),
    finder=vat_of_alone,
    deed=deeds.keep("vat", since="created_at", later=None).passing("vat_status_stays"),
)
