"""How long each step may take, and what happens then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from orders.aftercare.deadlines import DEADLINES, Lapse, due_at, lapsed, reminder_due

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("state", "days", "lapse"),
    [
        ("requested", 3, Lapse.ESCALATE),
        ("approved", 14, Lapse.CLOSE),
        ("refused", 14, Lapse.CLOSE),
        ("goods_on_the_way", 14, Lapse.ESCALATE),
        ("received", 5, Lapse.ESCALATE),
        ("inspected", 7, Lapse.ESCALATE),
        ("escalated", 7, Lapse.SHOW),
        ("decided", 14, Lapse.CLOSE),
    ],
)
def test_each_step_has_its_days(state: str, days: int, lapse: Lapse) -> None:
    due = due_at(state, START)
    assert due == START + timedelta(days=days)
    assert lapsed(state, due, due) is None
    assert lapsed(state, due, due + TICK) is lapse


def test_the_table_is_the_whole_of_it() -> None:
    from orders.aftercare.enums import CASE_OPEN

    assert set(DEADLINES) == {state.value for state in CASE_OPEN}


@pytest.mark.parametrize("state", ["refunded", "closed", "withdrawn", "nonsense"])
def test_what_is_over_has_no_deadline(state: str) -> None:
    assert due_at(state, START) is None
    assert lapsed(state, START, START + timedelta(days=99)) is None
    assert not reminder_due(state, START, START)


def test_a_reminder_comes_before_the_end_and_not_after() -> None:
    due = START + timedelta(days=14)
    for now, expected in (
        (due - timedelta(days=3) - TICK, False),
        (due - timedelta(days=3), True),
        (due, True),
        (due + TICK, False),
    ):
        assert reminder_due("approved", due, now) is expected
    assert not reminder_due("escalated", due, due)
