"""A hundred lines drawn one above the other; where the ground swells, they rise and hide what lies behind."""

from __future__ import annotations

import numpy as np
from PIL import Image

from marketplace.demo.art.canvas import (
    Plane,
    Rng,
    chance,
    drawing,
    fill,
    finished,
    mix,
    noise,
    on_paper,
    rgb,
    settle,
)
from marketplace.demo.art.palettes import Palette


class Relief:
    def __init__(self, rng: Rng, ratio: float) -> None:
        self.ratio = ratio
        self.hills = [
            (
                float(rng.uniform(0.15, 0.85)),
                float(rng.uniform(0.25, 0.85)),
                float(rng.uniform(0.1, 0.28)),
                float(rng.uniform(0.07, 0.2)),
                float(rng.uniform(0.05, 0.16)),
            )
            for _ in range(int(rng.integers(2, 6)))
        ]
        self.grain = noise(rng, (420, 300), 0.18, octaves=3)
        self.ripple = float(rng.uniform(20, 46))

    def at(self, x: Plane, y: float) -> Plane:
        """Height in fractions of the sheet's height."""
        row = self.grain[min(299, int(y * 299))]
        small = np.interp(x, np.linspace(0, 1, row.size), row) * 0.0035
        total = np.zeros_like(x)
        for hx, hy, rx, ry, lift in self.hills:
            away = np.hypot((x - hx) / rx, (y - hy) / ry)
            bump = np.exp(-(away**2) * 1.3)
            total = total + bump * lift * (1 + 0.13 * np.sin(x * self.ripple + y * 9)) + small * bump * 3
        made: Plane = (total + small * 0.6).astype(np.float32)
        return made


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    dark = chance(rng, 0.4)
    ground = rgb(palette.dark) if dark else mix(palette.light, palette.ground, 0.4)
    sheet, pen = drawing(size, ground)
    wide, high = sheet.size
    count = int(rng.integers(60, 110))
    relief = Relief(rng, size[0] / size[1])
    x = np.linspace(0.07, 0.93, 520, dtype=np.float32)
    ink = palette.light if dark else palette.dark
    accents = {int(k) for k in rng.integers(0, count, int(rng.choice([0, 1, 3, 6])))}
    coloured = chance(rng, 0.5)
    thick = max(3, round(high / count * float(rng.uniform(0.24, 0.42))))
    for k in range(count):
        part = k / (count - 1)
        y = 0.1 + part * 0.82 - relief.at(x, 0.1 + part * 0.82)
        points = list(zip((x * wide).tolist(), (y * high).tolist(), strict=True))
        hide = high * 0.2
        pen.polygon(
            [*points, (points[-1][0], points[-1][1] + hide), (points[0][0], points[0][1] + hide)],
            fill=fill(ground),
        )
        tone = palette.stops[1 + k * (len(palette.stops) - 2) // count] if coloured else ink
        pen.line(points, fill=fill(palette.accent if k in accents else tone), width=thick, joint="curve")
    pen.rectangle((0, high * 0.945, wide, high), fill=fill(ground))
    return finished(on_paper(settle(sheet, size), rng, 1.1))
