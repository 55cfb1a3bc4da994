"""Palms cut in lino: a crown of fronds against a flat sky, the gouge's marks left standing."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

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
    on_paper,
    ramp,
    rgb,
    settle,
    soft,
    stencil,
)
from marketplace.demo.art.palettes import Palette


def frond(
    pen: ImageDraw.ImageDraw, root: Point, angle: float, length: float, *, droop: float, leaves: int = 22
) -> None:
    """A rib that bends under its own weight, leaflets on both sides, each a sliver."""
    rib = [
        (
            root[0] + math.cos(angle) * length * t,
            root[1] + math.sin(angle) * length * t + droop * length * t * t,
        )
        for t in np.linspace(0, 1, leaves + 1).tolist()
    ]
    pen.line(rib, fill=255, width=max(3, round(length * 0.016)), joint="curve")
    for k in range(1, leaves):
        t = k / leaves
        (x, y), (nx, ny) = rib[k], rib[k + 1]
        along = math.atan2(ny - y, nx - x)
        reach = length * 0.3 * math.sin(math.pi * min(1, 0.12 + t * 0.9)) ** 0.6
        for side in (-1, 1):
            lean = along + side * (1.05 - 0.55 * t)
            tip = x + math.cos(lean) * reach, y + math.sin(lean) * reach + reach * 0.22
            wide = length * 0.014
            pen.polygon([(x - wide * math.sin(lean), y + wide * math.cos(lean)), tip,
                         (x + wide * math.sin(lean), y - wide * math.cos(lean))], fill=255)  # fmt: skip


def palm(rng: Rng, pen: ImageDraw.ImageDraw, crown: Point, foot: Point, reach: float) -> None:
    steps = 26
    for k in range(steps):
        t = k / steps
        x = foot[0] + (crown[0] - foot[0]) * t**1.3
        y = foot[1] + (crown[1] - foot[1]) * t
        half = reach * (0.075 - 0.028 * t)
        tall = (foot[1] - crown[1]) / steps * 0.86
        pen.polygon(
            [(x - half, y - tall), (x + half, y - tall), (x + half * 0.78, y), (x - half * 0.78, y)], fill=255
        )
    count = int(rng.integers(15, 22))
    for k in range(count):
        angle = math.pi * (1.14 - 1.28 * k / (count - 1)) * -1 + float(rng.normal(0, 0.05))
        frond(pen, crown, angle, reach * float(rng.uniform(0.85, 1.08)), droop=float(rng.uniform(0.3, 0.55)))


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    x, y = grid(size)
    picture = sky(rng, palette, size, x, y)
    count = 1 if size[0] < size[1] and chance(rng, 0.6) else int(rng.integers(2, 6))
    order = sorted(float(v) for v in rng.uniform(0.5, 1.0, count))
    places = rng.permutation(np.linspace(0.16, 0.84, count)) if count > 1 else [float(rng.uniform(0.4, 0.6))]
    for near, at in zip(order, places, strict=True):
        sheet, pen = stencil(size)
        wide, high = sheet.size
        reach = min(wide, high) * 0.36 * near * (1.2 if count == 1 else 0.9)
        top = high * (
            float(rng.uniform(0.28, 0.4))
            if count == 1
            else 0.62 - 0.34 * near + float(rng.uniform(-0.05, 0.05))
        )
        crown = float(at) * wide, top
        foot = crown[0] + float(rng.uniform(-0.09, 0.09)) * wide, high * (0.84 + 0.12 * near)
        palm(rng, pen, crown, foot, reach)
        ink = mix(palette.dark, palette.ramp[2], (1 - near) * 1.1)
        printed(rng, picture, settle(sheet, size), ink)
    ground(rng, palette, picture, y)
    return finished(on_paper(picture, rng, 1.4))


def sky(rng: Rng, palette: Palette, size: tuple[int, int], x: Plane, y: Plane) -> Plane:
    """Two or three flat inks, and a sun that was a circle of card."""
    tones = [mix(palette.light, palette.ground, 0.3), ramp(palette.stops, float(rng.uniform(0.55, 0.95)))]
    picture = np.broadcast_to(tones[0], (size[1], size[0], 3)).astype(np.float32).copy()
    if chance(rng, 0.6):
        lay(picture, soft(float(rng.uniform(0.4, 0.75)) - y, 0.003), tones[1])
    ratio = size[1] / size[0]
    at, radius = (
        (float(rng.uniform(0.25, 0.75)), float(rng.uniform(0.22, 0.42))),
        float(rng.uniform(0.1, 0.2)),
    )
    lay(picture, soft(radius - np.hypot(x - at[0], (y - at[1]) * ratio), 0.003), palette.accent)
    return picture


def printed(rng: Rng, picture: Plane, mask: Plane, ink: Plane) -> None:
    """Ink from a roller: thin in places, so that the paper shows through."""
    size = picture.shape[1], picture.shape[0]
    thin = np.clip(
        1.04 + noise(rng, size, 0.006, octaves=2) * 0.07 - np.clip(noise(rng, size, 0.1) - 1.2, 0, 1) * 0.3,
        0,
        1,
    )
    lay(picture, mask * thin, ink)


def ground(rng: Rng, palette: Palette, picture: Plane, y: Plane) -> None:
    """Cut ground: long gouge marks left in relief."""
    size = picture.shape[1], picture.shape[0]
    level = 0.9 + noise(rng, size, 0.2, octaves=1) * 0.006
    marks = soft(noise(rng, size, 0.006, across=0.08, octaves=2) - 0.55, 0.3)
    lay(picture, soft(y - level, 0.004) * (1 - marks * 0.85), rgb(palette.dark))
