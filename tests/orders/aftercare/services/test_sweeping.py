"""When nobody acts: a word first, then what the table of deadlines says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import clock
from orders import services as orders
from orders.aftercare import services
from orders.aftercare.enums import CaseKind, RefusalReason
from orders.aftercare.models import Case
from orders.aftercare.tasks import sweep as task
from orders.models import Refund
from tests.factories.accounts import UserFactory
from tests.factories.aftercare import case_of, delivered
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db
DAY, TICK = timedelta(days=1), timedelta(microseconds=1)


def _after(case: Case) -> list[tuple[str, str]]:
    return list(case.entries.values_list("kind", "after"))


def test_a_seller_who_is_silent_hands_the_case_to_staff() -> None:
    case = case_of()
    assert services.sweep(now=case.due_at) == 1  # the reminder
    assert services.sweep(now=case.due_at) == 0
    assert services.sweep(now=case.due_at + TICK) == 1
    case.refresh_from_db()
    assert (case.state, case.waits_for, case.reminded_at) == ("escalated", "staff", None)
    assert _after(case) == [("step", "requested"), ("reminder", "requested"), ("step", "escalated")]


def test_what_is_not_sent_back_is_closed_after_a_word() -> None:
    order = delivered()
    case = case_of(order, CaseKind.WITHDRAWAL)
    end = case.due_at
    assert services.sweep(now=end - 4 * DAY) == 0
    assert services.sweep(now=end - 3 * DAY) == 1
    assert services.sweep(now=end) == 0
    assert services.sweep(now=end + TICK) == 1
    case.refresh_from_db()
    order.refresh_from_db()
    assert (case.state, order.state, Refund.objects.count()) == ("closed", "delivered", 0)


def test_a_sweep_that_slept_gives_the_notice_its_days() -> None:
    case = case_of(kind=CaseKind.WITHDRAWAL)
    late = case.due_at + 5 * DAY
    assert services.sweep(now=late) == 1
    case.refresh_from_db()
    assert (case.state, case.due_at, case.reminded_at) == ("approved", late + 3 * DAY, late)
    assert services.sweep(now=late + 3 * DAY + TICK) == 1
    case.refresh_from_db()
    assert case.state == "closed"


def test_a_refusal_that_nobody_contests_stands() -> None:
    owner = UserFactory()
    case = case_of(delivered(seller=SellerFactory(owner=owner)))
    case = services.refuse(case=case, by=owner, reason=RefusalReason.OTHER, note="No.")
    services.sweep(now=case.due_at - DAY)
    services.sweep(now=case.due_at + TICK)
    case.refresh_from_db()
    assert case.state == "closed"


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_return_that_stops_on_its_way_goes_to_staff(steps: int) -> None:
    owner = UserFactory()
    order = delivered(seller=SellerFactory(owner=owner))
    case = case_of(order, CaseKind.WITHDRAWAL)
    acts = [
        lambda: services.send_back(case=case, by=order.buyer, carrier="SMSA", tracking="1"),
        lambda: services.receive(case=case, by=owner),
        lambda: services.inspect(case=case, by=owner, amount=1, note="Broken."),
    ]
    for act in acts[:steps]:
        case = act()
    services.sweep(now=case.due_at + TICK)
    case.refresh_from_db()
    assert case.state == "escalated"


def test_staff_are_only_shown_to_be_late() -> None:
    case = case_of()
    services.sweep(now=case.due_at + TICK)
    case.refresh_from_db()
    before = _after(case)
    assert services.sweep(now=case.due_at + 30 * DAY) == 0
    case.refresh_from_db()
    assert (case.state, _after(case)) == ("escalated", before)


def test_an_order_with_an_open_case_is_not_completed() -> None:
    order = delivered()
    case_of(order)
    assert orders.complete_due(now=clock.now() + 30 * DAY) == 0
    order.refresh_from_db()
    assert (order.state, order.released_at) == ("disputed", None)


def test_a_dispute_that_somebody_else_ended_is_taken_up_again() -> None:
    order = delivered()
    case_of(order)
    orders.end_dispute(order=order, by=None)
    services.sweep()
    order.refresh_from_db()
    assert order.state == "disputed"


def test_the_task_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Any] = []
    monkeypatch.setattr(services, "sweep", lambda: runs.append(1))
    task()
    assert runs == [1]
