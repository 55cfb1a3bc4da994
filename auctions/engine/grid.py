"""Which amounts may be bid: steps that grow with the price, counted from zero.

All amounts are integer minor units of the sale's one currency. A table is never converted from one
currency into another: that yields steps nobody would call out.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

# Steps in minor units: (from this price on, step). In riyals and dirhams 50, 100, 200, ... up to 100,000.
# The dinars of Kuwait and Bahrain and the rial of Oman are worth about ten times as much and have three
# decimals, so "the same divided by ten" is the same number of minor units: 50.00 and 5.000 are both 5000.
GULF = (
    (0, 50_00),
    (1_000_00, 100_00),
    (2_000_00, 200_00),
    (5_000_00, 500_00),
    (10_000_00, 1_000_00),
    (20_000_00, 2_000_00),
    (50_000_00, 5_000_00),
    (100_000_00, 10_000_00),
    (200_000_00, 20_000_00),
    (500_000_00, 50_000_00),
    (1_000_000_00, 100_000_00),
)
TABLES = dict.fromkeys(("SAR", "AED", "QAR", "USD", "KWD", "BHD", "OMR"), GULF)


@dataclass(frozen=True, slots=True)
class Grid:
    """A versioned table of steps. Raises ValueError when the bands do not fit together."""

    code: str
    bands: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        if not self.bands or self.bands[0][0] != 0:
            raise ValueError("The first band starts at zero.")
        if any(step <= 0 for _, step in self.bands):
            raise ValueError("Every step is positive.")
        for (low, step), (high, _) in zip(self.bands, self.bands[1:], strict=False):
            if high <= low or (high - low) % step:
                raise ValueError("Every band starts on the grid of the band below it.")

    def band(self, amount: int) -> tuple[int, int]:
        """(where the band of this amount starts, its step)."""
        return self.bands[bisect_right(self.bands, amount, key=lambda band: band[0]) - 1]

    def step_at(self, price: int) -> int:
        return self.band(price)[1]

    def floor(self, amount: int) -> int:
        """The greatest amount of the grid that is not above this one."""
        low, step = self.band(amount)
        return amount - (amount - low) % step

    def next(self, price: int) -> int:
        """The smallest amount of the grid above this one."""
        on = self.floor(price)
        return on + self.step_at(on)

    def is_on(self, amount: int) -> bool:
        return amount >= 0 and self.floor(amount) == amount

    def nearest(self, amount: int) -> tuple[int, int]:
        """The two amounts of the grid around one that is off it."""
        low = self.floor(amount)
        return low, low + self.step_at(low)

    def ladder(self, start: int, count: int) -> list[int]:
        """`count` amounts from `start` on, `start` (which is on the grid) included."""
        steps = [start]
        while len(steps) < count:
            steps.append(self.next(steps[-1]))
        return steps

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "bands": [list(band) for band in self.bands]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Grid:
        return cls(code=data["code"], bands=tuple((low, step) for low, step in data["bands"]))


def default_grid(currency: str) -> Grid:
    """The house's table for a currency; raises KeyError where no sale may be held in it."""
    return Grid(code=f"{currency.lower()}-1", bands=TABLES[currency])
