"""Traces of buying and selling."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from orders.checkout.services import make_offer
from orders.delivery.services import hand_over
from orders.invoicing import services as invoicing
from orders.models import Order
from tests.compliance.completeness.files import kept
from tests.compliance.completeness.life import Life, makes, owner_of, row
from tests.factories import aftercare, checkout, delivery, memberships, payments, payouts
from tests.factories.orders import order_of, payment_of


def _arrived(life: Life) -> Order:
    """One order of the person that has been delivered, made once."""
    if "order" not in life.made:
        life.made["order"] = aftercare.delivered(life.user, seller=life.shop)
    found: Order = life.made["order"]
    return found


def _payment(life: Life) -> Any:
    return _arrived(life).payments.first()


@makes(
    "orders.Order",
    "orders.OrderLine",
    "orders.OrderStep",
    "orders.Claim",
    "orders.Payment",
    "orders.PaymentPart",
    "orders.PaymentEvent",
    "orders.LedgerEntry",
    "orders.Refund",
    "orders.RefundLine",
)
def orders(life: Life) -> None:
    order = _arrived(life)
    order_of(life.user, seller=life.shop)
    refund = row(
        "orders.Refund",
        order=order,
        payment=_payment(life),
        reference=f"RF-{order.pk}",
        amount=100,
        currency="SAR",
        state="asked",
        reason="goodwill",
    )
    row(
        "orders.RefundLine",
        refund=refund,
        line=order.lines.first(),
        net=87,
        vat=13,
        gross=100,
        share_seller=100,
    )


@makes("orders.Seller", "orders.SellerMember", "orders.SellerVatStatus", "payments.SellerMethod")
def seller(life: Life) -> None:
    row("orders.SellerVatStatus", seller=life.seller, status="unregistered", number="", evidence=life.word)
    payments.method_of(life.seller, life.user)


@makes(
    "payments.WebhookMessage",
    "payments.Transfer",
    "payments.TransferProof",
    "payments.DirectPayment",
    "payments.PhoneCharge",
    "payments.HandRefund",
)
def paying(life: Life) -> None:
    payment, order = _payment(life), _arrived(life)
    row(
        "payments.WebhookMessage",
        provider="sandbox",
        payment=payment,
        verified=True,
        event_id=f"hook-{payment.pk}",
        outcome="done",
        acted_at=timezone.now(),
        sha256="a" * 64,
        size=1,
    )
    transfer = row("payments.Transfer", payment=payment, code=f"T{payment.pk}", state="waiting")
    proof = {"mime": "application/pdf", "sha256": sha256(life.word.encode()).hexdigest(), "size": 1}
    row(
        "payments.TransferProof",
        transfer=transfer,
        uploaded_by=life.user,
        file=kept(life, "proof.pdf"),
        **proof,
    )
    other = payment_of(order_of(life.user, seller=life.shop))
    row("payments.DirectPayment", payment=other, seller=life.shop, state="waiting", methods=[])
    row("payments.PhoneCharge", payment=payment, phone="254712345678")
    refund = order.refunds.first()
    row("payments.HandRefund", refund=refund, state="waiting", reason="transfer")


@makes("delivery.Address", "delivery.Shipment", "delivery.Parcel", "delivery.TrackingEvent")
def bringing(life: Life) -> None:
    nothing = dict.fromkeys(("short", "additional", "postcode", "district"), "")
    delivery.address_of(life.user, **nothing | delivery.KUWAITI)
    shipment = delivery.shipment_of(delivery.order_to_send(life.user, seller=life.shop))
    life.made["shipment"] = hand_over(
        shipment=shipment, by=owner_of(life.shop), tracking_number="290012345678"
    )
    if not shipment.parcels.exists():
        row("delivery.Parcel", shipment=shipment, number=1)


@makes("delivery.DeliveryProof", "delivery.Delay")
def arriving(life: Life) -> None:
    shipment = life.made["shipment"]
    files = {"photo": kept(life, "door.jpg"), "signature": kept(life, "hand.png")}
    row("delivery.DeliveryProof", shipment=shipment, receiver=life.user.name_en, **files)
    row("delivery.Delay", order=shipment.order, reason="Eid", promised_at=timezone.now() + timedelta(days=9))


@makes(
    "checkout.Cart",
    "checkout.CartItem",
    "checkout.Checkout",
    "checkout.CheckoutItem",
    "checkout.CheckoutOrder",
    "checkout.Offer",
    "checkout.OfferStep",
)
def bag(life: Life) -> None:
    checkout.house_rates()
    checkout.placed(life.work(), user=life.user)
    checkout.bag_of(life.user, life.work())
    thing = life.work()
    make_offer(
        buyer=life.user,
        source=checkout.source_of(thing),
        amount=payments.riyals(1_500),
        message=f"Agreed, {life.word}?",
    )


@makes("invoicing.Invoice", "invoicing.InvoiceLine", "invoicing.Submission", "invoicing.Hold")
def invoices(life: Life) -> None:
    order = _arrived(life)
    invoice = invoicing.issue_for_order(order=order)[0]
    row("invoicing.Submission", invoice=invoice, way="reporting", outcome="accepted", body=life.user.name_en)
    row("invoicing.Hold", order=order, addressed="seller", document="invoice", problems=[])


@makes("aftercare.Case", "aftercare.CaseLine", "aftercare.CaseEntry", "aftercare.CasePhoto")
def cases(life: Life) -> None:
    case = aftercare.case_of(aftercare.delivered(life.user, seller=life.shop))
    row(
        "aftercare.CasePhoto",
        case=case,
        entry=case.entries.first(),
        uploaded_by=life.user,
        path=kept(life, "crack.jpg"),
        sha256="b" * 64,
        byte_size=1,
        width=1,
        height=1,
    )


@makes("payouts.BankAccount", "payouts.Payout")
def payouts_(life: Life) -> None:
    payouts.account_of(life.seller)
    payouts.due(life.seller, 500_000)
    payouts.sent(life.seller)


@makes("verification.Paper")
def papers(life: Life) -> None:
    word = {"number": f"FL-{life.user.pk}", "name": life.user.name_ar}
    row(
        "verification.Paper",
        seller=life.seller,
        submitted_by=life.user,
        kind="freelance",
        state="submitted",
        **word,
    )


@makes("memberships.Membership", "memberships.MembershipPeriod")
def members(life: Life) -> None:
    memberships.membership_of(life.user, price=memberships.price_of("collector", "friend"))
