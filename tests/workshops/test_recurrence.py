"""Series on the wall clock, through changes of the clocks, month ends and changes of the zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.recurrence import (
    MOST,
    Frequency,
    Rule,
    Slot,
    fresh,
    instant,
    is_skipped,
    is_twice,
    occurrences,
    slot_of,
    span,
    wall_of,
)

LONDON, RIYADH, BEIRUT, CAIRO = (
    ZoneInfo(name) for name in ("Europe/London", "Asia/Riyadh", "Asia/Beirut", "Africa/Cairo")
)


def wall(*parts: int) -> datetime:
    """What a wall clock shows."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


ZONES = st.sampled_from([LONDON, RIYADH, BEIRUT, CAIRO, ZoneInfo("America/New_York"), ZoneInfo("UTC")])
MOMENTS = st.datetimes(wall(2024, 1, 1), wall(2030, 12, 31))


def evening(year: int, month: int, day: int, hour: int = 18, hours: int = 2) -> Slot:
    start = wall(year, month, day, hour)
    return Slot(start, start + timedelta(hours=hours))


def starts(slots: list[Slot]) -> list[datetime]:
    return [slot.start for slot in slots]


def test_a_weekly_evening_stays_at_six_when_the_clocks_change():
    # London goes to summer time on 29 March 2026.
    slots = occurrences(evening(2026, 3, 22), Rule(Frequency.WEEKLY, count=2))
    assert starts(slots) == [wall(2026, 3, 22, 18), wall(2026, 3, 29, 18)]
    assert [span(slot, LONDON)[0] for slot in slots] == [
        datetime(2026, 3, 22, 18, tzinfo=UTC),
        datetime(2026, 3, 29, 17, tzinfo=UTC),
    ]


def test_riyadh_knows_no_change():
    slots = occurrences(evening(2026, 3, 22), Rule(Frequency.WEEKLY, count=40))
    assert {span(slot, RIYADH)[0].hour for slot in slots} == {15}


def test_a_time_that_the_clocks_skip_takes_place_an_hour_later():
    skipped = wall(2026, 3, 29, 1, 30)
    assert is_skipped(skipped, LONDON)
    assert instant(skipped, LONDON) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert wall_of(instant(skipped, LONDON), LONDON) == wall(2026, 3, 29, 2, 30)


def test_a_span_that_begins_in_the_gap_keeps_its_length():
    slot = Slot(wall(2026, 3, 29, 1, 30), wall(2026, 3, 29, 2))
    assert span(slot, LONDON) == (
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 2, tzinfo=UTC),
    )


def test_a_time_that_comes_twice_is_the_first_of_both():
    twice = wall(2026, 10, 25, 1, 30)
    assert is_twice(twice, LONDON)
    assert instant(twice, LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_night_that_is_an_hour_longer_ends_when_the_clock_says():
    slot = Slot(wall(2026, 10, 24, 22), wall(2026, 10, 25, 4))
    start, end = span(slot, LONDON)
    assert end - start == timedelta(hours=7)


def test_beirut_changes_at_midnight_and_no_day_is_lost():
    # On 29 March 2026 Beirut's clocks go from 00:00 to 01:00.
    slots = occurrences(evening(2026, 3, 27, hour=0, hours=1), Rule(Frequency.DAILY, count=4))
    assert [slot.start.date().day for slot in slots] == [27, 28, 29, 30]
    assert is_skipped(wall(2026, 3, 29), BEIRUT)
    spans = [span(slot, BEIRUT) for slot in slots]
    assert [wall_of(begin, BEIRUT) for begin, _end in spans] == [
        wall(2026, 3, 27, 0),
        wall(2026, 3, 28, 0),
        wall(2026, 3, 29, 1),
        wall(2026, 3, 30, 0),
    ]
    assert {end - begin for begin, end in spans} == {timedelta(hours=1)}


def test_the_end_of_the_month_is_the_last_day_of_shorter_ones():
    slots = occurrences(evening(2026, 1, 31), Rule(Frequency.MONTHLY, count=5))
    assert [slot.start.date() for slot in slots] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]


