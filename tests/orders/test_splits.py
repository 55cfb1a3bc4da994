"""How a line divides, and how parts of it go back: to the last minor unit, in any number of steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import splits
from orders.splits import Commission, Shares

money = st.integers(min_value=0, max_value=10**12)
rates = st.integers(min_value=0, max_value=10_000)


@given(net=money, vat_bps=st.sampled_from([0, 500, 1_000, 1_500]), rate=rates, taxed=st.booleans())
def test_every_way_to_divide_a_line_sums_to_its_gross(net: int, vat_bps: int, rate: int, taxed: bool) -> None:
    vat = splits.portion(net, vat_bps)
    kept = splits.commission(net, rate, vat_bps=1_500 if taxed else 0)
    for shares in (
        splits.of_seller(net, vat, kept),
        splits.of_platform_for(net, vat, kept),
        splits.of_platform(net, vat),
        splits.of_deposit(net + vat),
    ):
        assert shares.total == net + vat


@given(
    data=st.data(),
    net=st.integers(1, 10**9),
    vat_bps=st.sampled_from([0, 500, 1_500]),
    rate=st.integers(0, 5_000),
)
def test_a_line_that_goes_back_in_parts_goes_back_exactly(
    data: st.DataObject, net: int, vat_bps: int, rate: int
) -> None:
    vat = splits.portion(net, vat_bps)
    gross = net + vat
    kept = splits.commission(net, rate, vat_bps=1_500)
    shares = data.draw(
        st.sampled_from(
            [
                splits.of_seller(net, vat, kept),
                splits.of_platform_for(net, vat, kept),
                splits.of_platform(net, vat),
                splits.of_deposit(gross),
            ]
        )
    )
    gone, parts = 0, []
    while gone < gross:
        amount = data.draw(st.integers(1, gross - gone)) if len(parts) < 5 else gross - gone
        parts.append(splits.part(gross=gross, vat=vat, shares=shares, before=gone, amount=amount))
        assert parts[-1].gross == parts[-1].shares.total == amount
        gone += amount
    assert sum(part.vat for part in parts) == vat
    total = Shares(
        *(
            sum(getattr(part.shares, name) for part in parts)
            for name in ("seller", "revenue", "vat", "deposit")
        )
    )
    assert total == shares


@pytest.mark.parametrize(("before", "amount"), [(0, 0), (0, 101), (60, 41), (-1, 5), (100, 1)])
def test_no_more_goes_back_than_there_is(before: int, amount: int) -> None:
    with pytest.raises(ValueError, match="No more"):
        splits.part(gross=100, vat=13, shares=Shares(seller=100), before=before, amount=amount)


def test_the_commission_is_taxed_where_it_is_charged() -> None:
    assert splits.commission(100_000, 1_500, vat_bps=1_500) == Commission(1_500, 15_000, 2_250)
    assert splits.commission(100_000, 1_500, vat_bps=0) == Commission(1_500, 15_000, 0)
