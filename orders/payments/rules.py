"""Who may do what with ways to pay: the only place of this room that decides."""

from __future__ import annotations

from typing import Any

from orders import rules
from orders.models import Seller
from orders.payments.models import DirectPayment


def may_handle(user: Any) -> bool:
    """Staff who look after orders: transfers, refunds by hand, the providers' page."""
    return rules.may_handle(user)


def may_manage(user: Any, seller: Seller) -> bool:
    """A seller's ways to be paid: its own people."""
    return rules.may_manage(user, seller)


def may_confirm(user: Any, direct: DirectPayment) -> bool:
    """Whether the money came is for the seller's people to say, and never for the buyer."""
    return direct.payment.buyer_id != user.pk and rules.may_manage(user, direct.seller)
