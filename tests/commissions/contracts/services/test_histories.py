"""Whatever two people do with a contract: each halala that was paid is somewhere, and the books hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commissions.contracts import services
from commissions.contracts.enums import Decision
from commissions.contracts.models import Contract
from core.errors import SoukError
from orders import ledger_check
from orders import queries as order_queries
from orders import services as orders
from orders.enums import Account, RefundReason
from orders.models import Order
from tests.factories.accounts import AdminFactory
from tests.factories.contracts import active_contract, artist_of, hand_over, later, milestone_of, pay


def _live(contract: Contract) -> Any:
    """The milestone that something is to be done with, the last one where there is none."""
    rows = contract.milestones.exclude(state__in=["accepted", "refunded", "cancelled", "waiting"])
    return milestone_of(rows.order_by("position").first() or contract.milestones.order_by("-position")[0])


def _decide(contract: Contract, pick: int) -> None:
    row = _live(contract)
    left = row.order.left if row.order else 0
    decision = list(Decision)[pick % 3]
    back = {} if decision is Decision.GO_ON else {row.position: left * (pick % 4) // 3}
    services.decide(
        dispute=contract.disputes.get(state="open"), by=AdminFactory(), decision=decision, note="x", back=back
    )


def _part_back(contract: Contract, pick: int) -> None:
    """Somebody at the desk gives a part back."""
    order = _live(contract).order
    if order is not None and order.left > 1:
        line = order.lines.get()
        amounts = {line.pk: order.left // (2 + pick)}
        orders.refund(order=order, by=None, reason=RefundReason.GOODWILL, amounts=amounts)


def _all_back(contract: Contract) -> None:
    order = _live(contract).order
    if order is not None:
        orders.refund(order=order, by=None, reason=RefundReason.OTHER)
        services.take_back(order=Order.objects.get(pk=order.pk))


STEPS: dict[str, Callable[[Contract, int], Any]] = {
    "pay": lambda c, _p: pay(services.fund(milestone=_live(c), by=c.collector)),
    "order": lambda c, _p: services.fund(milestone=_live(c), by=c.collector),
    "submit": lambda c, _p: hand_over(_live(c)),
    "accept": lambda c, _p: services.accept(milestone=_live(c), by=c.collector),
    "revise": lambda c, _p: services.ask_revision(milestone=_live(c), by=c.collector, text="x"),
    "silence": lambda c, _p: services.sweep(now=later(8)),
    "collector_ends": lambda c, p: services.cancel(contract=c, by=c.collector, now=later(p)),
    "artist_ends": lambda c, p: services.cancel(contract=c, by=artist_of(c), now=later(p)),
    "dispute": lambda c, p: services.open_dispute(
        contract=c, by=[c.collector, artist_of(c)][p % 2], reason="other", text="x"
    ),
    "withdraw": lambda c, _p: services.withdraw_dispute(dispute=c.disputes.get(state="open"), by=c.collector),
    "decide": _decide,
    "part_back": _part_back,
    "all_back": lambda c, _p: _all_back(c),
}
WAY = ["pay", "submit", "accept", "pay", "submit", "accept", "dispute", "decide"]


def _balance(contract: Contract) -> None:
    """Paid = the artist's + commission and VAT + gone back; nobody is below zero."""
    for order in Order.objects.filter(source__startswith="milestone:", paid_at__isnull=False):
        seller = -order_queries.balance(Account.SELLER, order=order) - order_queries.balance(
            Account.HELD, order=order
        )
        ours = -order_queries.balance(Account.REVENUE, order=order) - order_queries.balance(
            Account.VAT, order=order
        )
        assert seller >= 0
        assert ours >= 0
        assert seller + ours + order.refunded == order.total
    contract.refresh_from_db()
    if contract.status.over:
        for order in Order.objects.filter(source__startswith="milestone:", paid_at__isnull=False):
            assert order_queries.balance(Account.HELD, order=order) == 0


class Histories(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        prices=st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)),
        fee=st.integers(0, 5_000),
        history=st.lists(
            st.tuples(st.sampled_from([*STEPS, *WAY]), st.integers(0, 3)), min_size=4, max_size=14
        ),
    )
    def test_what_was_paid_is_with_the_artist_with_us_or_back(
        self, prices: tuple[int, int], fee: int, history: list[tuple[str, int]]
    ) -> None:
        contract = active_contract(price_minor=sum(prices), amounts=prices, cancellation_bps=fee)
        for step, pick in history:
            contract = Contract.objects.select_related("commission", "collector", "seller").get(
                pk=contract.pk
            )
            try:
                STEPS[step](contract, pick)
            except (SoukError, contract.disputes.model.DoesNotExist):
                continue
            assert ledger_check.problems() == []
            _balance(contract)
