"""A roshan from within: turned wood cut against an evening that comes through it."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from marketplace.demo.art.arches import keel
from marketplace.demo.art.canvas import (
    Plane,
    Point,
    Rng,
    chance,
    finished,
    grid,
    lay,
    mix,
    noise,
    on_canvas,
    ramp,
    settle,
    stencil,
)
from marketplace.demo.art.girih import Tile, eights, hankin, twelves
from marketplace.demo.art.palettes import Palette


def evening(rng: Rng, palette: Palette, size: tuple[int, int]) -> Plane:
    """The light behind the wood: the palette from end to end, and where the sun stands."""
    x, y = grid(size)
    run = palette.stops if chance(rng, 0.5) else palette.stops[::-1]
    slant = float(rng.uniform(-0.25, 0.25))
    picture = ramp(run[1:], np.clip(y + (x - 0.5) * slant + noise(rng, size, 0.3) * 0.05, 0, 1))
    ratio = size[1] / size[0]
    at, reach = (float(rng.uniform(0.3, 0.7)), float(rng.uniform(0.2, 0.5))), float(rng.uniform(0.3, 0.5))
    glow = np.exp(-((np.hypot(x - at[0], (y - at[1]) * ratio) / reach) ** 2) * 2.4).astype(np.float32)
    lay(picture, glow * np.float32(0.75), palette.light)
    picture += noise(rng, size, 0.15, across=0.01, octaves=3)[..., None] * 4
    return picture


def screen(rng: Rng, size: tuple[int, int]) -> Plane:
    """The wood between the lights: octagons or dodecagons in strapwork, with small stars left standing."""
    sheet, pen = stencil(size)
    wide, high = sheet.size
    eight = chance(rng, 0.6)
    side = min(wide, high) / float(rng.uniform(20, 30) if eight else rng.uniform(24, 34))
    angle = math.radians(float(rng.uniform(62, 69)))
    thick = max(3, round(side * float(rng.uniform(0.1, 0.16))))
    for tile in (eights if eight else twelves)(wide, high, side):
        strap(pen, tile, angle, thick)
    return settle(sheet, size)


def strap(pen: ImageDraw.ImageDraw, tile: Tile, angle: float, thick: int) -> None:
    star = hankin(tile, angle)
    pen.line([*star, *star[:2]], fill=255, width=thick, joint="curve")
    if tile.sides >= 8:  # noqa: PLR2004 - large enough for a boss in its middle
        pen.polygon(hankin(tile, math.radians(50), 0.46, math.pi / tile.sides), fill=255)
        pen.polygon(hankin(tile, math.radians(50), 0.22), fill=0)


def openings(rng: Rng, size: tuple[int, int]) -> list[list[Point]]:
    """The lights of the window, in fractions: keel arches above, panels below."""
    count = int(rng.choice([1, 2, 3, 3])) if size[0] < size[1] * 1.2 else int(rng.choice([3, 4, 5]))
    margin, gap = 0.06, 0.035
    ratio = size[0] / size[1]
    wide = (1 - 2 * margin - gap * (count - 1)) / count
    top, sill = 0.07 + wide * ratio * 0.5, float(rng.uniform(0.62, 0.74))
    lights: list[list[Point]] = []
    for k in range(count):
        x0 = margin + k * (wide + gap)
        lights.append(keel(x0, x0 + wide, top, sill, wide * ratio * 0.46, pointed=0.5))
        lights.append(
            [(x0, sill + gap * ratio), (x0 + wide, sill + gap * ratio), (x0 + wide, 0.95), (x0, 0.95)]
        )
    return lights


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    picture = evening(rng, palette, size)
    grain = noise(rng, size, 0.2, across=0.006, octaves=3)
    wood = mix(palette.dark, palette.ramp[1], float(rng.uniform(0.05, 0.4)))
    lay(picture, screen(rng, size), wood, grain, 6)
    if chance(rng, 0.75):
        sheet, pen = stencil(size)
        wide, high = sheet.size
        for outline in openings(rng, size):
            pen.polygon([(x * wide, y * high) for x, y in outline], fill=255)
        frame = 1 - settle(sheet, size)
        shadow = np.roll(np.roll(frame, size[1] // 130, 0), size[0] // 160, 1)
        lay(picture, np.clip(shadow - frame, 0, 1) * np.float32(0.55), palette.dark)
        lay(picture, frame, mix(wood, palette.ramp[2], 0.25), grain, 9)
        edge = np.clip(frame - np.roll(np.roll(frame, 2, 0), 2, 1), 0, 1)
        lay(picture, edge * np.float32(0.6), mix(wood, palette.light, 0.4))
    return finished(on_canvas(picture, rng, 0.9))
