"""How much goes back: the law before the policy, the organiser's word before both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.cancelling import ALL, HALF, LEGAL_DAYS, STEPS, Decision, Ground, refund_bps, steps_of
from workshops.enums import Policy

START = datetime(2026, 12, 1, 15, tzinfo=UTC)
LONG_AGO = START - timedelta(days=60)
INSTANT = timedelta(microseconds=1)


def decide(policy: str, before: timedelta, contracted_at: datetime = LONG_AGO, **facts: bool) -> Decision:
    return refund_bps(
        policy=policy, now=START - before, contracted_at=contracted_at, starts_at=START, **facts
    )


def test_every_policy_that_is_offered_has_its_steps():
    assert set(STEPS) == set(Policy.values)


@pytest.mark.parametrize(
    ("policy", "before", "bps"),
    [
        ("flexible", timedelta(hours=24), ALL),
        ("flexible", timedelta(hours=24) - INSTANT, 0),
        ("moderate", timedelta(days=7), ALL),
        ("moderate", timedelta(days=7) - INSTANT, HALF),
        ("moderate", timedelta(hours=48), HALF),
        ("moderate", timedelta(hours=48) - INSTANT, 0),
        ("strict", timedelta(days=14), ALL),
        ("strict", timedelta(days=14) - INSTANT, HALF),
        ("strict", timedelta(days=7), HALF),
        ("strict", timedelta(days=7) - INSTANT, 0),
    ],
)
def test_the_policy_at_its_edges(policy, before, bps):
    assert decide(policy, before).bps == bps


def test_seven_days_from_booking_all_goes_back_whatever_the_policy():
    booked = START - timedelta(days=3)
    assert decide("strict", timedelta(hours=1), booked) == Decision(ALL, Ground.LEGAL, START)


def test_the_seventh_day_ends_with_its_last_instant():
    booked = START - timedelta(days=10)
    assert decide("strict", timedelta(days=3), booked) == Decision(ALL, Ground.LEGAL, booked + LEGAL_DAYS)
    assert decide("strict", timedelta(days=3) - INSTANT, booked) == Decision(0, Ground.TOO_LATE)


def test_nothing_goes_back_once_it_has_begun_or_was_enjoyed():
    booked = START - timedelta(days=1)
    assert decide("flexible", timedelta(0), booked) == Decision(0, Ground.BEGUN)
    assert decide("flexible", timedelta(days=30), booked, enjoyed=True) == Decision(0, Ground.ENJOYED)


def test_what_the_organiser_calls_off_goes_back_in_full_even_afterwards():
    assert decide("strict", timedelta(days=-2), called_off=True, enjoyed=True) == Decision(
        ALL, Ground.CALLED_OFF
    )


def test_a_moved_run_is_given_up_freely_until_it_begins():
    assert decide("strict", timedelta(minutes=1), moved=True) == Decision(ALL, Ground.MOVED, START)
    assert decide("strict", timedelta(0), moved=True) == Decision(0, Ground.BEGUN)


def test_the_calendar_of_a_policy():
    assert steps_of("moderate", START) == [
        (START - timedelta(days=7), ALL),
        (START - timedelta(hours=48), HALF),
    ]


POLICIES = st.sampled_from(sorted(STEPS))
MINUTES = st.integers(-60 * 24 * 30, 60 * 24 * 90)


@given(policy=POLICIES, early=MINUTES, late=MINUTES, booked=st.integers(0, 60 * 24 * 90))
def test_waiting_never_brings_more_back(policy, early, late, booked):
    first, second = sorted((early, late), reverse=True)
    contracted = START - timedelta(minutes=booked)
    now, then = (decide(policy, timedelta(minutes=m), contracted) for m in (first, second))
    assert then.bps <= now.bps


@given(policy=POLICIES, before=MINUTES, booked=st.integers(0, 60 * 24 * 90))
def test_the_share_lasts_as_long_as_it_says(policy, before, booked):
    contracted = START - timedelta(minutes=booked)
    found = decide(policy, timedelta(minutes=before), contracted)
    assert 0 <= found.bps <= ALL
    if found.until is not None:
        again = refund_bps(policy=policy, now=found.until, contracted_at=contracted, starts_at=START)
        assert again.bps in {found.bps, 0}
        assert again.bps == found.bps or found.until == START
