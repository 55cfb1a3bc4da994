"""When a lot ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auctions.engine import ExtensionPolicy

END = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
POLICY = ExtensionPolicy()


def extend(
    seconds_left: float, count: int = 0, policy: ExtensionPolicy = POLICY, end: datetime = END
) -> tuple[timedelta, int]:
    decided = end - timedelta(seconds=seconds_left)
    after, number = policy.extend(ends_at=end, first_ends_at=END, ext_count=count, decided_at=decided)
    return after - decided, number


def test_before_the_window_nothing_moves() -> None:
    assert extend(300) == (timedelta(seconds=300), 0)
    assert extend(3600) == (timedelta(seconds=3600), 0)


def test_in_the_window_five_minutes_are_left() -> None:
    assert extend(299.999) == (timedelta(minutes=5), 1)
    assert extend(0.001, count=5) == (timedelta(minutes=5), 6)


def test_after_six_extensions_two_minutes_are_left() -> None:
    assert extend(60, count=6) == (timedelta(minutes=2), 7)


def test_with_more_than_two_minutes_left_the_end_is_not_moved_back() -> None:
    assert extend(200, count=6) == (timedelta(seconds=200), 6)


def test_a_bid_that_waited_past_the_end_still_leaves_the_full_extension() -> None:
    assert extend(-0.9) == (timedelta(minutes=5), 1)


def test_a_cap_bounds_all_extensions_together() -> None:
    capped = ExtensionPolicy(cap=120)
    assert extend(10, policy=capped) == (timedelta(seconds=130), 1)
    assert extend(10, count=1, policy=capped, end=END + timedelta(seconds=120)) == (timedelta(seconds=10), 1)


def test_lengths_are_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        ExtensionPolicy(window=0)


def test_json_keeps_the_policy() -> None:
    assert ExtensionPolicy.from_json(POLICY.as_json()) == POLICY