def test_the_thirtieth_of_a_leap_february_is_the_twenty_ninth():
    slots = occurrences(evening(2028, 1, 30), Rule(Frequency.MONTHLY, count=3))
    assert [slot.start.date() for slot in slots] == [
        date(2028, 1, 30),
        date(2028, 2, 29),
        date(2028, 3, 30),
    ]


def test_every_first_thursday():
    slots = occurrences(evening(2026, 1, 1), Rule(Frequency.MONTHLY_WEEKDAY, count=4))
    assert [slot.start.date() for slot in slots] == [
        date(2026, 1, 1),
        date(2026, 2, 5),
        date(2026, 3, 5),
        date(2026, 4, 2),
    ]


def test_the_fifth_thursday_is_the_last_one():
    slots = occurrences(evening(2026, 1, 29), Rule(Frequency.MONTHLY_WEEKDAY, count=3))
    assert [slot.start.date() for slot in slots] == [date(2026, 1, 29), date(2026, 2, 26), date(2026, 3, 26)]


def test_two_days_of_every_second_week():
    rule = Rule(Frequency.WEEKLY, interval=2, weekdays=frozenset({6, 1}), count=4)  # Sunday, Tuesday
    slots = occurrences(evening(2026, 1, 4), rule)
    assert [slot.start.date().day for slot in slots] == [4, 6, 18, 20]


def test_until_counts_its_day():
    rule = Rule(Frequency.DAILY, until=date(2026, 1, 6))
    assert len(occurrences(evening(2026, 1, 4), rule)) == 3


def test_nothing_is_planned_without_end():
    assert len(occurrences(evening(2026, 1, 4), Rule(Frequency.DAILY, until=date(2099, 1, 1)))) == MOST


@pytest.mark.parametrize(
    "given", [{}, {"count": 0}, {"count": 3, "interval": 0}], ids=["no end", "never", "standing still"]
)
def test_a_rule_without_sense_is_refused(given):
    with pytest.raises(ValueError):  # noqa: PT011 - each has words of its own
        Rule(Frequency.WEEKLY, **given)


def test_a_slot_ends_after_it_begins():
    with pytest.raises(ValueError, match="after the beginning"):
        Slot(wall(2026, 1, 1, 18), wall(2026, 1, 1, 18))


def test_a_programme_begins_on_another_day_with_its_gaps_kept():
    slots = [evening(2026, 3, 10, 19), evening(2026, 3, 3), evening(2026, 3, 24)]
    assert starts(fresh(slots, date(2026, 9, 1))) == [
        wall(2026, 9, 1, 18),
        wall(2026, 9, 8, 19),
        wall(2026, 9, 22, 18),
    ]
    assert fresh([], date(2026, 9, 1)) == []


RULES = st.builds(
    Rule,
    frequency=st.sampled_from(list(Frequency)),
    interval=st.integers(1, 5),
    weekdays=st.frozensets(st.integers(0, 6), max_size=3),
    count=st.integers(1, 30),
)


@given(start=MOMENTS, length=st.integers(15, 40 * 60), rule=RULES)
def test_a_series_keeps_its_hours_and_only_goes_forward(start, length, rule):
    first = Slot(start, start + timedelta(minutes=length))
    slots = occurrences(first, rule)
    assert {slot.length for slot in slots} == {first.length}
    assert {slot.start.time() for slot in slots} == {start.time()}
    assert starts(slots) == sorted({slot.start for slot in slots})
    assert len(slots) == rule.count
    assert slots[0].start >= first.start


@given(start=MOMENTS, length=st.integers(15, 40 * 60), zone=ZONES)
def test_an_instant_ends_after_it_begins_and_shows_its_hour(start, length, zone):
    slot = Slot(start, start + timedelta(minutes=length))
    begin, end = span(slot, zone)
    assert end > begin
    assert wall_of(begin, zone) == start or is_skipped(start, zone)
    assert abs((end - begin) - slot.length) <= timedelta(hours=1)


@given(moment=MOMENTS, length=st.integers(15, 12 * 60), zone=ZONES)
def test_the_way_to_the_wall_and_back(moment, length, zone):
    start = moment.replace(tzinfo=UTC)
    slot = slot_of(start, start + timedelta(minutes=length), zone)
    if not is_twice(slot.start, zone):
        assert instant(slot.start, zone) == start
