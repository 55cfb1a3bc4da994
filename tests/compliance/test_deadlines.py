"""The terms of nine laws, each as a fact of its own, and what must hold whatever the law says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import deadlines
from compliance.deadlines import ExtensionRefused, FreeDays, Right, Span, Unit

DAYS, WORKING, MONTHS = Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS
# What the laws say, written down apart from the table: term of a copy, of a correction, of an extension, hours of
# a breach notice (None: no number in the law), confidence in per cent.
FACTS = {
    "SA": (Span(30, DAYS), Span(30, DAYS), Span(30, DAYS), 72, 97),
    "BH": (Span(15, WORKING), Span(10, WORKING), None, 72, 75),
    "OM": (Span(45, DAYS), Span(45, DAYS), None, 72, 80),
    "QA": (Span(30, DAYS), Span(30, DAYS), None, 72, 60),
    "AE": (None, None, None, 0, 75),
    "AE-DIFC": (Span(1, MONTHS), Span(1, MONTHS), Span(2, MONTHS), None, 80),
    "AE-ADGM": (Span(2, MONTHS), Span(2, MONTHS), Span(1, MONTHS), 72, 70),
    "KW": (None, None, None, 24, 70),
    "EU": (Span(1, MONTHS), Span(1, MONTHS), Span(2, MONTHS), 72, 99),
}
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2076, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
COUNTRIES = st.sampled_from([*FACTS, "DE", "US", ""])
RIGHTS = st.sampled_from(list(Right))


def at(month, day, hour=12):
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize("code", FACTS)
def test_each_law_says_what_it_says(code):
    policy = deadlines.policies()[code]
    found = (policy.term(Right.COPY), policy.term(Right.CORRECTION), policy.extend)
    assert (*found, policy.breach_hours, policy.confidence) == FACTS[code]


def test_the_table_holds_these_laws_and_no_others():
    assert set(deadlines.policies()) == set(FACTS)


def test_other_figures_of_the_laws():
    saudi, bahrain = deadlines.policy_of("SA"), deadlines.policy_of("bh")
    assert (saudi.complaint_days, bahrain.third_parties) == (90, Span(15, DAYS))
    assert deadlines.complain_until(date(2026, 1, 1)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("code", "law"),
    [("DE", "EU"), ("NO", "EU"), ("US", "SA"), ("", "SA"), (" sa ", "SA"), ("AE-DIFC", "AE-DIFC")],
)
def test_a_country_finds_its_law_or_the_platforms(code, law):
    assert deadlines.policy_of(code).country == law


def test_thirty_days_are_calendar_days_to_the_same_hour():
    found = deadlines.terms(at(1, 31), "SA", Right.COPY)
    assert (found.due, found.law, found.latest) == (at(3, 2), "SA", at(4, 1))


def test_a_month_ends_with_its_last_day_and_the_stricter_law_counts():
    found = deadlines.terms(at(1, 31), "DE", Right.ACCESS)
    assert (found.due, found.law) == (at(2, 28), "EU")
    assert found.latest == at(4, 1)  # Saudi days end before the European months do


def test_a_longer_law_abroad_does_not_lengthen_ours():
    found = deadlines.terms(at(6, 1), "OM", Right.DESTRUCTION)
    assert (found.due, found.law, found.latest) == (at(7, 1), "SA", at(7, 16))


def test_a_law_without_an_extension_allows_none():
    assert deadlines.terms(at(6, 1), "BH", Right.CORRECTION).latest is None
    assert deadlines.terms(at(6, 1), "QA", Right.COPY).latest is None


def test_working_days_leave_out_weekend_and_holidays_of_the_country():
    """Sunday 8 March 2026: ten working days, with the feast from Friday 20 to Sunday 22 March between."""
    found = deadlines.terms(at(3, 8), "BH", Right.CORRECTION)
    assert found.due == at(3, 23)
    without = deadlines.due(date(2026, 4, 5), deadlines.policy_of("BH"), Right.CORRECTION)
    assert without == date(2026, 4, 19)


@pytest.mark.parametrize(
    ("country", "day", "free"),
    [
        ("SA", date(2026, 9, 23), True),  # national day
        ("SA", date(2026, 2, 22), True),  # founding day
        ("SA", date(2026, 3, 20), True),  # feast of fast-breaking, by Umm al-Qura
        ("SA", date(2026, 5, 27), True),  # feast of sacrifice
        ("SA", date(2026, 11, 20), True),  # Friday
        ("AE", date(2026, 11, 20), False),  # Friday is worked in the Emirates
        ("AE", date(2026, 11, 22), True),  # Sunday is not
        ("KW", date(2026, 2, 25), True),
        ("EU", date(2026, 12, 25), True),
        ("SA", date(2026, 11, 23), False),
    ],
)
def test_free_days(country, day, free):
    assert (day in deadlines.policy_of(country).free) is free


def test_far_away_days_have_no_hijri_holiday_and_no_error():
    assert date(2190, 1, 3) not in FreeDays(hijri=(((1, 1), (12, 30)),))


def test_a_day_counts_where_the_person_lives():
    """Half past ten in the evening in London is the next day in Riyadh."""
    late = datetime(2026, 1, 31, 22, 30, tzinfo=UTC)
    found = deadlines.due(late, deadlines.policy_of("AE-DIFC"), Right.COPY)
    assert found == datetime(2026, 2, 28, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "now"),
    [
        (at(3, 3), at(3, 2)),  # the first term is over in this very moment
        (at(3, 2), at(2, 1)),  # no longer than before
        (at(4, 2), at(2, 1)),  # longer than allowed
    ],
)
def test_an_extension_outside_of_the_law_is_refused(to, now):
    with pytest.raises(ExtensionRefused):
        deadlines.check_extension(due=at(3, 2), latest=at(4, 1), to=to, at=now)


def test_an_extension_in_time_is_allowed_and_without_a_law_refused():
    deadlines.check_extension(due=at(3, 2), latest=at(4, 1), to=at(4, 1), at=at(3, 1))
    with pytest.raises(ExtensionRefused):
        deadlines.check_extension(due=at(3, 2), latest=None, to=at(3, 3), at=at(2, 1))


def test_days_left_are_whole_days():
    assert deadlines.days_left(at(3, 2), at(3, 1)) == 1
    assert deadlines.days_left(at(3, 2), at(3, 1, 13)) == 0
    assert deadlines.days_left(at(3, 2), at(3, 2, 13)) == -1


def test_a_term_has_at_least_a_day():
    with pytest.raises(ValueError, match="at least one day"):
        Span(0, DAYS)


@given(MOMENTS, COUNTRIES, RIGHTS)
def test_no_law_gives_us_more_than_our_own(received, country, right):
    found = deadlines.terms(received, country, right)
    ours = deadlines.due(received, deadlines.platform(), right)
    theirs = deadlines.due(received, deadlines.policy_of(country), right)
    assert received < found.due == min(day for day in (ours, theirs) if day is not None)
    assert found.latest is None or found.due < found.latest <= ours + timedelta(days=30)


@given(MOMENTS, st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400)), COUNTRIES, RIGHTS)
def test_who_asks_later_is_never_answered_earlier(received, later, country, right):
    first, second = (deadlines.terms(moment, country, right) for moment in (received, received + later))
    assert first.due <= second.due


@given(st.dates(date(2024, 1, 1), date(2076, 1, 1)), st.integers(1, 40), st.sampled_from(list(FACTS)))
def test_so_many_working_days_lie_between(day, n, country):
    policy = deadlines.policies()[country]
    end = deadlines._later(day, Span(n, WORKING), policy.free)
    between = [day + timedelta(days=i + 1) for i in range((end - day).days)]
    assert sum(one not in policy.free for one in between) == n
    assert end not in policy.free


@given(st.dates(date(2024, 1, 1), date(2070, 1, 1)), st.integers(1, 40))
def test_months_keep_the_day_or_take_the_last(day, n):
    end = deadlines._months_later(day, n)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == n
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


@given(MOMENTS, COUNTRIES, RIGHTS, st.integers(-5, 120), st.integers(-40, 40))
def test_whatever_passes_the_check_lies_within_the_law(received, country, right, days, early):
    found = deadlines.terms(received, country, right)
    to, now = found.due + timedelta(days=days), found.due - timedelta(days=early)
    try:
        deadlines.check_extension(due=found.due, latest=found.latest, to=to, at=now)
    except ExtensionRefused:
        return
    assert found.latest is not None
    assert now < found.due < to <= found.latest
