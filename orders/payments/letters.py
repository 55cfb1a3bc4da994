"""Mail and notices of this room. Each is queued once, by its key."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.money import Money
from mailing import registry
from mailing.bilingual import page, path
from mailing.enums import Priority
from mailing.services import notify, queue
from orders.payments import links
from orders.payments.models import DirectPayment, Transfer

PLACES = {
    "recipient": _("the recipient's name"),
    "numbers": _("the orders' numbers"),
    "code": _("the reference on the transfer"),
    "amount": _("the amount to pay"),
    "received": _("the amount that arrived"),
    "difference": _("what is missing or too much"),
    "short": _("whether the amount was too small"),
    "reason": _("our reason"),
    "url": _("the address of the transfer's page"),
}


def transfer_mismatch(transfer: Transfer) -> None:
    payment = transfer.payment
    key = f"transfer:{transfer.pk}:{transfer.received}"
    queue("payments.transfer_mismatch", to=payment.buyer, context=facts_of(transfer), key=key)
    _notice(transfer, "payments.transfer_mismatch", key)


def transfer_rejected(transfer: Transfer) -> None:
    key = f"transfer:{transfer.pk}:rejected"
    queue("payments.transfer_rejected", to=transfer.payment.buyer, context=facts_of(transfer), key=key)
    _notice(transfer, "payments.transfer_rejected", key)


def direct_started(direct: DirectPayment) -> None:
    """The seller's people hear that somebody wants to pay them."""
    numbers = links.numbers_of(direct.payment)
    for member in direct.seller.members.all():
        notify(
            user=member,
            kind="payments.direct_started",
            context={"number": ", ".join(numbers)},
            url=path("payments:direct", direct.payment.reference, language=member.language),
            key=f"direct:{direct.pk}",
        )


def facts_of(transfer: Transfer) -> dict[str, Any]:
    payment = transfer.payment
    received = transfer.received or 0
    return {
        "numbers": ", ".join(links.numbers_of(payment)),
        "code": transfer.code,
        "amount": Money(payment.amount, payment.currency),
        "received": Money(received, payment.currency),
        "difference": Money(abs(payment.amount - received), payment.currency),
        "short": received < payment.amount,
        "reason": transfer.reason,
        "url": page("payments:transfer", payment.reference),
    }


def _notice(transfer: Transfer, kind: str, key: str) -> None:
    buyer = transfer.payment.buyer
    notify(
        user=buyer,
        kind=kind,
        context={"code": transfer.code},
        url=path("payments:transfer", transfer.payment.reference, language=buyer.language),
        key=key,
    )


def register() -> None:
    """Called by PaymentsConfig.ready()."""
    subjects = {
        "payments.transfer_mismatch": _("Your transfer arrived with another amount"),
        "payments.transfer_rejected": _("We could not take your transfer"),
    }
    for name, subject in subjects.items():
        registry.register(name, subject=subject, variables=PLACES, sample=sample, priority=Priority.NORMAL)
    notices = {
        "payments.transfer_mismatch": (_("Transfer %(code)s arrived with another amount."), "alert"),
        "payments.transfer_rejected": (_("We could not take transfer %(code)s."), "x"),
        "payments.direct_started": (
            _("The buyer of order %(number)s wants to pay you directly. Confirm when you have the money."),
            "clock",
        ),
    }
    for kind, (text, icon) in notices.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    return {
        "recipient": "لمياء الراشد" if language == "ar" else "Lamia Alrashid",
        "numbers": "AS-2026-000123",
        "code": "AS7KQ2MX",
        "amount": Money(18_500_000, "SAR"),
        "received": Money(18_450_000, "SAR"),
        "difference": Money(50_000, "SAR"),
        "short": True,
        "reason": "الاسم على التحويل ليس اسمك."
        if language == "ar"
        else "The name on the transfer is not yours.",
        "url": page("payments:transfer", "0" * 32),
    }
