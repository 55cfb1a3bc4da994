"""What is asked for, by line, and how an agreed part of it falls on the lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.aftercare.amounts import Line, claim, share_out

WORK = Line(1, 185_000, "artwork:55")
OTHER = Line(2, 90_000, "artwork:56")
PREMIUM = Line(3, 33_300, "artwork:55", premium=True)
SHIPPING = Line(4, 12_000, fee=True)
BILL = [WORK, OTHER, PREMIUM, SHIPPING]

claims = st.dictionaries(st.integers(1, 50), st.integers(1, 10**9), min_size=1, max_size=8)


def test_the_premium_follows_its_work_and_fees_the_last_one() -> None:
    assert claim(BILL, [1], fees_back=True) == {1: 185_000, 3: 33_300}
    assert claim(BILL, [2], fees_back=True) == {2: 90_000}
    assert claim(BILL, [1, 2], fees_back=True) == {1: 185_000, 2: 90_000, 3: 33_300, 4: 12_000}


def test_fees_stay_where_the_law_leaves_them() -> None:
    assert claim(BILL, [1, 2], fees_back=False) == {1: 185_000, 2: 90_000, 3: 33_300}


def test_fees_come_with_the_last_work_that_is_left() -> None:
    bill = [WORK, Line(2, 0, "artwork:56"), SHIPPING]
    assert claim(bill, [1], fees_back=True) == {1: 185_000, 4: 12_000}


def test_a_premium_without_a_source_follows_only_the_whole_bill() -> None:
    bill = [WORK, OTHER, Line(3, 33_300, premium=True)]
    assert claim(bill, [1], fees_back=True) == {1: 185_000}
    assert claim(bill, [1, 2], fees_back=True)[3] == 33_300


@pytest.mark.parametrize("chosen", [[], [3], [4], [99], [3, 4]])
def test_a_fee_or_premium_alone_is_no_choice(chosen: list[int]) -> None:
    assert claim(BILL, chosen, fees_back=True) == {}


@given(
    st.lists(
        st.builds(Line, st.integers(1, 99), st.integers(0, 10**9), st.just(""), st.booleans()), max_size=8
    ),
    st.sets(st.integers(1, 99)),
    st.booleans(),
)
def test_nobody_asks_for_more_than_is_left(lines: list[Line], chosen: set[int], fees_back: bool) -> None:
    lines = list({line.pk: line for line in lines}.values())
    left = {line.pk: line.left for line in lines}
    for pk, amount in claim(lines, chosen, fees_back=fees_back).items():
        assert 0 < amount <= left[pk]


@given(claims, st.data())
def test_shares_sum_to_the_agreed_and_stay_within_the_claims(
    claimed: dict[int, int], data: st.DataObject
) -> None:
    total = data.draw(st.integers(0, sum(claimed.values())))
    shares = share_out(total, claimed)
    assert sum(shares.values()) == total
    assert all(0 < share <= claimed[pk] for pk, share in shares.items())


@given(claims)
def test_the_whole_is_the_claim_itself(claimed: dict[int, int]) -> None:
    assert share_out(sum(claimed.values()), claimed) == claimed
    assert share_out(0, claimed) == {}


@pytest.mark.parametrize("total", [-1, 301])
def test_more_than_the_claim_is_refused(total: int) -> None:
    with pytest.raises(ValueError, match="between"):
        share_out(total, {1: 100, 2: 200})


def test_the_odd_halala_goes_to_the_largest_remainder() -> None:
    assert share_out(100, {1: 200, 2: 100, 3: 1}) == {1: 67, 2: 33}
    assert share_out(2, {7: 1, 8: 1, 9: 1}) == {7: 1, 8: 1}
