"""Payouts and ledger agree through any history; a row that does not fit is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import clock
from core.errors import SoukError
from orders import ledger, ledger_check
from orders.enums import Account
from orders.ledger import Row
from orders.models import LedgerEntry, Seller
from orders.payouts import checking, services
from orders.payouts.balances import balances_of
from orders.payouts.enums import FailReason
from orders.payouts.models import Payout, PayoutBatch
from tests.factories.accounts import AdminFactory
from tests.factories.payouts import due, payout_of, ready_seller, sent

STEPS = ["earn", "lose", "make", "approve", "send", "cancel", "paid", "failed", "reverse"]


class Histories(TestCase):
    """Earn, lose, plan, approve, send, be paid or not: every balance is what the acts say, in both currencies."""

    @settings(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(st.sampled_from(STEPS), st.sampled_from(["SAR", "KWD"]), st.integers(1, 10**9)),
            min_size=4,
            max_size=18,
        )
    )
    def test_the_books_hold(self, history: list[tuple[str, str, int]]) -> None:
        seller, first, second = ready_seller(50_000), AdminFactory(), AdminFactory()
        earned = {"SAR": 50_000, "KWD": 0}
        for step, currency, amount in history:
            if step in {"earn", "lose"}:
                signed = amount if step == "earn" else -amount
                due(seller, signed, currency)
                earned[currency] += signed
            else:
                _act(step, seller, currency, first, second)
        assert checking.problems() == []
        assert ledger_check.problems() == []
        for balance in balances_of(seller):
            assert balance.due + balance.transit + balance.paid == earned[balance.currency]
            assert balance.transit >= 0
            assert balance.paid >= 0
        bank = sum(LedgerEntry.objects.filter(account=Account.BANK).values_list("amount", flat=True))
        assert bank == -sum(Payout.objects.filter(state="paid").values_list("amount", flat=True))


def _act(step: str, seller: Seller, currency: str, first: Any, second: Any) -> None:
    """One act on whatever there is; what the house refuses changes nothing."""
    batch = PayoutBatch.objects.filter(currency=currency).order_by("-pk").first()
    payout = Payout.objects.filter(currency=currency).order_by("-pk").first()
    acts: dict[str, Callable[[], Any]] = {
        "make": lambda: services.make_batch(currency=currency, by=first, sellers=[seller]),
        "approve": lambda: batch and services.approve_batch(batch=batch, by=second),
        "send": lambda: batch and services.send_batch(batch=batch, by=second),
        "cancel": lambda: batch and services.cancel_batch(batch=batch, by=second),
        "paid": lambda: payout and services.mark_paid(payout=payout, by=first),
        "failed": lambda: payout and services.mark_failed(payout=payout, by=first, reason=FailReason.OTHER),
        "reverse": lambda: payout and services.reverse_payout(payout=payout, by=first),
    }
    try:
        acts[step]()
    except SoukError:
        return


@pytest.mark.django_db
def test_a_row_that_no_payout_explains_is_found() -> None:
    seller = ready_seller(500_000)
    payout = payout_of(sent(seller), seller)
    assert checking.problems() == []
    rows = [Row(Account.PAYOUTS, 7, seller=seller), Row(Account.SUSPENSE, -7)]
    ledger.book(f"payout:{payout.pk}:odd", rows, currency="SAR", now=clock.now())
    assert checking.problems() == [
        f"seller {seller.pk}, SAR: 499993 on its way in the ledger, 500000 in payouts",
        f"payout {payout.reference} is sent: booked as sent,odd",
    ]
