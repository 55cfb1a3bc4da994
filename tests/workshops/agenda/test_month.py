"""The grid of a month, in both calendars and for weeks that begin elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda.month import FIRST_YEAR, LAST_YEAR, Month, bounds, first_day, grid, weekdays

months = st.builds(Month, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 12))
starts = st.integers(0, 6)


@given(months, starts)
def test_a_grid_is_whole_weeks_that_hold_the_month_and_no_week_without_it(month, start):
    weeks = grid(month, start=start, today=date(2026, 11, 21))
    days = [day.date for week in weeks for day in week]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert {week[0].date.weekday() for week in weeks} == {start}
    assert {len(week) for week in weeks} == {7}
    assert sum(day.within for week in weeks for day in week) == month.last.day
    assert all(any(day.within for day in week) for week in weeks)


@given(months)
def test_next_and_previous_undo_each_other(month):
    assert month.next is None or month.next.previous == month
    assert month.previous is None or month.previous.next == month


@given(months, starts, st.integers(-40, 40), st.integers(0, 60))
def test_what_lasts_stands_on_each_of_its_days_that_are_shown(month, start, offset, length):
    first = month.first + timedelta(days=offset)
    last = first + timedelta(days=length)
    weeks = grid(month, start=start, today=month.first, things=[("fair", first, last)])
    shown = {day.date: day.entries for week in weeks for day in week}
    held = [day for day, entries in shown.items() if entries]
    assert held == [day for day in shown if first <= day <= last]
    assert [day for day in held if shown[day][0].begins] == [day for day in held if day == first]
    assert [day for day in held if shown[day][0].ends] == [day for day in held if day == last]


def test_november_2026_as_riyadh_and_dubai_see_it():
    november = Month(2026, 11)
    assert bounds(november, first_day("SA")) == (date(2026, 11, 1), date(2026, 12, 5))
    assert bounds(november, first_day("AE")) == (date(2026, 10, 26), date(2026, 12, 6))
    assert bounds(november, first_day("KW")) == (date(2026, 10, 31), date(2026, 12, 4))
    assert first_day("FR") == 0


def test_both_names_of_a_month():
    november = Month(2026, 11)
    assert november.name("ar") == "نوفمبر 2026"
    assert november.name("en") == "November 2026"
    assert november.hijri_name("ar") == "جمادى الأولى – جمادى الآخرة 1448"
    assert november.hijri_name("en") == "Jumada al-Ula – Jumada al-Akhirah 1448 AH"
    assert Month(2026, 6).hijri_name("en") == "Dhu al-Hijjah 1447 – Muharram 1448 AH"
    assert Month(2090, 1).hijri_name("ar") == ""


def test_the_day_on_which_a_hijri_month_begins_is_known():
    days = [day for week in grid(Month(2026, 11), start=6, today=date(2026, 11, 21)) for day in week]
    assert [day.date for day in days if day.turns] == [date(2026, 11, 11)]
    assert [day.date for day in days if day.today] == [date(2026, 11, 21)]


def test_weekdays_are_named_in_order():
    assert [short for _full, short in weekdays(6, "en")] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert [full for full, _short in weekdays(6, "ar")][:2] == ["الأحد", "الإثنين"]


@pytest.mark.parametrize("text", ["2026-11", "٢٠٢٦-١١", " 2026-11 "])
def test_a_month_is_read_in_any_digits(text):
    assert Month.parse(text) == Month(2026, 11)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "1999-12", "9999-01", "11-2026", "2026-11-01"]
)
def test_what_is_no_month_is_none(text):
    assert Month.parse(text) is None


def test_the_calendar_ends_somewhere():
    assert Month(LAST_YEAR, 12).next is None
    assert Month(FIRST_YEAR, 1).previous is None
