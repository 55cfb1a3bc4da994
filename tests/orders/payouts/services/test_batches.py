"""Payouts from plan to bank: two people, what is due under the lock, and books that balance."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core import clock
from orders.enums import Account
from orders.models import LedgerEntry, Seller
from orders.payouts import exceptions, services
from orders.payouts.balances import balances_of, due_to
from orders.payouts.models import Payout, PayoutBatch
from tests.factories.accounts import AdminFactory, StaffFactory
from tests.factories.orders import SellerFactory
from tests.factories.payouts import (
    OTHER_IBAN,
    account_of,
    approver,
    checker,
    drafted,
    due,
    maker,
    owner_of,
    payout_of,
    ready_seller,
    sent,
)

pytestmark = pytest.mark.django_db


def _sums(seller: Seller) -> dict[str, int]:
    sums: dict[str, int] = {}
    for account, amount in LedgerEntry.objects.filter(seller=seller).values_list("account", "amount"):
        sums[account] = sums.get(account, 0) + amount
    return sums


def test_a_draft_plans_what_is_due_and_moves_no_money() -> None:
    seller, person = ready_seller(500_000), maker()
    batch = services.make_batch(currency="SAR", by=person)
    payout = Payout.objects.get()
    assert (batch.state, batch.made_by, payout.amount, payout.planned) == ("draft", person, 500_000, 500_000)
    assert (payout.reference, payout.masked) == (f"{batch.number}-001", "SA•• •••• 7519")
    assert _sums(seller) == {"seller": -500_000}


def test_only_sellers_that_can_be_paid_are_planned() -> None:
    ready = ready_seller(20_000)
    ready_seller(9_999)  # below the minimum of SAR 100
    due(SellerFactory(), 500_000)  # no account
    unchecked = SellerFactory()
    account_of(unchecked, checked=False)
    due(unchecked, 500_000)
    resting = ready_seller(500_000)
    account_of(resting, iban=OTHER_IBAN)
    ready_seller(500_000, "KWD")
    house = ready_seller(500_000)
    Seller.objects.filter(pk=house.pk).update(house=True)
    batch = services.make_batch(currency="SAR", by=maker())
    assert list(batch.payouts.values_list("seller", "amount")) == [(ready.pk, 20_000)]


def test_a_changed_account_is_paid_after_its_rest() -> None:
    seller = ready_seller(500_000)
    account_of(seller, iban=OTHER_IBAN)
    with pytest.raises(exceptions.NothingDue):
        drafted(seller)
    batch = services.make_batch(currency="SAR", by=maker(), now=clock.now() + timedelta(hours=49))
    assert payout_of(batch, seller).iban == OTHER_IBAN


def test_the_same_money_is_not_planned_twice() -> None:
    seller = ready_seller()
    drafted()
    with pytest.raises(exceptions.NothingDue):
        drafted()
    assert Payout.objects.filter(seller=seller).count() == 1


@pytest.mark.parametrize("currency", ["EUR", "JPY"])
def test_nobody_to_pay_makes_no_batch(currency: str) -> None:
    ready_seller(500_000, "SAR")
    with pytest.raises(exceptions.NothingDue):
        services.make_batch(currency=currency, by=maker())
    assert PayoutBatch.objects.count() == 0


def test_numbers_of_batches_follow_each_other() -> None:
    numbers = []
    for _ in range(2):
        ready_seller()
        numbers.append(int(drafted().number[-5:]))
    assert numbers[1] == numbers[0] + 1


def test_the_maker_does_not_approve_not_even_an_administrator() -> None:
    ready_seller()
    person = AdminFactory()
    batch = services.make_batch(currency="SAR", by=person)
    with pytest.raises(exceptions.OwnBatch):
        services.approve_batch(batch=batch, by=person)
    batch.refresh_from_db()
    assert (batch.state, batch.approved_by) == ("draft", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutBatch.objects.filter(pk=batch.pk).update(
            state="approved", approved_by=person, approved_at=clock.now()
        )


def test_each_step_needs_its_permission() -> None:
    seller = ready_seller()
    nobody = StaffFactory()
    with pytest.raises(exceptions.NotMaker):
        services.make_batch(currency="SAR", by=nobody)
    batch = drafted(seller)
    with pytest.raises(exceptions.NotApprover):
        services.approve_batch(batch=batch, by=nobody)
    with pytest.raises(exceptions.NotApprover):
        services.approve_batch(batch=batch, by=maker())
    services.approve_batch(batch=batch, by=approver())
    with pytest.raises(exceptions.NotMaker):
        services.send_batch(batch=batch, by=nobody)
    with pytest.raises(exceptions.NotMaker):
        services.cancel_batch(batch=batch, by=nobody)
    batch.refresh_from_db()
    assert (batch.state, _sums(seller)) == ("approved", {"seller": -500_000})


def test_a_refund_in_between_lowers_the_payout() -> None:
    seller = ready_seller(500_000)
    batch = drafted(seller)
    due(seller, -120_000)
    services.approve_batch(batch=batch, by=approver())
    payout = payout_of(batch, seller)
    assert (payout.state, payout.planned, payout.amount) == ("planned", 500_000, 380_000)


def test_a_refund_after_the_approval_lowers_it_too() -> None:
    seller, person = ready_seller(500_000), approver()
    batch = drafted(seller)
    services.approve_batch(batch=batch, by=person)
    due(seller, -120_000)
    services.send_batch(batch=batch, by=person)
    assert payout_of(batch, seller).amount == 380_000
    assert _sums(seller) == {"seller": 0, "payouts": -380_000}


def test_money_that_came_in_between_waits_for_the_next_batch() -> None:
    seller, person = ready_seller(500_000), approver()
    batch = drafted(seller)
    due(seller, 70_000)
    services.approve_batch(batch=batch, by=person)
    services.send_batch(batch=batch, by=person)
    assert payout_of(batch, seller).amount == 500_000
    assert due_to([seller.pk], "SAR") == {seller.pk: 70_000}


@pytest.mark.parametrize(
    ("back", "reason", "left"),
    [(500_000, "nothing", 0), (600_000, "nothing", -100_000), (495_000, "minimum", 5_000)],
)
def test_too_little_is_carried_over(back: int, reason: str, left: int) -> None:
    seller, other = ready_seller(500_000), ready_seller(40_000)
    batch = drafted(seller, other)
    due(seller, -back)
    services.approve_batch(batch=batch, by=approver())
    payout = payout_of(batch, seller)
    assert (payout.state, payout.reason, payout.amount) == ("dropped", reason, 0)
    assert balances_of(seller)[0].available.minor == left
    assert payout_of(batch, other).state == "planned"


def test_a_batch_that_lost_all_its_payouts_is_done() -> None:
    seller = ready_seller(500_000)
    batch = drafted(seller)
    due(seller, -500_000)
    batch = services.approve_batch(batch=batch, by=approver())
    assert (batch.state, batch.sent_at) == ("done", None)


def test_an_account_changed_after_the_plan_is_not_paid() -> None:
    seller = ready_seller(500_000)
    batch = drafted(seller)
    services.change_account(seller=seller, by=owner_of(seller), holder="B", iban=OTHER_IBAN)
    services.approve_batch(batch=batch, by=approver())
    assert (payout_of(batch, seller).state, payout_of(batch, seller).reason) == ("dropped", "account")


def test_an_account_refused_after_the_approval_is_not_paid() -> None:
    seller, person = ready_seller(500_000), approver()
    batch = drafted(seller)
    services.approve_batch(batch=batch, by=person)
    services.refuse_account(account=seller.bank_accounts.get(), by=checker())
    batch = services.send_batch(batch=batch, by=person)
    assert (batch.state, payout_of(batch, seller).reason) == ("done", "account")
    assert _sums(seller) == {"seller": -500_000}


@pytest.mark.parametrize("currency", ["SAR", "KWD"])
def test_sent_leaves_the_balance(currency: str) -> None:
    seller = ready_seller(500_000, currency)
    batch = sent(seller, currency=currency)
    assert (batch.state, payout_of(batch, seller).state) == ("sent", "sent")
    assert _sums(seller) == {"seller": 0, "payouts": -500_000}
    balance = balances_of(seller)[0]
    assert (balance.available.minor, balance.in_payout.minor, balance.paid_out.minor) == (0, 500_000, 0)


def test_steps_do_not_happen_twice_or_out_of_order() -> None:
    seller, person = ready_seller(), approver()
    batch = drafted(seller)
    with pytest.raises(exceptions.BatchMoved):
        services.send_batch(batch=batch, by=person)
    services.approve_batch(batch=batch, by=person)
    with pytest.raises(exceptions.BatchMoved):
        services.approve_batch(batch=batch, by=person)
    services.send_batch(batch=batch, by=person)
    for verb in (services.send_batch, services.cancel_batch):
        with pytest.raises(exceptions.BatchMoved):
            verb(batch=batch, by=person)
    assert LedgerEntry.objects.filter(account=Account.PAYOUTS).count() == 1


def test_a_cancelled_batch_lets_its_plans_go() -> None:
    seller = ready_seller()
    batch = services.cancel_batch(batch=drafted(seller), by=maker())
    assert (batch.state, payout_of(batch, seller).reason) == ("cancelled", "cancelled")
    assert drafted(seller).payouts.count() == 1


def test_the_database_keeps_states_and_terms() -> None:
    seller = ready_seller()
    batch = drafted(seller)
    payouts, batches = Payout.objects.filter(batch=batch), PayoutBatch.objects.filter(pk=batch.pk)
    for rows, change in (
        (payouts, {"state": "paid"}),
        (payouts, {"planned": 1}),
        (payouts, {"amount": 600_000}),
        (payouts, {"amount": 0}),
        (payouts, {"holder": "Thief"}),
        (batches, {"state": "sent"}),
        (batches, {"currency": "KWD"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    for rows in (payouts, batches):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
