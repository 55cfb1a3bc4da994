"""The rule book; the facts are the tests' own copy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.safety import policy
from compliance.safety.enums import CautionKind, Priority, Reason, Scope
from compliance.safety.policy import Said

RULES = policy.current()
SAID = st.builds(Said, reason=st.sampled_from(Reason.values), careful=st.booleans(), settled=st.booleans())


def test_the_data_knows_every_reason_and_priority() -> None:
    assert sorted(RULES.reasons) == sorted(Reason.values)
    assert sorted(RULES.hours) == sorted(Priority.values)
    assert sorted(RULES.cautions) == sorted(CautionKind.values)
    assert {step.scope for step in RULES.ladder} <= set(Scope.values)


@pytest.mark.parametrize(
    ("said", "strikes", "expected"),
    [
        ([], 0, 4),
        ([Said("child")], 0, 1),
        ([Said("spam")], 0, 4),
        ([Said("spam"), Said("fraud")], 0, 2),
        ([Said("forgery")], 0, 2),
        ([Said("forgery")], 1, 1),
        ([Said("copyright")] * 3, 0, 2),
        ([Said("copyright", settled=False)] * 30, 0, 3),
        ([Said("threat", careful=False)], 0, 2),
        ([Said("spam", careful=False)], 0, 4),
        ([Said("threat", careful=False), Said("spam")], 0, 4),
    ],
)
def test_priority(said: list[Said], strikes: int, expected: int) -> None:
    assert RULES.priority(said, strikes=strikes) == expected


@given(st.lists(SAID, max_size=30), st.integers(0, 5))
def test_priority_is_always_one_of_four_and_never_less_with_a_strike(said: list[Said], strikes: int) -> None:
    found = RULES.priority(said, strikes=strikes)
    assert found in Priority.values
    assert RULES.priority(said, strikes=strikes + 1) <= found


@given(st.lists(SAID, min_size=1, max_size=10), st.integers(1, 200))
def test_a_flood_of_careless_reports_never_raises_a_case(said: list[Said], flood: int) -> None:
    before = RULES.priority(said)
    more = [Said("child", careful=False, settled=False)] * flood
    if any(one.careful for one in said):
        assert RULES.priority([*said, *more]) == before
    else:
        assert RULES.priority([*said, *more]) >= 2


@pytest.mark.parametrize(("strikes", "days"), [(0, None), (1, None), (2, 7), (3, 30), (4, 0), (9, 0)])
def test_the_ladder(strikes: int, days: int | None) -> None:
    step = RULES.follows(strikes)
    assert (step.days if step else None) == days


def test_terms() -> None:
    assert RULES.within(1) == timedelta(hours=4)
    assert RULES.lasts("warning") == timedelta(days=90)
    assert RULES.lasts("strike") == timedelta(days=180)
    assert RULES.appeals == {"days": 30, "answer_hours": 120}
