"""What must end in payouts before an account can be erased: money that belongs to the seller, or that it owes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.alone import last_owned
from orders.payouts.balances import balances_of


def of_money(user: Any) -> Iterator[Obstacle]:
    """One line a seller and currency in which anything is open."""
    for seller in last_owned(user):
        for balance in balances_of(seller):
            if balance.on_hold.minor or balance.available.minor or balance.in_payout.minor:
                text = _("Money of %(seller)s in %(currency)s has not been paid out.")
                said = text % {"seller": seller, "currency": balance.available.currency}
                yield Obstacle("payouts.owed", said, reverse("payouts:home"))


def register() -> None:
    obstacles.register("payouts", of_money)
