"""What the outbox brings to payouts: mail and notices to the owners."""

from __future__ import annotations

from typing import Any

from core.outbox import handles
from orders.payouts import letters
from orders.payouts.models import BankAccount, Payout


@handles("payouts.account_changed")
def on_account_changed(payload: dict[str, Any]) -> None:
    letters.account_changed(BankAccount.objects.select_related("seller").get(pk=payload["account"]))


@handles("payouts.account_judged")
def on_account_judged(payload: dict[str, Any]) -> None:
    """Told as it stands now: a later word has a message of its own."""
    account = BankAccount.objects.select_related("seller").get(pk=payload["account"])
    if account.active and account.state == payload["state"]:
        letters.account_judged(account)


@handles("payouts.sent")
def on_sent(payload: dict[str, Any]) -> None:
    letters.sent(Payout.objects.select_related("seller").get(pk=payload["payout"]))


@handles("payouts.settled")
def on_settled(payload: dict[str, Any]) -> None:
    payout = Payout.objects.select_related("seller").get(pk=payload["payout"])
    if payout.state == payload["state"]:
        letters.settled(payout)
