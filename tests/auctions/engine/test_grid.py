"""The amounts that may be bid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auctions.engine import Grid, default_grid
from core.money import Money

SAR = default_grid("SAR")
KWD = default_grid("KWD")
AMOUNTS = st.integers(min_value=0, max_value=10**13)


@pytest.mark.parametrize(
    ("price", "following"),
    [
        ("0", "50"),
        ("950", "1000"),
        ("1000", "1100"),
        ("1900", "2000"),
        ("2000", "2200"),
        ("4800", "5000"),
        ("5000", "5500"),
        ("10000", "11000"),
        ("20000", "22000"),
        ("50000", "55000"),
        ("100000", "110000"),
        ("200000", "220000"),
        ("500000", "550000"),
        ("1000000", "1100000"),
        ("7300000", "7400000"),
    ],
)
def test_steps_in_riyals(price: str, following: str) -> None:
    assert SAR.next(Money.parse(price, "SAR").minor) == Money.parse(following, "SAR").minor


@pytest.mark.parametrize(
    ("price", "following"), [("0", "5"), ("100", "110"), ("200", "220"), ("500", "550"), ("1000", "1100")]
)
def test_steps_in_dinars_are_a_tenth(price: str, following: str) -> None:
    assert KWD.next(Money.parse(price, "KWD").minor) == Money.parse(following, "KWD").minor


def test_an_amount_off_the_grid_names_its_neighbours() -> None:
    assert SAR.nearest(430_010_00) == (420_000_00, 440_000_00)
    assert SAR.nearest(999_00) == (950_00, 1_000_00)


@given(AMOUNTS)
def test_next_is_the_smallest_amount_above(amount: int) -> None:
    following = SAR.next(amount)
    assert following > amount
    assert SAR.is_on(following)
    assert SAR.floor(following - 1) == SAR.floor(amount)


@given(AMOUNTS)
def test_neighbours_enclose(amount: int) -> None:
    low, high = SAR.nearest(amount)
    assert low <= amount < high == SAR.next(low)
    assert SAR.is_on(low)
    assert SAR.is_on(amount) == (low == amount)


@given(st.integers(min_value=1_000_00, max_value=2_000_000_00))
def test_a_step_is_four_to_ten_percent_above_the_first_band(amount: int) -> None:
    price = SAR.floor(amount)
    assert 4 <= SAR.step_at(price) * 100 / price <= 10


def test_the_ladder_of_the_drawing() -> None:
    ladder = SAR.ladder(480_000_00, 4)
    assert ladder == [480_000_00, 500_000_00, 550_000_00, 600_000_00]


@pytest.mark.parametrize("bands", [(), ((5, 1),), ((0, 0),), ((0, 5), (5, 1), (5, 2)), ((0, 3), (10, 5))])
def test_bands_that_do_not_fit_are_refused(bands: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match=r"band|step"):
        Grid("x", bands)


def test_json_keeps_the_grid() -> None:
    assert Grid.from_json(KWD.as_json()) == KWD
