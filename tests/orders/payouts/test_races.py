"""Real commits, real threads: two approvers, a refund beside a payout; and the race shown without the lock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pgtrigger
import pytest
from django.db import connection, transaction

from orders.enums import Account
from orders.models import LedgerEntry
from orders.payouts import balances, exceptions, locks, services
from orders.payouts.models import Payout, PayoutBatch
from tests.factories.payouts import approver, drafted, due, maker, payout_of, ready_seller

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
GUARD = "payouts.SellerEntry:balance_waits_for_seller"


def together(*works: Callable[[], Any]) -> list[Any]:
    """Runs all at once; gives each result, or the error of the house or the database."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            results[place] = work()
        except Exception as error:  # noqa: BLE001
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_two_approvers_one_approval() -> None:
    batch = drafted(ready_seller())
    people = [approver() for _ in range(3)]
    works = [lambda by=by: services.approve_batch(batch=batch, by=by) for by in people]
    results = together(*works)
    assert sorted(type(result).__name__ for result in results) == ["BatchMoved", "BatchMoved", "PayoutBatch"]


def test_two_senders_one_booking() -> None:
    seller, person = ready_seller(500_000), approver()
    batch = drafted(seller)
    services.approve_batch(batch=batch, by=person)
    results = together(*[lambda: services.send_batch(batch=batch, by=person)] * 3)
    assert sorted(type(result).__name__ for result in results) == ["BatchMoved", "BatchMoved", "PayoutBatch"]
    assert LedgerEntry.objects.filter(account=Account.PAYOUTS).count() == 1


def test_two_makers_do_not_plan_the_same_money() -> None:
    seller = ready_seller()
    people = [maker(), maker()]
    results = together(*[lambda by=by: drafted(seller, by=by) for by in people])
    assert sorted(type(result).__name__ for result in results) == ["NothingDue", "PayoutBatch"]
    assert Payout.objects.filter(seller=seller).count() == 1


def test_paid_and_failed_at_once_leave_one_answer() -> None:
    seller, person = ready_seller(500_000), approver()
    batch = drafted(seller)
    services.approve_batch(batch=batch, by=person)
    services.send_batch(batch=batch, by=person)
    payout = payout_of(batch, seller)
    results = together(
        lambda: services.mark_paid(payout=payout, by=person),
        lambda: services.mark_failed(payout=payout, by=person, reason="other"),
    )
    assert sum(isinstance(result, exceptions.PayoutMoved) for result in results) == 1
    payout.refresh_from_db()
    bank = LedgerEntry.objects.filter(account=Account.BANK).exists()
    assert (payout.state, bank) in {("paid", True), ("failed", False)}


def _refund_beside_a_payout(monkeypatch: pytest.MonkeyPatch) -> tuple[PayoutBatch, int]:
    """A refund of 120,000 has been written but not committed while the batch is sent; what is then owed."""
    seller, person = ready_seller(500_000), approver()
    batch = drafted(seller)
    services.approve_batch(batch=batch, by=person)
    written, counted = threading.Event(), threading.Event()
    count = balances.due_to

    def told(*given: Any) -> dict[int, int]:
        found = count(*given)
        counted.set()
        return found

    monkeypatch.setattr(balances, "due_to", told)

    def refund() -> None:
        with transaction.atomic():
            due(seller, -120_000)
            written.set()
            counted.wait(timeout=2)  # with the lock the other waits for us, and this time runs out

    def send() -> PayoutBatch:
        written.wait(timeout=5)
        return services.send_batch(batch=batch, by=person)

    results = together(refund, send)
    assert [type(result).__name__ for result in results] == ["NoneType", "PayoutBatch"]
    return batch, count([seller.pk], "SAR")[seller.pk]


def test_a_payout_waits_for_the_refund_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    batch, left = _refund_beside_a_payout(monkeypatch)
    assert (batch.payouts.get().amount, left) == (380_000, 0)


def test_without_the_lock_the_refund_slips_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the payout counts before the refund is there, and the seller is left owing us."""
    with connection.cursor() as cursor:
        table = 'ALTER TABLE orders_ledgerentry {} TRIGGER "{}"'
        name = next(trigger.get_pgid(model) for model, trigger in pgtrigger.registered(GUARD))
        cursor.execute(table.format("DISABLE", name))
    monkeypatch.setattr(locks, "sellers", list)
    try:
        batch, left = _refund_beside_a_payout(monkeypatch)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(table.format("ENABLE", name))
    assert (batch.payouts.get().amount, left) == (500_000, -120_000)
