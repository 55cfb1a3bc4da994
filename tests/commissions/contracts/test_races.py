"""Real commits, real threads: two answers to one milestone, and what happens where the lock is off."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from commissions.contracts import exceptions, locks, rules, services
from commissions.contracts.models import Contract, Milestone, RevisionRequest
from commissions.contracts.services import moving
from core import clock
from orders import ledger_check
from orders.models import Order
from tests.concurrency.threads import together
from tests.factories.contracts import (
    active_contract,
    artist_of,
    milestone_of,
    offered_contract,
    submitted_milestone,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def kinds(results: list[Any]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_accept_against_a_revision_is_one_of_them() -> None:
    milestone = submitted_milestone()
    collector = milestone.contract.collector
    results = together(
        [
            lambda: services.accept(milestone=milestone, by=collector),
            lambda: services.ask_revision(milestone=milestone, by=collector, text="x"),
        ]
    )
    found = milestone_of(milestone)
    if found.state == "accepted":
        assert kinds(results) == ["AlreadyAccepted", "Milestone"]
        assert (found.order.state, RevisionRequest.objects.count()) == ("completed", 0)
    else:
        assert kinds(results) == ["NotSubmitted", "RevisionRequest"]
        assert (found.state, found.order.state) == ("revising", "paid")
    assert ledger_check.problems() == []


def test_two_acceptances_release_once() -> None:
    milestone = submitted_milestone()
    collector = milestone.contract.collector
    results = together([lambda: services.accept(milestone=milestone, by=collector)] * 3)
    assert kinds(results) == ["AlreadyAccepted", "AlreadyAccepted", "Milestone"]
    assert milestone_of(milestone).contract.milestones.get(position=2).state == "due"
    assert ledger_check.problems() == []


def test_silence_and_a_revision_in_the_same_moment() -> None:
    """Before the end of the seven days the revision counts, from the end on the acceptance: never both."""
    milestone = submitted_milestone()
    moment = milestone.accept_by
    assert moment is not None
    results = together(
        [
            lambda: services.accept_due(milestone.pk, now=moment),
            lambda: services.ask_revision(
                milestone=milestone, by=milestone.contract.collector, text="x", now=moment
            ),
        ]
    )
    assert results[0] is True
    assert isinstance(results[1], exceptions.AnswerTooLate | exceptions.AlreadyAccepted)
    assert (milestone_of(milestone).state, RevisionRequest.objects.count()) == ("accepted", 0)


def test_both_sides_accept_at_once_and_it_holds_once() -> None:
    contract = offered_contract()
    version = contract.versions.get()
    together(
        [
            lambda: services.accept_contract(version=version, by=contract.collector),
            lambda: services.accept_contract(version=version, by=artist_of(contract)),
        ]
    )
    contract.refresh_from_db()
    assert (contract.state, contract.in_force, version.acceptances.count()) == ("active", 1, 2)
    assert contract.milestones.filter(state="due").count() == 1


def test_double_click_on_pay_is_one_order() -> None:
    contract = active_contract()
    milestone = contract.milestones.get(position=1)
    results = together([lambda: services.fund(milestone=milestone, by=contract.collector)] * 3)
    assert {result.pk for result in results} == {Order.objects.get().pk}


def test_without_the_lock_both_answers_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: both read "submitted", and a milestone whose money has gone is sent back to be revised."""
    milestone = submitted_milestone()
    collector = milestone.contract.collector
    gate = threading.Barrier(2)
    paid_out = threading.Event()
    look = rules.party_of

    def unlocked(pk: int) -> Milestone:
        found = milestone_of(Milestone(pk=pk))
        gate.wait(timeout=10)
        return found

    monkeypatch.setattr(locks, "milestone", unlocked)
    monkeypatch.setattr(locks, "contract", lambda pk: Contract.objects.get(pk=pk))
    monkeypatch.setattr(moving, "carry_on", lambda *_args, **_kwargs: None)

    def accept() -> Any:
        try:
            return services.accept(milestone=milestone, by=collector)
        finally:
            paid_out.set()

    def slow_words(user: Any, contract: Contract) -> Any:
        if threading.current_thread().name == "revising":
            paid_out.wait(timeout=10)
        return look(user, contract)

    def revise() -> Any:
        threading.current_thread().name = "revising"
        return services.ask_revision(milestone=milestone, by=collector, text="x", now=clock.now())

    monkeypatch.setattr(rules, "party_of", slow_words)
    results = together([accept, revise])
    # The row's own state machine is the last net: it refuses what the rules let through.
    assert type(results[0]) is Milestone
    assert not isinstance(results[1], exceptions.AlreadyAccepted)
    assert "nvalid" in str(results[1])
