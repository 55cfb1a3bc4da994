"""Mail and notices about bank accounts and payouts, to every owner of the seller, each once by its key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.money import Money
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.services import notify, queue
from orders.drafts import both
from orders.enums import MemberRole
from orders.models import Seller
from orders.payouts.enums import AccountState, FailReason, PayoutState
from orders.payouts.models import BankAccount, Payout

PLACES = {
    "recipient": _("the recipient's name"),
    "seller": _("the seller's name"),
    "account": _("the account's bank and last characters"),
    "url": _("the address of the page"),
}
PAYOUT_PLACES = {
    **PLACES,
    "total": _("the amount paid out"),
    "reference": _("the payout's reference"),
}


def account_changed(account: BankAccount) -> None:
    """To every owner, whoever changed it: the one who did not is the one who must know."""
    facts = {**_facts(account.seller, account), "pays_from": account.pays_from}
    facts["rests"] = account.pays_from > account.added_at
    facts["url"] = page("payouts:account")
    for owner in owners_of(account.seller):
        queue("payouts.account_changed", to=owner, context=facts, key=f"account:{account.pk}:{owner.pk}")
        _notice("payouts.account_changed", owner, account.seller, account, view="payouts:account")


def account_judged(account: BankAccount) -> None:
    checked = account.state == AccountState.VERIFIED
    kind = "payouts.account_checked" if checked else "payouts.account_refused"
    facts = {**_facts(account.seller, account), "url": page("payouts:account")}
    for owner in owners_of(account.seller):
        _notice(kind, owner, account.seller, account, view="payouts:account")
        if not checked:
            queue(kind, to=owner, context=facts, key=f"{kind}:{account.pk}:{owner.pk}")


def sent(payout: Payout) -> None:
    _about(payout, "payouts.sent")


def settled(payout: Payout) -> None:
    """Paid needs a notice only: the mail went out with the money. What came back is told by mail too."""
    if payout.state == PayoutState.PAID:
        for owner in owners_of(payout.seller):
            _payout_notice("payouts.paid", owner, payout)
    else:
        _about(payout, "payouts.failed")


def owners_of(seller: Seller) -> list[User]:
    people = User.objects.filter(memberships__seller=seller, memberships__role=MemberRole.OWNER)
    return list(people.filter(is_active=True).order_by("pk"))


def _about(payout: Payout, kind: str) -> None:
    facts = {
        **_facts(payout.seller, payout),
        "total": payout.money,
        "reference": payout.reference,
        "reason": reason_of(payout),
        "url": page("payouts:payouts"),
    }
    for owner in owners_of(payout.seller):
        queue(kind, to=owner, context=facts, key=f"{kind}:{payout.pk}:{payout.state}:{owner.pk}")
        _payout_notice(kind, owner, payout)


def reason_of(payout: Payout) -> Bilingual:
    words = dict(FailReason.choices).get(FailReason(payout.reason)) if payout.reason else ""
    return Bilingual(*both(words)) if words else Bilingual("", "")


def _facts(seller: Seller, account: BankAccount | Payout) -> dict[str, Any]:
    return {"seller": name_of(seller), "account": f"{account.bank_name} {account.masked}"}


def name_of(seller: Seller) -> Bilingual:
    return Bilingual(ar=seller.name_ar or "", en=seller.name_en or "")


def _notice(kind: str, to: User, seller: Seller, account: BankAccount, *, view: str) -> None:
    notify(
        user=to,
        kind=kind,
        context={"seller": name_of(seller).facts, "account": account.masked},
        url=path(view, language=to.language) + f"?seller={seller.slug}",
        key=f"account:{account.pk}:{kind}:{account.state}",
    )


def _payout_notice(kind: str, to: User, payout: Payout) -> None:
    amount = Bilingual(ar=payout.money.text("ar"), en=payout.money.text("en"))
    notify(
        user=to,
        kind=kind,
        context={"seller": name_of(payout.seller).facts, "amount": amount.facts},
        url=path("payouts:payouts", language=to.language) + f"?seller={payout.seller.slug}",
        key=f"payout:{payout.pk}:{kind}:{payout.state}",
    )


def register() -> None:
    """Called by PayoutsConfig.ready()."""
    subjects = {
        "payouts.account_changed": (_("The account that you are paid to was changed"), PLACES),
        "payouts.account_refused": (_("We could not confirm your bank account"), PLACES),
        "payouts.sent": (_("Your payout is on its way"), PAYOUT_PLACES),
        "payouts.failed": (_("Your payout came back"), PAYOUT_PLACES),
    }
    for name, (subject, places) in subjects.items():
        registry.register(name, subject=subject, variables=places, sample=sample)
    notices = {
        "payouts.account_changed": (_("The bank account of %(seller)s is now %(account)s."), "alert"),
        "payouts.account_checked": (_("The bank account %(account)s of %(seller)s is confirmed."), "check"),
        "payouts.account_refused": (
            _("We could not confirm the bank account %(account)s of %(seller)s. Enter another one."),
            "alert",
        ),
        "payouts.sent": (_("%(amount)s is on its way to %(seller)s."), "check"),
        "payouts.paid": (_("%(amount)s was paid to %(seller)s."), "check"),
        "payouts.failed": (_("The payout of %(amount)s to %(seller)s came back."), "alert"),
    }
    for kind, (text, icon) in notices.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    del language
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "seller": Bilingual("صالة أطلال", "Atlal Gallery"),
        "account": "Al Rajhi Bank SA•• •••• 7519",
        "pays_from": datetime(2026, 11, 24, 17, 4, tzinfo=UTC),
        "rests": True,
        "total": Money(1_845_000, "SAR"),
        "reference": "PO-2026-00012-003",
        "reason": Bilingual(*both(FailReason.ACCOUNT_CLOSED.label)),
        "url": page("payouts:payouts"),
    }
