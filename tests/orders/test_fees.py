"""The pure arithmetic of fees, in two and in three decimals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.fees import (
    DEFAULT_POLICY,
    FeePolicy,
    highest_hammer_within,
    lot_bill,
    policy_for,
    portion,
    premium,
    price_with_vat_split,
    price_without_vat,
)

hammers = st.integers(min_value=0, max_value=10**13)
policies = st.sampled_from([policy_for(0), policy_for(2), policy_for(3), FeePolicy(((None, 2_500),), 500)])


def test_the_drawn_lot_comes_to_its_drawn_total() -> None:
    bill = lot_bill(43_000_000)
    assert (bill.premium, bill.vat, bill.total) == (7_740_000, 7_611_000, 58_351_000)


def test_the_drawn_purchase_splits_as_drawn() -> None:
    split = price_with_vat_split(18_500_000)
    assert (split.net, split.vat, split.gross) == (16_086_957, 2_413_043, 18_500_000)


@pytest.mark.parametrize(
    ("hammer", "expected"),
    [
        (0, 0),
        (50_000_000, 9_000_000),
        (50_000_100, 9_000_015),
        (200_000_000, 9_000_000 + 22_500_000),
        (300_000_000, 31_500_000 + 12_000_000),
    ],
)
def test_each_tier_takes_its_own_slice(hammer: int, expected: int) -> None:
    assert premium(hammer) == expected


def test_three_decimals_have_the_same_tiers_in_dinars() -> None:
    assert premium(600_000_000, policy_for(3)) == 500_000_000 * 18 // 100 + 100_000_000 * 15 // 100


@pytest.mark.parametrize(
    ("amount", "bps", "expected"),
    [(1, 5_000, 1), (1, 4_999, 0), (3, 5_000, 2), (333, 1_500, 50), (10, 1_500, 2)],
)
def test_a_half_goes_up(amount: int, bps: int, expected: int) -> None:
    assert portion(amount, bps) == expected


@pytest.mark.parametrize(
    "tiers", [(), ((100, 1_800),), ((100, 1_800), (50, 1_500), (None, 0)), ((None, -1),)]
)
def test_tiers_that_make_no_sense_are_refused(tiers: tuple[tuple[int | None, int], ...]) -> None:
    with pytest.raises(ValueError, match=r"Premium tiers|A rate"):
        FeePolicy(premium_tiers=tiers)


def test_a_negative_hammer_price_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        lot_bill(-1)


@given(hammers, policies)
def test_lines_sum_to_the_total(hammer: int, policy: FeePolicy) -> None:
    bill = lot_bill(hammer, policy)
    lines = (bill.hammer + bill.hammer_vat) + (bill.premium + bill.premium_vat)
    assert lines == bill.total == bill.net + bill.vat


@given(hammers, policies)
def test_the_vat_is_that_of_the_document(hammer: int, policy: FeePolicy) -> None:
    bill = lot_bill(hammer, policy)
    assert bill.vat == portion(bill.net, policy.vat_bps)
    assert abs(bill.premium_vat - portion(bill.premium, policy.vat_bps)) <= 1


@given(hammers, st.integers(min_value=1, max_value=10**9), policies)
def test_a_higher_bid_never_costs_less(hammer: int, more: int, policy: FeePolicy) -> None:
    assert lot_bill(hammer + more, policy).total > lot_bill(hammer, policy).total


@given(hammers, policies)
def test_the_highest_hammer_is_the_inverse(budget: int, policy: FeePolicy) -> None:
    hammer = highest_hammer_within(budget, policy)
    assert lot_bill(hammer, policy).total <= budget
    assert lot_bill(hammer + 1, policy).total > budget


@given(hammers, policies)
def test_a_bill_is_within_its_own_budget(hammer: int, policy: FeePolicy) -> None:
    assert highest_hammer_within(lot_bill(hammer, policy).total, policy) == hammer


@given(hammers, st.integers(min_value=0, max_value=10_000))
def test_a_split_price_sums_and_matches_its_rate(total: int, bps: int) -> None:
    split = price_with_vat_split(total, bps)
    assert split.net + split.vat == split.gross == total
    assert abs(split.vat - portion(split.net, bps)) <= 1


@given(hammers)
def test_adding_vat_and_splitting_it_come_back(net: int) -> None:
    split = price_without_vat(net)
    assert price_with_vat_split(split.gross).net == net


def test_the_default_policy_is_the_one_of_two_decimals() -> None:
    assert policy_for(2) == DEFAULT_POLICY
