"""What comes next, in every state of a commission, its contract and its milestones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.contracts.enums import ContractState, MilestoneState
from commissions.enums import CommissionState
from commissions.progress.next_step import (
    Code,
    ContractFacts,
    Facts,
    MilestoneFacts,
    Step,
    Who,
    next_step,
    next_steps,
    step_for,
)
from commissions.progress.wording import WHO, WORDS, who_text

C, A, S = frozenset({Who.COLLECTOR}), frozenset({Who.ARTIST}), frozenset({Who.STAFF})
CLOSES = datetime(2026, 12, 1, 9, tzinfo=UTC)
DUE = date(2026, 12, 20)
ANSWER = datetime(2026, 12, 27, 9, tzinfo=UTC)


def _milestone(state: str, position: int = 1) -> MilestoneFacts:
    return MilestoneFacts(position * 10, position, state, DUE, ANSWER if state == "submitted" else None)


def _under(*states: str, contract: str = "active", **more: object) -> Facts:
    rows = tuple(_milestone(state, place) for place, state in enumerate(states, start=1))
    return Facts("in_progress", contract=ContractFacts(contract, milestones=rows, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (Facts("draft"), Step(Code.PUBLISH, C)),
        (Facts("screening"), Step(Code.CHECK_BRIEF, S)),
        (Facts("open", CLOSES), Step(Code.SEND_OFFER, A, CLOSES)),
        (Facts("discussion", CLOSES, 2), Step(Code.CHOOSE, C, CLOSES)),
        (Facts("awarded"), Step(Code.PREPARE_CONTRACT)),
        (Facts("awarded", contract=ContractFacts("offered")), Step(Code.ACCEPT_CONTRACT, C | A)),
        (Facts("awarded", contract=ContractFacts("offered", accepted=C)), Step(Code.ACCEPT_CONTRACT, A)),
        (Facts("awarded", contract=ContractFacts("declined")), Step(Code.CHOOSE_AGAIN, C)),
        (Facts("discussion", CLOSES, 1, ContractFacts("declined")), Step(Code.CHOOSE_AGAIN, C, CLOSES)),
        (Facts("open", CLOSES, 0, ContractFacts("declined")), Step(Code.SEND_OFFER, A, CLOSES)),
        (_under("due", "waiting"), Step(Code.PAY, C, None, 10)),
        (_under("funded", "waiting"), Step(Code.WORK, A, DUE, 10)),
        (_under("submitted", "waiting"), Step(Code.REVIEW, C, ANSWER, 10)),
        (_under("revising", "waiting"), Step(Code.REVISE, A, DUE, 10)),
        (_under("accepted", "due"), Step(Code.PAY, C, None, 20)),
        (_under("accepted", "waiting"), Step(Code.OPEN_MILESTONE, milestone=20)),
        (_under("accepted", "accepted"), Step(Code.WRAP_UP)),
        (_under("accepted", "refunded"), Step(Code.WRAP_UP)),
        (_under("due", contract="disputed"), Step(Code.DECIDE, S)),
        (_under("accepted", contract="completed"), Step(Code.WRAP_UP)),
        (_under("cancelled", contract="cancelled"), Step(Code.CHOOSE_AGAIN, C)),
        (Facts("disputed"), Step(Code.DECIDE, S)),
        (Facts("completed"), Step(Code.CERTIFY, A, optional=True)),
        (Facts("completed", certified=True), Step(Code.CONSENT, C, optional=True)),
        (Facts("completed", certified=True, consented=True), Step(Code.CATALOGUE, A, optional=True)),
        (Facts("completed", certified=True, consented=True, catalogued=True), Step(Code.FINISHED)),
        (Facts("completed", certified=True, catalogued=True), Step(Code.FINISHED)),
        (Facts("cancelled", contract=ContractFacts("disputed")), Step(Code.CANCELLED)),
    ],
)
def test_what_comes_next(facts: Facts, step: Step) -> None:
    assert next_step(facts) == step


def test_of_two_open_milestones_what_is_nearest_to_money_comes_first() -> None:
    facts = _under("funded", "submitted", "due")
    assert [step.code for step in next_steps(facts)] == [Code.REVIEW, Code.WORK, Code.PAY]
    assert step_for(facts, Who.ARTIST).code == Code.WORK
    assert step_for(facts, Who.COLLECTOR).code == Code.REVIEW
    assert step_for(facts, Who.STAFF).code == Code.REVIEW
    assert step_for(facts, None).code == Code.REVIEW


def test_a_change_of_the_contract_waits_for_who_has_not_accepted_it() -> None:
    facts = _under("funded", change_open=True, accepted=A)
    assert [step.code for step in next_steps(facts)] == [Code.WORK, Code.ACCEPT_CONTRACT]
    assert step_for(facts, Who.COLLECTOR) == Step(Code.ACCEPT_CONTRACT, C)


EVERY_MILESTONE = [state.value for state in MilestoneState]


@pytest.mark.parametrize(
    ("commission", "contract", "milestone"),
    list(product(CommissionState.values, [None, *ContractState.values], EVERY_MILESTONE)),
)
def test_every_state_has_an_answer_with_words(commission: str, contract: str | None, milestone: str) -> None:
    held = ContractFacts(contract, milestones=(_milestone(milestone),)) if contract else None
    steps = next_steps(Facts(commission, CLOSES, contract=held))
    assert steps
    for step in steps:
        assert str(WORDS[step.code].mine)
        assert str(WORDS[step.code].other)
        assert not step.who or str(WORDS[step.code].button)


@given(st.lists(st.sampled_from(EVERY_MILESTONE), min_size=1, max_size=6))
def test_each_open_milestone_is_somebodys_turn_once(states: list[str]) -> None:
    steps = next_steps(_under(*states))
    told = [step.milestone for step in steps if step.who]
    wanted = [
        place * 10
        for place, state in enumerate(states, start=1)
        if state in {"due", "funded", "submitted", "revising"}
    ]
    assert sorted(told) == wanted  # type: ignore[type-var]
    assert len(told) == len(set(told))


@pytest.mark.usefixtures("english")
def test_who_must_act_as_one_says_it() -> None:
    assert str(who_text(C, Who.COLLECTOR, over=False)) == "You"
    assert str(who_text(C, Who.ARTIST, over=False)) == str(WHO[Who.COLLECTOR])
    assert str(who_text(C | A, Who.ARTIST, over=False)) == "Both sides"
    assert str(who_text(C | A, Who.STAFF, over=False)) == "Both sides"
    assert str(who_text(frozenset(), Who.ARTIST, over=False)) == "Art Souk, by itself"
    assert str(who_text(frozenset(), Who.ARTIST, over=True)) == "Nobody"


def test_every_code_has_words() -> None:
    assert set(WORDS) == set(Code)
