"""The calendar and the money of memberships, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.memberships import terms
from orders.memberships.terms import Change, Phase, Span

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
MONTHS = st.sampled_from([1, 12])
AMOUNTS = st.integers(0, 10**12)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(DAYS)
    return Span(start, terms.period_end(start, draw(MONTHS), start.day))


@pytest.mark.parametrize(
    ("start", "months", "anchor", "end"),
    [
        (date(2026, 11, 20), 1, 20, date(2026, 12, 20)),
        (date(2026, 12, 20), 1, 20, date(2027, 1, 20)),
        (date(2027, 1, 31), 1, 31, date(2027, 2, 28)),
        (date(2027, 2, 28), 1, 31, date(2027, 3, 31)),
        (date(2028, 1, 31), 1, 31, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, 29, date(2029, 2, 28)),
        (date(2031, 2, 28), 12, 29, date(2032, 2, 29)),
        (date(2026, 11, 20), 12, 20, date(2027, 11, 20)),
    ],
)
def test_a_period_ends_on_the_day_it_began_with(start: date, months: int, anchor: int, end: date) -> None:
    assert terms.period_end(start, months, anchor) == end


@pytest.mark.parametrize(("months", "anchor"), [(0, 5), (-1, 5), (1, 0), (1, 32)])
def test_a_period_without_length_or_day_is_refused(months: int, anchor: int) -> None:
    with pytest.raises(ValueError, match="at least one month"):
        terms.period_end(date(2026, 1, 1), months, anchor)


@given(start=DAYS)
def test_twelve_months_are_a_year(start: date) -> None:
    one, day = start, start.day
    for _ in range(12):
        one = terms.period_end(one, 1, day)
    assert one == terms.period_end(start, 12, day)


@given(start=DAYS, months=MONTHS, count=st.integers(2, 30))
def test_periods_follow_without_gap_and_keep_their_day(start: date, months: int, count: int) -> None:
    ends = [start]
    for _ in range(count):
        ends.append(terms.period_end(ends[-1], months, start.day))
    assert all(before < after for before, after in pairwise(ends))
    last_of_month = [(day + timedelta(days=1)).day == 1 for day in ends]
    assert all(
        day.day == start.day or (last and day.day < start.day)
        for day, last in zip(ends, last_of_month, strict=True)
    )


def test_a_span_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Span(date(2026, 2, 2), date(2026, 2, 1))


@given(span=spans(), value=AMOUNTS, today=DAYS)
def test_what_is_unused_lies_between_nothing_and_what_was_paid(span: Span, value: int, today: date) -> None:
    assert 0 <= terms.unused(value, span, today) <= value


@given(span=spans(), value=AMOUNTS, offset=st.integers(0, 366))
def test_the_used_and_the_unused_part_make_the_whole(span: Span, value: int, offset: int) -> None:
    """Half-up on one part leaves at most one minor unit of difference to the other one's own rounding."""
    today = span.start + timedelta(days=min(offset, span.days))
    rest = terms.unused(value, span, today)
    used = terms.share(value, span.days - span.left(today), span.days)
    assert rest + used - value in (0, 1)


@given(span=spans(), value=AMOUNTS, first=DAYS, second=DAYS)
def test_a_later_day_is_never_worth_more(span: Span, value: int, first: date, second: date) -> None:
    early, late = sorted((first, second))
    assert terms.unused(value, span, early) >= terms.unused(value, span, late)


def test_the_first_day_is_worth_everything_and_the_last_nothing() -> None:
    span = Span(date(2026, 11, 1), date(2026, 12, 1))
    assert terms.unused(19_900, span, span.start) == 19_900
    assert terms.unused(19_900, span, span.end) == 0
    assert terms.unused(19_900, Span(span.start, span.start), span.start) == 0


def test_shares_are_rounded_half_up_to_the_fils() -> None:
    """15.500 dinars for 30 days: 11 days are 5.68333, 12 are 6.200; half a fils goes up."""
    span = Span(date(2026, 11, 1), date(2026, 12, 1))
    assert terms.unused(15_500, span, date(2026, 11, 20)) == 5_683
    assert terms.unused(15_500, span, date(2026, 11, 19)) == 6_200
    assert terms.share(1, 1, 2) == 1


@given(credit=AMOUNTS, price=AMOUNTS, upward=st.booleans(), same=st.booleans())
def test_a_change_never_owes_money(*, credit: int, price: int, upward: bool, same: bool) -> None:
    made = terms.change(credit=credit, price=price, upward=upward, same_currency=same)
    if made.at_once:
        assert upward
        assert same
        assert made.credit == credit
        assert made.charge == price - credit > 0
    else:
        assert not (upward and same and price > credit)
        assert (made.credit, made.charge) == (0, 0)


@given(
    today=DAYS,
    paid=st.lists(st.tuples(AMOUNTS, spans()), max_size=3),
)
def test_what_is_credited_was_paid(today: date, paid: list[tuple[int, Span]]) -> None:
    assert 0 <= terms.credit(paid, today) <= sum(value for value, _span in paid)


