from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orders.checkout.bargaining import WHOLE, Terms, buyers_counter, first_offer, least, sellers_counter

PRICES = st.integers(1, 10**12)
SHARES = st.integers(1_000, 9_900)


@given(PRICES, SHARES)
def test_the_least_is_never_below_the_sellers_share_and_never_a_unit_too_much(price, share):
    found = least(price, Terms(minimum_bps=share))
    assert found * WHOLE >= price * share
    assert found == 1 or (found - 1) * WHOLE < price * share


@given(PRICES, SHARES)
def test_a_first_offer_lies_below_the_price(price, share):
    span = first_offer(price, Terms(minimum_bps=share))
    assert price not in span
    assert not span or (span.low in span and span.high in span and span.high == price - 1)


@given(st.integers(100, 10**9), st.lists(st.integers(0, 10**9), max_size=6))
def test_however_they_talk_the_two_only_come_closer(price, words):
    """Each amount lies between what both have said: the buyer rises, the seller falls, they never cross."""
    offered, asked, last = price // 2, price + 1, None
    for turn, word in enumerate(words):
        span = (
            sellers_counter(offered, price, last, 1) if turn % 2 == 0 else buyers_counter(offered, asked, 1)
        )
        if not span:
            break
        amount = span.low + word % (span.high - span.low + 1)
        assert offered < amount < asked
        if turn % 2 == 0:
            asked = last = amount
        else:
            offered = amount


def test_by_whole_units():
    span = sellers_counter(150_000, 185_000, None, 100)
    assert (span.low, span.high) == (150_100, 185_000)
    assert (185_000 in span, 185_001 in span, 150_000 in span, "x" in span) == (True, False, False, False)
    assert not buyers_counter(150_000, 150_100, 100)
