"""Real commits, real threads: one refund, one case, one outcome; and the race shown without the lock."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from core.errors import SoukError
from orders import ledger_check
from orders.aftercare import locks, services
from orders.aftercare.enums import CaseKind
from orders.aftercare.exceptions import MovedOn, OpenAlready
from orders.aftercare.models import Case
from orders.aftercare.services import moving
from orders.models import Refund
from tests.concurrency.threads import together
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import case_of, delivered
from tests.factories.orders import SellerFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def offered() -> Case:
    """Half of the amount is offered; two refunds of it would both fit into what was paid."""
    owner = UserFactory()
    order = delivered(seller=SellerFactory(owner=owner))
    case = case_of(order, CaseKind.WITHDRAWAL)
    services.send_back(case=case, by=order.buyer, carrier="SMSA", tracking="1")
    services.receive(case=case, by=owner)
    return services.inspect(case=case, by=owner, amount=92_500, note="A scratch.")


def test_a_double_click_is_one_refund(offered: Case) -> None:
    buyer = offered.order.buyer
    results = together([lambda: services.accept(case=offered, by=buyer)] * 4)
    assert sorted(type(result).__name__ for result in results) == ["Case", "MovedOn", "MovedOn", "MovedOn"]
    assert [refund.amount for refund in Refund.objects.all()] == [92_500]
    assert ledger_check.problems() == []


def test_without_the_lock_both_clicks_agree_a_refund(offered: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: both see the offer, and only the rules of the tables stand between them and two refunds."""
    gate, reached = threading.Barrier(2), []
    real = moving.orders.refund

    def slow_refund(**given: Any) -> Refund:
        reached.append(given["amounts"])
        gate.wait(timeout=20)
        return real(**given)

    monkeypatch.setattr(locks, "case", lambda pk: Case.objects.select_related("order").get(pk=pk))
    monkeypatch.setattr(moving.orders, "refund", slow_refund)
    buyer = offered.order.buyer
    results = together([lambda: services.accept(case=offered, by=buyer)] * 2)
    assert len(reached) == 2
    assert sum(isinstance(result, Case) for result in results) == 1
    assert not any(isinstance(result, SoukError) for result in results)
    assert [refund.amount for refund in Refund.objects.all()] == [92_500]
    assert ledger_check.problems() == []


def test_yes_and_no_at_once_leave_one_answer() -> None:
    owner = UserFactory()
    case = case_of(delivered(seller=SellerFactory(owner=owner)))
    results = together(
        [
            lambda: services.approve(case=case, by=owner, goods_back=False),
            lambda: services.refuse(case=case, by=owner, reason="other", note="No."),
            lambda: services.take_back(case=case, by=case.order.buyer),
        ]
    )
    case.refresh_from_db()
    assert sum(isinstance(result, MovedOn) for result in results) >= 1
    assert Refund.objects.count() == (case.state == "refunded")
    assert ledger_check.problems() == []


def test_two_windows_open_one_case() -> None:
    order = delivered()
    results = together([lambda: case_of(order)] * 3)
    assert sum(isinstance(result, Case) for result in results) == 1
    assert sum(isinstance(result, OpenAlready) for result in results) == 2
    assert Case.objects.count() == 1
