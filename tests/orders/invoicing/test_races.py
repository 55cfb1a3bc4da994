"""Real commits, real threads: one chain, whoever issues; and the chain torn where nobody takes the lock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from orders.invoicing import locks, services, zatca
from orders.invoicing.models import Invoice, IssuingUnit
from tests.factories.invoicing import FullSellerFactory
from tests.factories.orders import paid_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
MANY = 5


def together(*works: Callable[[], Any]) -> list[Any]:
    """Runs all at once; gives each result, or the error that it ended in."""
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


def sold(count: int) -> list[Callable[[], Any]]:
    seller = FullSellerFactory()
    orders = [paid_order(seller=seller) for _ in range(count)]
    return [lambda order=order: services.issue_for_order(order=order) for order in orders]


def test_invoices_issued_together_make_one_chain_without_a_gap():
    together(*sold(MANY))

    rows = list(Invoice.objects.order_by("counter"))
    assert [row.counter for row in rows] == list(range(1, MANY + 1))
    assert [row.previous_hash for row in rows] == [
        zatca.FIRST_PREVIOUS_HASH,
        *(row.hash for row in rows[:-1]),
    ]


def test_one_order_invoiced_by_several_at_once_has_one_invoice():
    (work,) = sold(1)
    results = together(*[work] * MANY)

    assert Invoice.objects.count() == 1
    assert {result[0].pk for result in results} == {Invoice.objects.get().pk}


def test_control_without_the_lock_the_database_refuses_all_but_one(monkeypatch):
    """All read the same last number; the counter that may only move by one, and its unit, refuse the others."""
    first, *works = sold(MANY + 1)
    first()
    seen = threading.Barrier(MANY)

    def unlocked(pk: int) -> IssuingUnit:
        unit = IssuingUnit.objects.get(pk=pk)
        seen.wait(timeout=10)
        return unit

    monkeypatch.setattr(locks, "unit", unlocked)
    results = together(*works)

    assert sum(isinstance(result, list) for result in results) == 1
    assert list(Invoice.objects.order_by("counter").values_list("counter", flat=True)) == [1, 2]
