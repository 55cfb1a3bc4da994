from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.views.wall import CENTRE, FLOOR, ROOM_ASIDE, WALL_UNITS, wall_of

sides = st.floats(min_value=0.1, max_value=4000, allow_nan=False)


def test_a_work_of_three_metres_hangs_on_the_drawn_wall() -> None:
    wall = wall_of(height_cm=140, width_cm=305)
    assert wall is not None
    assert (wall.metres, wall.width, wall.height, wall.y) == (3, 457.5, 210.0, 140.0)
    assert wall.at_eye_line
    assert wall.person == "translate(0 0) scale(1)"


def test_a_larger_work_gets_a_higher_wall_and_a_smaller_person() -> None:
    wall = wall_of(height_cm=380, width_cm=500)
    assert wall is not None
    assert wall.metres == 5
    assert wall.person_scale == pytest.approx(0.6)
    assert not wall.at_eye_line


def test_a_sculpture_stands_on_the_floor() -> None:
    wall = wall_of(height_cm=90, width_cm=40, stands=True)
    assert wall is not None
    assert wall.y + wall.height == FLOOR + 14
    assert wall.ruler_y < wall.y


def test_no_wall_is_large_enough_for_a_mountain() -> None:
    assert wall_of(height_cm=30_000, width_cm=100) is None


def test_nothing_has_no_wall() -> None:
    assert wall_of(height_cm=0, width_cm=10) is None


@given(height=sides, width=sides, stands=st.booleans())
def test_the_work_keeps_its_proportions_and_stays_on_the_wall(
    height: float, width: float, stands: bool
) -> None:
    wall = wall_of(height_cm=height, width_cm=width, stands=stands)
    assert wall is not None
    scale = WALL_UNITS / (wall.metres * 100)
    assert wall.width == pytest.approx(width * scale, abs=0.01)
    assert wall.height == pytest.approx(height * scale, abs=0.01)
    assert wall.width <= ROOM_ASIDE + 0.01
    assert wall.y + 0.01 >= FLOOR - WALL_UNITS
    assert wall.y + wall.height <= FLOOR + 14.02
    assert wall.middle == pytest.approx(CENTRE, abs=0.02)
