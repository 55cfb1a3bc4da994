"""Rules, held against dateutil where dateutil is right and ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from workshops.agenda.reading.rules import RuleRefused, occurrences, parse

FIRST = datetime(2024, 1, 31, 18)  # noqa: DTZ001  a wall clock
UNTIL = datetime(2027, 12, 31, 23, 59)  # noqa: DTZ001
days = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


def some(values: st.SearchStrategy, name: str) -> st.SearchStrategy[str]:
    lists = st.lists(values, min_size=1, max_size=4, unique=True)
    return st.one_of(st.just(""), lists.map(lambda found: f";{name}={','.join(map(str, found))}"))


def rule_texts() -> st.SearchStrategy[str]:
    month_days = st.one_of(st.integers(-31, -1), st.integers(1, 31))
    ordinals = st.builds(lambda n, day: f"{n}{day}", st.sampled_from([-2, -1, 1, 2, 3, 4, 5]), days)
    shared = [
        st.sampled_from(["", ";INTERVAL=2", ";INTERVAL=3"]),
        some(st.integers(1, 12), "BYMONTH"),
        st.sampled_from(["", ";WKST=SU", ";WKST=SA"]),
    ]
    narrow = st.builds(
        lambda freq, *parts: f"FREQ={freq}" + "".join(parts),
        st.sampled_from(["DAILY", "WEEKLY"]),
        *shared,
        some(days, "BYDAY"),
    )
    wide = st.builds(
        lambda freq, *parts: f"FREQ={freq}" + "".join(parts),
        st.sampled_from(["MONTHLY", "YEARLY"]),
        *shared,
        st.one_of(some(days, "BYDAY"), some(ordinals, "BYDAY"), some(month_days, "BYMONTHDAY")),
        st.sampled_from(["", ";BYSETPOS=1", ";BYSETPOS=-1", ";BYSETPOS=2,-2"]),
    )
    return st.one_of(narrow, wide)


@given(rule_texts(), st.integers(0, 900), st.one_of(st.none(), st.integers(1, 40)))
def test_the_days_are_those_of_dateutil(text, offset, count):
    assume("BYSETPOS" not in text or "BYDAY" in text or "BYMONTHDAY" in text)
    since = FIRST + timedelta(days=offset)
    known = takewhile(
        lambda wall: wall <= UNTIL, rrulestr(f"{text};UNTIL={UNTIL:%Y%m%dT%H%M%S}", dtstart=FIRST)
    )
    expected = [wall for number, wall in enumerate(known) if count is None or number < count]
    rule, _end = parse(text if count is None else f"{text};COUNT={count}")
    found = list(occurrences(rule, FIRST, since=since, until=UNTIL))
    assert found == [wall for wall in expected if wall >= since]


@pytest.mark.parametrize(
    ("text", "first_days"),
    [
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2024-02-23", "2024-03-29"]),
        ("FREQ=MONTHLY", ["2024-01-31", "2024-03-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2024-01-31", "2024-02-29"]),
        ("FREQ=MONTHLY;BYDAY=MO,1FR", ["2024-02-02", "2024-02-05"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2024-02-29"]),
        ("FREQ=YEARLY;BYDAY=20MO", ["2024-05-13", "2025-05-19"]),
    ],
)
def test_rules_of_daily_life(text, first_days):
    found = occurrences(parse(text)[0], FIRST, since=FIRST, until=datetime(2025, 12, 31))  # noqa: DTZ001
    assert [f"{wall:%Y-%m-%d}" for wall in found][: len(first_days)] == first_days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=1",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;X=1",
    ],
)
def test_what_we_do_not_follow(text):
    with pytest.raises(RuleRefused):
        parse(text)
