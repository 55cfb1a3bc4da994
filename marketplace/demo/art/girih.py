"""Strapwork by Hankin's method: polygons in contact, rays from the middles of their sides, a gold strap over all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from marketplace.demo.art.canvas import (
    Plane,
    Point,
    Rng,
    chance,
    drawing,
    fill,
    finished,
    grid,
    lay,
    mix,
    noise,
    on_paper,
    ramp,
    rgb,
    settle,
    soft,
)
from marketplace.demo.art.palettes import Palette


@dataclass(frozen=True, slots=True)
class Tile:
    sides: int
    x: float
    y: float
    turn: float
    side: float


def hankin(tile: Tile, angle: float, scale: float = 1.0, turn: float = 0.0) -> list[Point]:
    """The star inside a regular polygon: rays leave the middle of each side at `angle` and meet."""
    half = math.pi / tile.sides
    side = tile.side * scale
    apothem = side / (2 * math.tan(half))
    slope = math.tan(half)
    length = apothem * slope / (math.cos(angle) + math.sin(angle) * slope)
    inner = (apothem - length * math.sin(angle)) / math.cos(half)
    points: list[Point] = []
    for k in range(tile.sides):
        at = tile.turn + turn + k * 2 * half
        points.append((tile.x + apothem * math.cos(at), tile.y + apothem * math.sin(at)))
        points.append((tile.x + inner * math.cos(at + half), tile.y + inner * math.sin(at + half)))
    return points


def twelves(width: float, height: float, side: float) -> Iterator[Tile]:
    """Dodecagons, hexagons and squares (4.6.12)."""
    step = side * (3 + math.sqrt(3))
    for i in range(-6, 7):
        for j in range(-7, 8):
            x, y = width / 2 + step * (i + (j % 2) * 0.5), height / 2 + step * math.sqrt(3) / 2 * j
            yield Tile(12, x, y, 0, side)
            for k in (0, 1):
                at = math.radians(30 + 60 * k)
                reach = step / math.sqrt(3)
                yield Tile(6, x + reach * math.cos(at), y + reach * math.sin(at), math.radians(30), side)
            for k in range(3):
                at = math.radians(60 * k)
                yield Tile(4, x + step / 2 * math.cos(at), y + step / 2 * math.sin(at), at, side)


def eights(width: float, height: float, side: float) -> Iterator[Tile]:
    """Octagons and squares (4.8.8)."""
    step = side * (1 + math.sqrt(2))
    across, down = int(width / step / 2) + 2, int(height / step / 2) + 2
    for i in range(-across, across + 1):
        for j in range(-down, down + 1):
            x, y = width / 2 + step * i, height / 2 + step * j
            yield Tile(8, x, y, 0, side)
            yield Tile(4, x + step / 2, y + step / 2, math.pi / 4, side)


class Strapwork:
    def __init__(self, rng: Rng, palette: Palette, size: tuple[int, int]) -> None:
        self.rng, self.palette, self.size = rng, palette, size
        self.ground = str(
            rng.choice([palette.dark, palette.dark, palette.ramp[1], palette.ground, palette.ramp[-2]])
        )
        self.sheet, self.pen = drawing(size, self.ground)
        self.width, self.height = self.sheet.size
        self.lines: list[list[Point]] = []
        self.focus = rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.7)
        self.reach = rng.uniform(1.0, 1.5)
        self.turned = chance(rng, 0.5)

    def tone(self, tile: Tile, shift: float = 0.0) -> Plane:
        away = math.hypot((tile.x / self.width - self.focus[0]), (tile.y / self.height - self.focus[1]) * 1.1)
        place = away * self.reach + shift + float(self.rng.normal(0, 0.012))
        return ramp(self.palette.stops, min(max(1 - place if self.turned else place, 0.0), 1.0))

    def tile(self, tile: Tile, angle: float) -> None:
        outline = hankin(tile, angle)
        self.pen.polygon(outline, fill=fill(self.tone(tile)))
        self.lines.append(outline)
        if tile.sides >= 8:  # noqa: PLR2004 - large enough to hold a rosette
            petals = hankin(tile, math.radians(58), 0.66, math.pi / tile.sides)
            heart = hankin(tile, math.radians(60), 0.34)
            self.pen.polygon(petals, fill=fill(self.tone(tile, 0.2)))
            self.pen.polygon(heart, fill=fill(self.tone(tile, -0.22)))
            self.lines += [petals, heart]
        elif tile.sides == 6:  # noqa: PLR2004
            star = hankin(tile, math.radians(52), 0.5, math.pi / 6)
            self.pen.polygon(star, fill=fill(self.tone(tile, 0.3)))

    def straps(self, strap: str, width: float) -> None:
        for ink, wide in ((self.palette.dark, width * 1.9), (strap, width)):
            for line in self.lines:
                self.pen.line(
                    [*line, line[0], line[1]], fill=fill(ink), width=max(2, round(wide)), joint="curve"
                )


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    work = Strapwork(rng, palette, size)
    eight = chance(rng, 0.4)
    side = min(work.width, work.height) / float(rng.uniform(9, 13) if eight else rng.uniform(13, 19))
    angle = math.radians(float(rng.uniform(60, 70)))
    margin = side * 4
    for tile in (eights if eight else twelves)(work.width, work.height, side):
        if -margin < tile.x < work.width + margin and -margin < tile.y < work.height + margin:
            work.tile(tile, angle)
    strap = str(rng.choice(["#D7B36A", palette.light, palette.light, palette.accent]))
    work.straps(strap, side * float(rng.uniform(0.05, 0.085)))
    picture = settle(work.sheet, size)
    picture += noise(rng, size, 0.12, octaves=3)[..., None] * 6
    leaf = np.abs(picture - rgb(strap)).sum(-1) < 90  # noqa: PLR2004 - about the strap's own colour
    picture += np.where(leaf, noise(rng, size, 0.018) * 14, 0)[..., None].astype(np.float32)
    if chance(rng, 0.6):
        picture = matted(picture, rng, palette)
    return finished(on_paper(picture, rng, 1.0))


def matted(picture: Plane, rng: Rng, palette: Palette) -> Plane:
    """A paper margin with a deckled edge and one thin rule."""
    size = picture.shape[1], picture.shape[0]
    x, y = grid(size)
    longer = max(size)
    edge = np.minimum.reduce([x * size[0], (1 - x) * size[0], y * size[1], (1 - y) * size[1]])
    rag = noise(rng, size, 0.02, octaves=3) * (longer / 1100)
    margin = longer * 0.05
    paper = np.broadcast_to(mix(palette.ground, palette.light, 0.6), picture.shape).astype(np.float32).copy()
    lay(paper, soft(2.2 - np.abs(edge - margin * 0.8), 2) * 0.7, mix(palette.accent, palette.ground, 0.35))
    inside = soft(edge - margin + rag, 3)
    return (paper * (1 - inside[..., None]) + picture * inside[..., None]).astype(np.float32)
