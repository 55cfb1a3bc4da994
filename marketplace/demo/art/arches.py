"""Buildings of mud and light: arch within arch, a colonnade at a low sun, the crenellated walls of Najd."""

from __future__ import annotations

import numpy as np
from PIL import Image

from marketplace.demo.art.canvas import (
    Plane,
    Point,
    Rng,
    blank,
    chance,
    finished,
    grid,
    lay,
    mix,
    noise,
    on_plaster,
    ramp,
    scaled,
    settle,
    soft,
    stencil,
)
from marketplace.demo.art.palettes import Palette


def keel(
    x0: float, x1: float, spring: float, foot: float, rise: float, *, pointed: float = 0.45
) -> list[Point]:
    """A keel arch from foot to foot: `spring` is where it begins to bend, `rise` how far the tip stands above."""
    half = (x1 - x0) / 2
    t = np.linspace(0, 1, 28)
    x = x0 + half * t
    y = spring - rise * (np.sqrt(np.clip(1 - (1 - t) ** 2, 0, 1)) * (1 - pointed) + t**0.72 * pointed)
    left = list(zip(x.tolist(), y.tolist(), strict=True))
    right = [(x0 + x1 - px, py) for px, py in reversed(left)]
    return [(x0, foot), *left, *right, (x1, foot)]


class Wall:
    def __init__(self, rng: Rng, palette: Palette, size: tuple[int, int]) -> None:
        self.rng, self.palette, self.size = rng, palette, size
        self.picture = blank(size, palette.ground)
        self.standing = noise(rng, size, 0.1, across=0.008, octaves=3)
        self.cloud = noise(rng, size, 0.25, octaves=2)
        self.x, self.y = grid(size)
        self.down = -1 if chance(rng, 0.5) else 1

    def shape(self, outline: list[Point], ink: Plane | str, share: float = 1.0) -> Plane:
        """Paint an outline given in fractions of the sheet; returns its mask."""
        mask = self.mask(outline)
        lay(self.picture, mask * np.float32(share), ink, self.standing, 5)
        return mask

    def mask(self, outline: list[Point]) -> Plane:
        """Only the outline's own corner of the sheet is drawn: a wall has many small holes."""
        wide, high = self.size
        x0, y0 = (max(0, int(min(point[k] for point in outline) * self.size[k]) - 1) for k in (0, 1))
        x1, y1 = (
            min(self.size[k], int(max(point[k] for point in outline) * self.size[k]) + 2) for k in (0, 1)
        )
        whole = np.zeros((high, wide), np.float32)
        if x1 > x0 and y1 > y0:
            sheet, pen = stencil((x1 - x0, y1 - y0))
            pen.polygon(scaled([(x * wide - x0, y * high - y0) for x, y in outline]), fill=255)
            whole[y0:y1, x0:x1] = settle(sheet, (x1 - x0, y1 - y0))
        return whole

    def glow(self, at: Point, reach: float, ink: str, strength: float, mask: Plane | None = None) -> None:
        ratio = self.size[1] / self.size[0]
        away = np.hypot(self.x - at[0], (self.y - at[1]) * ratio) / reach
        light = np.clip(1 - away, 0, 1) ** 1.6 * np.float32(strength)
        lay(self.picture, light if mask is None else light * mask, ink)


def nested(wall: Wall) -> None:
    """Door behind door, each nearer to the light."""
    rng, stops = wall.rng, wall.palette.stops
    count = int(rng.integers(5, 9))
    order = np.linspace(0.06, 0.97, count)
    if chance(rng, 0.5):
        order = order[::-1]
    ratio = wall.size[0] / wall.size[1]
    drift = float(rng.uniform(-0.05, 0.05))
    pointed = float(rng.uniform(0.2, 0.7))
    wall.picture[:] = ramp(stops, float(order[0])) + wall.standing[..., None] * 5 + wall.cloud[..., None] * 4
    for k, place in enumerate(order[1:], 1):
        part = 1 - k / count
        half = 0.46 * part + 0.03
        middle = 0.5 + drift * k
        spring = 0.94 - 0.64 * part - 0.08
        outline = keel(middle - half, middle + half, spring, 1.05, half * ratio * 0.9, pointed=pointed)
        shadow = [(x + 0.012 * wall.down, y + 0.008) for x, y in outline]
        wall.shape(shadow, mix(ramp(stops, float(order[k - 1])), wall.palette.dark, 0.5), 0.6)
        wall.shape(outline, ramp(stops, float(place)))
    wall.glow((0.5 + drift * count, 0.72), 0.35, wall.palette.light, 0.35)


