"""The clock of a breach: the shortest of the countries, hours that never pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.incidents import terms

AWARE = datetime(2026, 11, 19, 20, 30, tzinfo=UTC)  # a Thursday evening: the weekend counts


@pytest.mark.parametrize(
    ("countries", "hours"),
    [([], 72), (["SA"], 72), (["SA", "BH", "OM", "QA"], 72), (["KW"], 24), (["SA", "AE"], 24), (["FR"], 72)],
)
def test_the_shortest_term_counts(countries, hours):
    assert terms.due(AWARE, countries) == AWARE + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("left", "mark"),
    [(72, None), (48.1, None), (48, 48), (24.1, 48), (24, 24), (6.1, 24), (6, 6), (0.1, 6), (0, 0), (-9, 0)],
)
def test_reminders_at_48_24_and_6_hours_and_at_the_end(left, mark):
    due = AWARE + timedelta(hours=72)
    assert terms.mark(due, due - timedelta(hours=left)) == mark


@given(
    st.lists(st.sampled_from(["SA", "KW", "AE", "BH", "OM", "QA", "XX"])),
    st.datetimes(timezones=st.just(UTC)),
)
def test_more_countries_never_give_more_time(countries, aware):
    if aware.year < 9999:
        assert terms.due(aware, countries) <= terms.due(aware, ["SA"])
