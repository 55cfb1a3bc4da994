"""Dunes under a sky laid with a knife: each crest throws its own shade, and far away stands an escarpment."""

from __future__ import annotations

import numpy as np
from PIL import Image

from marketplace.demo.art.canvas import (
    Plane,
    Rng,
    blank,
    chance,
    draft,
    enlarged,
    finished,
    grid,
    lay,
    mix,
    noise,
    on_canvas,
    ramp,
    rgb,
    soft,
)
from marketplace.demo.art.palettes import Palette


class Land:
    def __init__(self, rng: Rng, palette: Palette, size: tuple[int, int]) -> None:
        self.rng, self.palette, self.size = rng, palette, size
        self.x, self.y = grid(size)
        self.ratio = size[0] / size[1]
        self.marks = noise(rng, size, 0.005, across=0.13, octaves=3)
        self.fine = noise(rng, size, 0.004, across=0.03, octaves=2)
        self.wobble = noise(rng, size, 0.05, octaves=2) * np.float32(0.0016)
        self.night = chance(rng, 0.22)
        self.horizon = float(rng.uniform(0.36, 0.56))
        self.picture = blank(size, palette.ground)
        stops = palette.stops
        self.sands = [stops[0], stops[1], stops[2], stops[3], stops[4]] if self.night else stops

    def sky(self) -> None:
        top, low = (
            (0.0, 0.42) if self.night else [(0.55, 0.95), (0.3, 0.9), (0.75, 1.0)][int(self.rng.integers(3))]
        )
        down = np.clip(self.y / self.horizon + noise(self.rng, self.size, 0.25, across=0.5) * 0.04, 0, 1)
        self.picture[:] = ramp(self.palette.stops, top + (low - top) * down) + self.marks[..., None] * 5
        for _ in range(int(self.rng.integers(3, 7))):
            level = float(self.rng.uniform(0.03, self.horizon * 0.95))
            thick = float(self.rng.uniform(0.01, 0.035))
            bent = np.sin(self.x * float(self.rng.uniform(1.5, 4)) + float(self.rng.uniform(0, 6))) * 0.008
            band = soft(thick - np.abs(self.y - level - self.wobble * 3 - bent), 0.012)
            tone = ramp(
                self.palette.stops, float(np.clip(top + (low - top) * level / self.horizon + 0.12, 0, 1))
            )
            lay(self.picture, band * np.clip(0.5 + self.marks * 0.3, 0, 1) * 0.6, tone, self.fine, 5)

    def disc(self) -> None:
        at = float(self.rng.uniform(0.2, 0.8)), self.horizon * float(self.rng.uniform(0.3, 0.75))
        radius = float(self.rng.uniform(0.035, 0.075))
        away = np.hypot((self.x - at[0]) * self.ratio, self.y - at[1]) + self.wobble
        ink = self.palette.light if self.night or chance(self.rng, 0.6) else self.palette.accent
        lay(self.picture, soft(radius - away, 0.004), ink, self.marks, 4)

    def escarpment(self) -> None:
        """Flat-topped and broken, like Tuwaiq."""
        a, b = self.rng.uniform(0, 6, 2)
        x = self.x * np.float32(self.ratio * 0.6)
        line = self.horizon - 0.05 * np.clip(np.sin(x * 5.2 + a) * 1.7, -0.6, 1)
        line = (
            line
            - 0.018 * np.clip(np.sin(x * 17 + b) * 2.2, -1, 1)
            - 0.006 * np.clip(np.sin(x * 43) * 2, -1, 1)
        )
        far = mix(ramp(self.palette.stops, 0.3), self.palette.ground, 0.3)
        lay(self.picture, soft(self.y - line + self.wobble, 0.004), far, self.marks, 7)
        lay(
            self.picture,
            soft(self.y - line - 0.03 + self.wobble * 3, 0.006) * 0.7,
            mix(far, self.palette.dark, 0.25),
            self.marks,
            7,
        )

    def dune(self, base: float, amplitude: float, waves: float, tones: tuple[Plane, Plane, Plane]) -> None:
        lit, shade, rim = tones
        skew, phase = float(self.rng.uniform(0.4, 1.3)), float(self.rng.uniform(0, 6))
        t = self.x[:1] * np.float32(waves) + np.float32(phase)  # one row: a crest depends on x alone
        crest = base - amplitude * (np.sin(t) + 0.34 * np.sin(2 * t + skew) + 0.07 * np.sin(5.3 * t + 1))
        below = self.y - crest
        body = soft(below + self.wobble, 0.004)
        depth = np.clip(below / 0.36, 0, 1)[..., None] * 0.35
        sand = lit * (1 - depth) + rim * depth + self.marks[..., None] * 7 + self.fine[..., None] * 3
        self.picture += (sand - self.picture) * body[..., None]
        slope = np.cos(t) + 0.68 * np.cos(2 * t + skew)
        slip = soft(slope * amplitude * 2.2 - below * 0.55 - 0.02 + self.wobble * 6, 0.09) * body
        lay(self.picture, slip, shade, self.marks, 6)
        edge = soft(0.004 - np.abs(below - 0.003), 0.004) * np.clip(0.5 + self.fine * 0.4, 0, 1) * 0.7
        lay(self.picture, edge, rim)


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    land = Land(rng, palette, draft(size, 0.7))
    land.sky()
    if chance(rng, 0.75):
        land.disc()
    if chance(rng, 0.6):
        land.escarpment()
    count = int(rng.integers(3, 6))
    reach = 1.02 - land.horizon
    stretch = max(0.5, min(land.ratio / 1.6, 1.3))
    for k in range(count):
        near = (k + 1) / count
        base = land.horizon + reach * near**1.35 * 0.86 + 0.05
        place = 0.72 - 0.58 * near if not land.night else 0.5 - 0.4 * near
        lit = ramp(land.sands, place)
        shade = mix(ramp(land.sands, max(place - 0.3, 0)), palette.dark, 0.25)
        rim = mix(ramp(land.sands, min(place + 0.25, 1)), palette.light, 0.25)
        land.dune(base, 0.028 + 0.07 * near, (9.2 - 6.2 * near) * stretch, (lit, shade, rgb(rim)))
    return finished(on_canvas(enlarged(land.picture, size), rng, 1.0))