def colonnade(wall: Wall) -> None:
    """A row of arches, the sky through them, their shadows lying long on the floor."""
    rng, palette = wall.rng, wall.palette
    count = int(rng.integers(3, 6))
    floor = float(rng.uniform(0.74, 0.84))
    lit = ramp(palette.stops, float(rng.uniform(0.55, 0.85)))
    sky = palette.ramp[int(rng.integers(0, 3))]
    wall.picture[:] = lit + wall.standing[..., None] * 6 + wall.cloud[..., None] * 5
    ground = mix(lit, palette.dark, 0.3)
    lay(wall.picture, soft(wall.y - floor, 0.003), ground, wall.cloud, 5)
    pitch = 1 / count
    pointed = float(rng.uniform(0.2, 0.65))
    top = float(rng.uniform(0.34, 0.46))
    ratio = wall.size[0] / wall.size[1]
    slant = wall.down * float(rng.uniform(0.1, 0.3))
    for k in range(-1, count + 1):
        x0, x1 = (k + 0.17) * pitch, (k + 0.83) * pitch
        rise = (x1 - x0) / 2 * ratio * 1.1
        opening = wall.shape(keel(x0, x1, top, floor, rise, pointed=pointed), mix(sky, palette.dark, 0.12))
        wall.glow(((x0 + x1) / 2, floor), 0.3, palette.ramp[-2], 0.6, opening)
        depth = pitch * 0.1 * wall.down
        inner = keel(x0 + depth, x1 + depth, top, floor, rise, pointed=pointed)
        reveal = opening * (1 - wall.mask(inner))
        lay(wall.picture, reveal, mix(lit, palette.dark, 0.42), wall.standing, 5)
        light = [(x0, floor), (x1, floor), (x1 + slant, 1.02), (x0 + slant, 1.02)]
        wall.shape(light, mix(lit, palette.light, 0.35), 0.8)


def najd(wall: Wall) -> None:
    """Walls behind walls, stepped crowns, rows of triangles for the wind."""
    rng, palette = wall.rng, wall.palette
    warm = chance(rng, 0.7)
    sky = (0.05, 0.5) if warm else (0.95, 0.7)
    down = np.clip(wall.y * 1.5, 0, 1)
    lying = noise(rng, wall.size, 0.008, across=0.2, octaves=2)
    wall.picture[:] = ramp(palette.stops, sky[0] + (sky[1] - sky[0]) * down) + lying[..., None] * 5
    at = float(rng.uniform(0.15, 0.85)), float(rng.uniform(0.12, 0.26))
    ratio = wall.size[1] / wall.size[0]
    away = np.hypot(wall.x - at[0], (wall.y - at[1]) * ratio)
    lay(wall.picture, soft(float(rng.uniform(0.04, 0.07)) - away, 0.003), palette.light)
    count = int(rng.integers(4, 7))
    for k in range(count):
        near = k / (count - 1)
        wide = float(rng.uniform(0.22, 0.5))
        x0 = float(rng.uniform(-0.1, 1.1 - wide))
        top = 0.3 + 0.5 * near + float(rng.uniform(-0.06, 0.06))
        tone = ramp(palette.stops, (0.82 - 0.45 * near) if warm else (0.3 + 0.5 * near))
        block(wall, x0, x0 + wide, top, tone)
    lay(wall.picture, soft(wall.y - 0.965, 0.004), mix(palette.ground, palette.accent, 0.25), lying, 6)


def block(wall: Wall, x0: float, x1: float, top: float, tone: Plane) -> None:
    """One house: lit front, shaded side, a crown of steps, triangles cut under it."""
    rng = wall.rng
    step = (x1 - x0) / int(rng.integers(4, 8))
    ratio = wall.size[0] / wall.size[1]
    crown: list[Point] = [(x0, 1.02), (x0, top)]
    for k in range(round((x1 - x0) / step)):
        at, lift = x0 + k * step, step * ratio * 0.24
        for part, level in ((0.12, 0), (0.12, 1), (0.28, 1), (0.28, 2), (0.44, 2), (0.44, 3), (0.56, 3),
                            (0.56, 2), (0.72, 2), (0.72, 1), (0.88, 1), (0.88, 0)):  # fmt: skip
            crown.append((at + part * step, top - level * lift))
    crown += [(x1, top), (x1, 1.02)]
    wall.shape([(x + 0.012, y + 0.01) for x, y in crown], wall.palette.dark, 0.28)
    mask = wall.shape(crown, tone)
    side = x0 + (x1 - x0) * float(rng.uniform(0.6, 0.8))
    shade = soft(wall.x - side, 0.003) if wall.down > 0 else soft(x0 + x1 - side - wall.x, 0.003)
    dark = mix(tone, wall.palette.dark, 0.36)
    lay(wall.picture, shade * mask, dark, wall.standing, 5)
    gap = step * float(rng.choice([0.5, 1.0]))
    sill = top + 0.05
    hole = mix(tone, wall.palette.dark, 0.75)
    for k in range(int((x1 - x0 - gap * 0.6) / gap)):
        at = x0 + gap * (k + 0.8)
        wall.shape(
            [
                (at - gap * 0.2, sill + gap * ratio * 0.4),
                (at, sill),
                (at + gap * 0.2, sill + gap * ratio * 0.4),
            ],
            hole,
        )
    if chance(rng, 0.6):
        door = x0 + (x1 - x0) * float(rng.uniform(0.2, 0.5))
        wall.shape(
            [(door, 1.02), (door, top + 0.2), (door + step * 0.7, top + 0.2), (door + step * 0.7, 1.02)], hole
        )


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    wall = Wall(rng, palette, size)
    (nested, colonnade, najd)[int(rng.integers(3))](wall)
    return finished(on_plaster(wall.picture, rng, 0.9))
