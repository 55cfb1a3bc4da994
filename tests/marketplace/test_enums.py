from __future__ import annotations

import pytest

from marketplace.enums import Availability, PublicationState

DRAFT, REVIEW, PUBLISHED, ARCHIVED = PublicationState


@pytest.mark.parametrize(
    ("state", "next_states"),
    [
        (DRAFT, {REVIEW, PUBLISHED, ARCHIVED}),
        (REVIEW, {DRAFT, PUBLISHED, ARCHIVED}),
        (PUBLISHED, {DRAFT, ARCHIVED}),
        (ARCHIVED, {DRAFT}),
    ],
)
def test_publication_goes_only_these_ways(state, next_states):
    assert state.next_states == next_states


def test_a_sold_work_comes_back_only_as_available():
    assert Availability.SOLD.next_states == {Availability.AVAILABLE}


def test_a_work_on_hold_is_not_withdrawn_behind_its_buyer():
    assert Availability.ON_HOLD.next_states == {Availability.AVAILABLE, Availability.SOLD}
