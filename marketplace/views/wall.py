"""The true-to-scale wall of an artwork's page: where the work, the person and the rulers stand. No Django.

The drawing is 1200 x 540 units; its floor line lies 470 down and the wall above it shows 450 units. A three-metre
wall is the rule; a larger work gets a higher one, and the person beside it shrinks with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WALL_UNITS: Final = 450.0
FLOOR: Final = 470.0
CENTRE: Final = 690.0
ROOM_ASIDE: Final = 760.0  # units between the person and the ruler
EYE_LINE_CM: Final = 150.0
FROM_EDGE_CM: Final = 15.0
PERSON_CM: Final = 165
PERSON_FEET: Final = (304.0, 492.0)  # drawn at three metres, in front of the floor line
WALLS_M: Final = (3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100)


@dataclass(frozen=True, slots=True)
class Wall:
    """All lengths in units of the drawing, except where the name says otherwise."""

    metres: int
    x: float
    y: float
    width: float
    height: float
    width_cm: float
    stands: bool

    @property
    def person_scale(self) -> float:
        return WALLS_M[0] / self.metres

    @property
    def person(self) -> str:
        """The transform that keeps the feet in place while the person shrinks."""
        (x, y), scale = PERSON_FEET, self.person_scale
        return f"translate({_n(x * (1 - scale))} {_n(y * (1 - scale))}) scale({_n(scale, 4)})"

    @property
    def ruler_y(self) -> float:
        """The line below the work; above it where it stands on the floor."""
        below = self.y + self.height + 22
        return self.y - 22 if self.stands or below > FLOOR - 4 else below

    @property
    def ruler_text_y(self) -> float:
        return self.ruler_y - 12 if self.ruler_y < self.y else self.ruler_y + 26

    @property
    def at_eye_line(self) -> bool:
        centre = FLOOR - EYE_LINE_CM * WALL_UNITS / (self.metres * 100)
        return abs(self.y + self.height / 2 - centre) < 1

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def _n(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def _metres(height_cm: float, width_cm: float, *, stands: bool) -> int:
    for metres in WALLS_M:
        scale = WALL_UNITS / (metres * 100)
        reach = height_cm + (0 if stands else FROM_EDGE_CM) + FROM_EDGE_CM
        if reach <= metres * 100 and width_cm * scale <= ROOM_ASIDE:
            return metres
    return 0


def wall_of(*, height_cm: float, width_cm: float, stands: bool = False) -> Wall | None:
    """The drawing for a work of this size; None when no wall is large enough to mean anything.

    The centre of a picture hangs at 150 cm; one that is too high for that hangs so that it clears the floor.
    """
    metres = _metres(height_cm, width_cm, stands=stands)
    if not metres or min(height_cm, width_cm) <= 0:
        return None
    scale = WALL_UNITS / (metres * 100)
    bottom_cm = 0.0 if stands else max(EYE_LINE_CM - height_cm / 2, FROM_EDGE_CM)
    width, height = width_cm * scale, height_cm * scale
    y = FLOOR - (bottom_cm + height_cm) * scale
    return Wall(
        metres=metres,
        x=round(CENTRE - width / 2, 2),
        y=round(y + (14 if stands else 0), 2),
        width=round(width, 2),
        height=round(height, 2),
        width_cm=width_cm,
        stands=stands,
    )
