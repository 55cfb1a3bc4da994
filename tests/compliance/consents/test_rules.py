"""Age and what still counts, without a database."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from compliance.consents import rules
from compliance.consents.origins import prefix

births = st.dates(min_value=date(1920, 1, 1), max_value=date(2020, 12, 31))


@given(births)
def test_a_person_is_young_until_the_day_of_age_and_never_after(birth: date) -> None:
    day = rules.of_age_on(birth)
    assert rules.is_minor(birth, day - timedelta(days=1)) is True
    assert rules.is_minor(birth, day) is False
    assert day.year == birth.year + 18


def test_somebody_born_on_a_leap_day_comes_of_age_in_march() -> None:
    assert rules.of_age_on(date(2008, 2, 29)) == date(2026, 3, 1)


def test_what_a_guardian_allowed_ends_with_the_child_of_age() -> None:
    birth = date(2010, 6, 1)
    counts = [
        rules.counts(given=True, guarded_birth=birth, today=day)
        for day in (date(2028, 5, 31), date(2028, 6, 1))
    ]
    assert counts == [True, False]
    assert rules.counts(given=True, guarded_birth=None, today=date(2040, 1, 1)) is True
    assert rules.counts(given=False, guarded_birth=None, today=date(2026, 1, 1)) is False


def test_only_the_network_of_an_address_is_kept() -> None:
    assert [prefix(one) for one in ("203.0.113.77", "2001:db8:1:2::7", "none", "")] == [
        "203.0.113.0/24",
        "2001:db8:1::/48",
        "",
        "",
    ]