def test_a_renewal_paid_in_advance_counts_in_whole() -> None:
    running = Span(date(2026, 11, 1), date(2026, 12, 1))
    coming = Span(date(2026, 12, 1), date(2027, 1, 1))
    assert terms.credit([(30_000, running), (30_000, coming)], date(2026, 11, 16)) == 45_000


@given(
    start=DAYS,
    steps=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10**7), MONTHS), min_size=1, max_size=8),
)
def test_a_chain_of_upgrades_costs_what_was_used_and_what_runs(
    start: date, steps: list[tuple[int, int, int]]
) -> None:
    """Every charge together is the value that runs now and the used part of each earlier one, exactly."""
    today, value, span, charged, used = start, 0, Span(start, start), 0, 0
    for days, price, months in steps:
        today += timedelta(days=days)
        if today >= span.end and span.days:
            break
        left = terms.unused(value, span, today)
        made = terms.change(credit=left, price=price, upward=True, same_currency=True)
        if not made.at_once:
            continue
        used += value - made.credit
        charged += made.charge
        value, span = price, Span(today, terms.period_end(today, months, today.day))
    assert charged == used + value


@pytest.mark.parametrize(
    ("rank", "months", "new_rank", "new_months", "expected"),
    [
        (1, 1, 2, 1, True),
        (1, 12, 2, 1, True),
        (1, 1, 1, 12, True),
        (1, 12, 1, 1, False),
        (2, 1, 1, 12, False),
        (1, 1, 1, 1, False),
    ],
)
def test_what_goes_up(*, rank: int, months: int, new_rank: int, new_months: int, expected: bool) -> None:
    assert terms.rises(rank=rank, months=months, new_rank=new_rank, new_months=new_months) is expected


def test_going_up_from_a_year_to_a_dear_month_waits_where_it_would_owe_money() -> None:
    year = [(190_000, Span(date(2026, 1, 1), date(2027, 1, 1)))]
    early, late = (terms.credit(year, day) for day in (date(2026, 2, 1), date(2026, 12, 2)))
    asked = {"price": 59_900, "upward": True, "same_currency": True}
    assert terms.change(credit=early, **asked) == Change(at_once=False)
    assert terms.change(credit=late, **asked) == Change(at_once=True, credit=15_616, charge=44_284)


@given(charges=st.lists(st.integers(0, 10**9), max_size=6), part=st.integers(0, 100))
def test_what_goes_back_is_spread_over_what_was_paid(charges: list[int], part: int) -> None:
    amount = sum(charges) * part // 100
    parts = terms.spread_back(amount, charges)
    assert sum(parts) == amount
    assert all(0 <= one <= charge for one, charge in zip(parts, charges, strict=True))


def test_more_than_was_paid_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="than was paid"):
        terms.spread_back(101, [60, 40])


def test_the_newest_charge_gives_first() -> None:
    assert terms.spread_back(75, [60, 40]) == [60, 15]


@pytest.mark.parametrize(
    ("months", "offer", "reminder", "over"),
    [
        (1, date(2026, 11, 23), date(2026, 11, 28), date(2026, 12, 7)),
        (12, date(2026, 11, 9), date(2026, 11, 25), date(2026, 12, 14)),
    ],
)
def test_the_days_around_an_end(*, months: int, offer: date, reminder: date, over: date) -> None:
    end = date(2026, 11, 30)
    assert terms.renewal_day(end, months) == offer
    assert terms.reminder_day(end, months) == reminder
    assert terms.grace_end(end, months) == over


@pytest.mark.parametrize(
    ("today", "renews", "expected"),
    [
        (date(2026, 11, 29), True, Phase.RUNNING),
        (date(2026, 11, 30), True, Phase.GRACE),
        (date(2026, 12, 6), True, Phase.GRACE),
        (date(2026, 12, 7), True, Phase.OVER),
        (date(2026, 11, 29), False, Phase.RUNNING),
        (date(2026, 11, 30), False, Phase.OVER),
    ],
)
def test_grace_is_for_those_who_meant_to_stay(*, today: date, renews: bool, expected: Phase) -> None:
    assert terms.phase(end=date(2026, 11, 30), months=1, renews=renews, today=today) == expected


@pytest.mark.parametrize(
    ("today", "enjoyed", "expected"),
    [
        (date(2026, 11, 19), False, False),
        (date(2026, 11, 20), False, True),
        (date(2026, 11, 27), False, True),
        (date(2026, 11, 28), False, False),
        (date(2026, 11, 21), True, False),
    ],
)
def test_seven_days_to_step_back_from_what_was_not_enjoyed(
    *, today: date, enjoyed: bool, expected: bool
) -> None:
    concluded = date(2026, 11, 20)
    assert terms.may_withdraw(concluded=concluded, today=today, days=7, enjoyed=enjoyed) is expected


@pytest.mark.parametrize(
    ("standard", "tier", "expected"), [(2_000, None, 2_000), (2_000, 1_500, 1_500), (1_000, 1_500, 1_000)]
)
def test_a_tier_lowers_the_commission_only(standard: int, tier: int | None, expected: int) -> None:
    assert terms.commission(standard, tier) == expected
