"""Colour fields: a few soft-edged blocks of pigment on stained linen, and sometimes a sun."""

from __future__ import annotations

from dataclasses import dataclass

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
    soft,
)
from marketplace.demo.art.palettes import Palette


@dataclass(frozen=True, slots=True)
class Block:
    """Edges as fractions of the sheet."""

    x0: float
    y0: float
    x1: float
    y1: float


class Field:
    def __init__(self, rng: Rng, palette: Palette, size: tuple[int, int]) -> None:
        self.rng, self.palette, self.size = rng, palette, size
        self.picture = blank(size, mix(palette.ground, palette.light, float(rng.uniform(0, 0.5))))
        self.x, self.y = grid(size)
        self.lying = noise(rng, size, 0.008, across=0.2, octaves=3)
        self.cloud = noise(rng, size, 0.3, octaves=2)
        self.fine = noise(rng, size, 0.012, octaves=2)
        self.wander = noise(rng, size, 0.05, octaves=3)
        self.softness = float(rng.uniform(0.008, 0.03))
        self.picture += self.lying[..., None] * 3 + self.cloud[..., None] * 3

    def block(self, block: Block, ink: Plane, depth: float = 0.94) -> None:
        """Pigment rubbed into linen: thin at the edge, cloudy inside, a second coat that stops short of the first."""
        self._coat(block, ink, depth)
        inset = float(self.rng.uniform(0.015, 0.04))
        inner = Block(block.x0 + inset, block.y0 + inset, block.x1 - inset, block.y1 - inset)
        second = mix(ink, self.palette.dark if chance(self.rng, 0.5) else self.palette.light, 0.14)
        self._coat(inner, second, 0.55, feather=4.0)

    def _coat(self, block: Block, ink: Plane, depth: float, feather: float = 1.0) -> None:
        ratio = self.size[1] / self.size[0]
        inside = np.minimum.reduce(
            [self.x - block.x0, block.x1 - self.x, (self.y - block.y0) * ratio, (block.y1 - self.y) * ratio]
        )
        edge = inside + self.wander * self.softness * 0.28 + self.fine * self.softness * 0.12
        mask = soft(edge, self.softness * feather) * np.clip(
            depth + self.cloud * 0.07 + self.lying * 0.05, 0, 1
        )
        lay(self.picture, mask, ink, self.fine, 5)

    def sun(self) -> None:
        ratio = self.size[1] / self.size[0]
        at = float(self.rng.uniform(0.22, 0.78)), float(self.rng.uniform(0.14, 0.34))
        radius = float(self.rng.uniform(0.05, 0.11))
        away = np.hypot(self.x - at[0], (self.y - at[1]) * ratio) + self.wander * 0.002
        ink = self.palette.accent if chance(self.rng, 0.7) else self.palette.light
        lay(self.picture, soft(radius - away, 0.006) * 0.95, ink, self.lying, 5)


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    field = Field(rng, palette, draft(size))
    margin = float(rng.choice([0.0, 0.06, 0.06, 0.08]))
    gap = float(rng.uniform(0.004, 0.03))
    count = int(rng.choice([2, 3, 3, 4]))
    heights = rng.dirichlet(np.full(count, 1.6)) * (1 - 2 * margin - gap * (count - 1))
    heights = np.maximum(heights, 0.07)
    heights *= (1 - 2 * margin - gap * (count - 1)) / heights.sum()
    places = np.sort(rng.uniform(0.05, 0.98, count))
    if chance(rng, 0.5):
        places = places[::-1]
    if chance(rng, 0.35):
        rng.shuffle(places)
    top = margin
    for height, place in zip(heights, places, strict=True):
        ink = ramp(palette.stops, float(place))
        field.block(Block(margin, top, 1 - margin, top + float(height)), ink)
        top += float(height) + gap
    if chance(rng, 0.4):
        field.sun()
    return finished(on_canvas(enlarged(field.picture, size), rng, 1.2))
