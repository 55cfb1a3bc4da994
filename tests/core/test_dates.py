"""Both calendars, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core import clock, dates

# Umm al-Qura, checked against ICU and against the dates of published decrees.
KNOWN = [
    ("2021-09-16", "1443-02-09", "صفر", "الخميس"),
    ("2023-03-27", "1444-09-05", "رمضان", "الإثنين"),
    ("2024-07-07", "1446-01-01", "محرم", "الأحد"),
    ("2025-03-01", "1446-09-01", "رمضان", "السبت"),
    ("2025-06-26", "1447-01-01", "محرم", "الخميس"),
    ("2026-01-01", "1447-07-12", "رجب", "الخميس"),
    ("2026-02-18", "1447-09-01", "رمضان", "الأربعاء"),
    ("2026-06-16", "1448-01-01", "محرم", "الثلاثاء"),
    ("2027-02-08", "1448-09-01", "رمضان", "الإثنين"),
]


@pytest.mark.parametrize(("gregorian", "hijri", "month", "day"), KNOWN)
def test_known_days(gregorian, hijri, month, day):
    value = date.fromisoformat(gregorian)
    found = dates.hijri(value)
    assert str(found) == hijri
    assert found.month_name("ar") == month
    assert dates.day_name(value, "ar") == day


def test_both_dates_in_both_languages():
    day = date(2026, 11, 22)
    assert dates.both_dates(day, "ar") == "الأحد 12 جمادى الآخرة 1448، 22 نوفمبر 2026"
    assert dates.both_dates(day, "en") == "Sunday 22 November 2026, 12 Jumada al-Akhirah 1448 AH"
    assert dates.both_dates(day, "ar", arabic_digits=True) == "الأحد ١٢ جمادى الآخرة ١٤٤٨، ٢٢ نوفمبر ٢٠٢٦"
    with override("ar"):
        assert dates.both_dates(day) == dates.both_dates(day, "ar")


@pytest.mark.parametrize(
    ("day", "arabic"),
    [
        (date(1924, 7, 31), "الخميس 31 يوليو 1924"),
        (date(2077, 11, 17), "الأربعاء 17 نوفمبر 2077"),
        (date(1, 1, 1), "الإثنين 1 يناير 1"),
    ],
)
def test_outside_the_tables_the_gregorian_date_stands_alone(day, arabic):
    assert dates.hijri(day) is None
    assert dates.both_dates(day, "ar") == arabic


def test_the_ends_of_the_tables():
    assert str(dates.hijri(date(1924, 8, 1))) == "1343-01-01"
    assert str(dates.hijri(date(2077, 11, 16))) == "1500-12-30"


def test_an_instant_is_the_day_where_the_reader_is():
    late = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)  # half past one on the 22nd in Riyadh
    assert dates.local_day(late) == date(2026, 11, 22)
    with timezone.override("Europe/London"):
        assert dates.local_day(late) == date(2026, 11, 21)


@given(st.dates(date(1924, 8, 1), date(2077, 11, 15)))
def test_the_next_day_is_the_next_hijri_day(day):
    today, tomorrow = dates.hijri(day), dates.hijri(date.fromordinal(day.toordinal() + 1))
    assert today < tomorrow
    assert (tomorrow.day == today.day + 1) or (tomorrow.day == 1 and today.day in {29, 30})


@given(st.dates())
def test_every_day_has_a_text_in_both_languages(day):
    assert str(day.year) in dates.both_dates(day, "ar")
    assert str(day.year) in dates.both_dates(day, "en")


@pytest.mark.django_db
def test_the_clock_is_the_databases_and_moves_inside_a_transaction(django_assert_num_queries):
    with django_assert_num_queries(2):
        first, second = clock.now(), clock.now()
    assert first < second
    assert first.utcoffset() is not None
