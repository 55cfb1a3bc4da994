"""One star inside another, many times over: the khatam opened like a door."""

from __future__ import annotations

import math

from PIL import Image

from marketplace.demo.art.canvas import (
    Point,
    Rng,
    chance,
    drawing,
    fill,
    finished,
    mix,
    noise,
    on_canvas,
    settle,
)
from marketplace.demo.art.palettes import Palette


def star(centre: Point, radius: float, points: int, skip: int, turn: float) -> list[Point]:
    """The outline of the star polygon {points/skip}."""
    notch = radius * math.cos(math.pi * skip / points) / math.cos(math.pi * (skip - 1) / points)
    outline = []
    for k in range(points * 2):
        reach = radius if k % 2 == 0 else notch
        at = turn + k * math.pi / points
        outline.append((centre[0] + reach * math.cos(at), centre[1] + reach * math.sin(at)))
    return outline


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    sheet, pen = drawing(size, palette.light)
    width, height = sheet.size
    points, skip = [(8, 2), (8, 3), (12, 3), (10, 3), (16, 5), (6, 2), (12, 4)][int(rng.integers(7))]
    count = int(rng.integers(16, 30))
    tones = list(rng.permutation(palette.stops)[: int(rng.integers(3, 5))])
    striped = [tone for each in tones for tone in (each, palette.light)] if chance(rng, 0.6) else tones
    centre = width * float(rng.uniform(0.38, 0.62)), height * float(rng.uniform(0.38, 0.62))
    drift = float(rng.uniform(-0.18, 0.18)), float(rng.uniform(-0.18, 0.18))
    twist = float(rng.choice([0.0, 0.0, 0.12, 0.3])) * (1 if chance(rng, 0.5) else -1)
    growth = float(rng.uniform(0.9, 1.25))
    reach = math.hypot(width, height) * 0.78
    start = float(rng.choice([0.0, math.pi / points]))
    for n in range(count, 0, -1):
        part = (n / count) ** growth
        place = (
            centre[0] + math.sin(part * 3) * width * drift[0] * part,
            centre[1] + math.sin(part * 2.4) * height * drift[1] * part,
        )
        outline = star(place, reach * part, points, skip, start + twist * part * 2)
        pen.polygon(outline, fill=fill(striped[n % len(striped)]))
    picture = settle(sheet, size)
    brushed = noise(rng, size, 0.01, across=0.12, octaves=2)
    picture += brushed[..., None] * 2.5
    if chance(rng, 0.25):
        picture = mix(picture, palette.ground, 0.08)
    return finished(on_canvas(picture, rng, 0.9))
