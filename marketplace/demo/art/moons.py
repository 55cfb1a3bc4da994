"""Discs of pigment let into wet paper: a month of moons, or two worlds that pass each other."""

from __future__ import annotations

import numpy as np
from PIL import Image

from marketplace.demo.art.canvas import (
    Plane,
    Rng,
    blank,
    chance,
    finished,
    grid,
    mix,
    noise,
    on_paper,
    ramp,
    rgb,
    soft,
)
from marketplace.demo.art.palettes import Palette


class Sheet:
    def __init__(self, rng: Rng, palette: Palette, size: tuple[int, int]) -> None:
        self.rng, self.palette, self.size = rng, palette, size
        self.dark = chance(rng, 0.45)
        self.ground = rgb(palette.dark) if self.dark else mix(palette.light, palette.ground, 0.3)
        self.picture = blank(size, self.ground)
        self.picture += noise(rng, size, 0.3, octaves=3)[..., None] * 4
        self.wet = noise(rng, size, 0.06, octaves=4)
        self.grain = noise(rng, size, 0.012, octaves=3)
        x, y = grid(size)
        unit = min(size)
        self.x, self.y = x * (size[0] / unit), y * (size[1] / unit)
        self.wide, self.high = size[0] / unit, size[1] / unit

    def disc(self, cx: float, cy: float, radius: float, place: float, lit: float = 1.0) -> None:
        """Granulating pigment, darker where it dried at the rim; `lit` below one leaves a crescent."""
        x0, x1 = (
            int(np.clip((c / self.wide) * self.size[0], 0, self.size[0]))
            for c in (cx - radius * 1.1, cx + radius * 1.1)
        )
        y0, y1 = (
            int(np.clip((c / self.high) * self.size[1], 0, self.size[1]))
            for c in (cy - radius * 1.1, cy + radius * 1.1)
        )
        part = slice(y0, y1), slice(x0, x1)
        away = np.hypot(self.x[part] - cx, self.y[part] - cy) / radius + self.wet[part] * 0.004
        inside = soft(1 - away, 0.02)
        if lit < 1:
            other = np.hypot(self.x[part] - cx + radius * 2 * lit * 0.9, self.y[part] - cy) / radius
            inside = inside * soft(other - 1.0, 0.03)
        pooled = np.clip(place + self.wet[part] * 0.09 + (away - 0.5) * 0.16, 0, 1)
        tone = ramp(self.palette.stops, pooled) + self.grain[part][..., None] * 6
        rim = np.clip(1 - np.abs(away - 0.975) / 0.03, 0, 1)[..., None] * 0.35
        tone = (
            tone * (1 - rim)
            + rgb(self.palette.dark if not self.dark else self.palette.light) * rim * 0.9
            + tone * rim * 0.1
        )
        load = inside * np.clip(0.93 + self.grain[part] * 0.06, 0, 1)
        view: Plane = self.picture[part]
        view += (tone - view) * load[..., None]


def month(sheet: Sheet) -> None:
    """Rows of moons, waxing and waning in the order of reading."""
    rng = sheet.rng
    across = int(rng.choice([4, 5, 6, 7]))
    pitch = sheet.wide / (across + 0.6)
    down = max(2, int(sheet.high / pitch - 0.4))
    top = (sheet.high - (down - 1) * pitch) / 2
    left = (sheet.wide - (across - 1) * pitch) / 2
    phases = chance(rng, 0.6)
    total = across * down
    for k in range(total):
        row, column = divmod(k, across)
        lit = 1.0 if not phases else float(np.clip(abs(np.sin(np.pi * k / (total - 1))) * 1.12, 0.1, 1.0))
        place = 0.12 + 0.76 * ((k / total) if chance(rng, 0.85) else float(rng.random()))
        sheet.disc(left + (across - 1 - column) * pitch, top + row * pitch, pitch * 0.4, place, lit)


def passing(sheet: Sheet) -> None:
    """Two or three great discs over each other."""
    rng = sheet.rng
    count = int(rng.integers(2, 4))
    for k in range(count):
        radius = float(rng.uniform(0.2, 0.36))
        x = sheet.wide * float(rng.uniform(0.3, 0.7)) + (k - 1) * 0.08
        y = sheet.high * (0.3 + 0.4 * k / max(1, count - 1))
        sheet.disc(x, y, radius, float(rng.uniform(0.15, 0.9)))


def procession(sheet: Sheet) -> None:
    """One moon in five places on its way down the sheet or across it."""
    rng = sheet.rng
    count = int(rng.integers(5, 9))
    radius = 0.42 * max(sheet.wide, sheet.high) / count
    radius = min(radius, 0.26)
    for k in range(count):
        part = (k + 0.5) / count
        bow = float(np.sin(part * np.pi)) * 0.16
        lying = sheet.wide >= sheet.high
        x = sheet.wide * (1 - part) if lying else sheet.wide * (0.42 + bow)
        y = sheet.high * (0.6 - bow) if lying else sheet.high * part
        sheet.disc(
            x,
            y,
            radius * 0.86,
            0.1 + 0.8 * part,
            1.0 - 0.75 * abs(part - 0.5) * 2 if chance(rng, 0.9) else 1.0,
        )


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    sheet = Sheet(rng, palette, size)
    (month, passing, procession)[int(rng.integers(3))](sheet)
    return finished(on_paper(sheet.picture, rng, 1.3))
