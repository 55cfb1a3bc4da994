"""Strokes of a broad reed: long curves that lean like letters and say nothing, drying out as they go.

A stroke is a path with a nib held at one angle. It is rendered by bristles: thousands of points along the path and
across the nib, each bristle with its own load of ink, gathered on the sheet with one histogram.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from marketplace.demo.art.canvas import (
    Plane,
    Rng,
    blank,
    chance,
    finished,
    grid,
    lay,
    mix,
    noise,
    on_paper,
    rgb,
    soft,
)
from marketplace.demo.art.palettes import Palette

Curve = list[tuple[float, float]]
"""Bezier points in units of the sheet's shorter side: 4, 7, 10 ... of them."""


@dataclass(frozen=True, slots=True)
class Reed:
    width: float
    angle: float
    dry: float
    swell: float = 0.5


def along(curve: Curve, count: int) -> tuple[Plane, Plane]:
    """Evenly timed points of a chain of cubic curves."""
    points = np.array(curve, dtype=np.float32)
    spans = (len(points) - 1) // 3
    t = np.linspace(0, spans, count, endpoint=False, dtype=np.float32)
    part = np.minimum(t.astype(np.int32), spans - 1)
    u = (t - part)[:, None]
    a, b, c, d = (points[part * 3 + k] for k in range(4))
    path = (1 - u) ** 3 * a + 3 * (1 - u) ** 2 * u * b + 3 * (1 - u) * u**2 * c + u**3 * d
    return path[:, 0], path[:, 1]


def stroke(rng: Rng, size: tuple[int, int], curve: Curve, reed: Reed) -> Plane:
    """The mask of one stroke."""
    unit = min(size)
    nib = reed.width * unit
    x, y = along(curve, 200)
    length = float(np.hypot(np.diff(x), np.diff(y)).sum()) * unit
    steps, hairs = max(60, int(length * 1.3)), max(24, int(nib * 1.5))
    x, y = along(curve, steps)
    t = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    offset = np.linspace(-0.5, 0.5, hairs, dtype=np.float32)[None, :]
    swell = 1 - reed.swell + reed.swell * np.sin(np.pi * (t * 0.92 + 0.04)) ** 0.7
    ragged = rng.normal(0, 0.004 * unit, (1, hairs)).astype(np.float32)
    px = x[:, None] * unit + np.cos(reed.angle) * offset * nib * swell + ragged * 0.3
    py = y[:, None] * unit + np.sin(reed.angle) * offset * nib * swell + ragged * 0.3
    load = _load(rng, steps, hairs, reed.dry)
    return _gather(size, px, py, load)


def _load(rng: Rng, steps: int, hairs: int, dry: float) -> Plane:
    """How much ink each hair gives at each step: streaks that last, and break up towards the end."""
    streak = noise(rng, (hairs, steps), 0.012, across=0.004, octaves=2).astype(np.float32)
    long_streak = noise(rng, (hairs, steps), 0.35, across=0.004, octaves=1)
    t = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    hunger = dry * np.clip((t - 0.25) / 0.75, 0, 1) ** 1.3
    return np.clip(1.25 - hunger * 1.7 + (long_streak * 0.55 + streak * 0.3) * (0.15 + hunger), 0, 1)


def _gather(size: tuple[int, int], px: Plane, py: Plane, load: Plane) -> Plane:
    """Only the part of the sheet that the stroke touches is worked on."""
    frame = (max(0, int(px.min()) - 4), max(0, int(py.min()) - 4), int(px.max()) + 5, int(py.max()) + 5)
    whole = np.zeros((size[1], size[0]), np.float32)
    part = whole[frame[1] : frame[3], frame[0] : frame[2]]
    if part.size:
        part[:] = _gathered((part.shape[1], part.shape[0]), px - frame[0], py - frame[1], load)
    return whole


def _gathered(size: tuple[int, int], px: Plane, py: Plane, load: Plane) -> Plane:
    width, height = size
    column, row = px.astype(np.int32), py.astype(np.int32)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    index = row[inside] * width + column[inside]
    ink = np.bincount(index, weights=load[inside], minlength=width * height)
    hits = np.bincount(index, minlength=width * height)
    mean = (ink / np.maximum(hits, 1)).reshape(height, width)
    covered = Image.fromarray((mean * 255).astype(np.uint8)).filter(ImageFilter.MaxFilter(3))
    smooth = np.asarray(covered.filter(ImageFilter.GaussianBlur(0.9)), dtype=np.float32) / 255
    return np.clip((smooth - 0.22) * 1.7, 0, 1).astype(np.float32)


def ground(rng: Rng, palette: Palette, size: tuple[int, int], *, dark: bool) -> Plane:
    base = palette.dark if dark else palette.light
    picture = blank(size, mix(base, palette.ground, 0.25 if not dark else 0.06))
    picture += noise(rng, size, 0.25, octaves=3)[..., None] * (4 if dark else 3)
    if chance(rng, 0.45):
        x, y = grid(size)
        cut = float(rng.uniform(0.3, 0.7))
        side = y if chance(rng, 0.6) else x
        wash = soft(side - cut + noise(rng, size, 0.1)[...] * 0.0015, 0.004) * 0.5
        lay(picture, wash, mix(base, palette.ramp[int(rng.integers(1, len(palette.ramp) - 1))], 0.35))
    return picture


def bowl(rng: Rng, ratio: float) -> list[Curve]:
    """One deep curve, open above: a boat, a noon, a new moon."""
    width = 1 / ratio if ratio < 1 else 1.0
    sag = float(rng.uniform(0.62, 0.8)) * max(ratio, 1.0)
    right, left = width * float(rng.uniform(0.78, 0.86)), width * float(rng.uniform(0.12, 0.2))
    rise = float(rng.uniform(0.26, 0.36)) * max(ratio, 1.0)
    return [[(right, rise), (right + 0.07, sag * 0.7), (right - 0.05, sag), (width * 0.5, sag + 0.03),
             (width * 0.22, sag + 0.06), (left - 0.04, sag * 0.86), (left + 0.02, rise + 0.14)]]  # fmt: skip


def uprights(rng: Rng, ratio: float) -> list[Curve]:
    """A row of leaning uprights, like a line of people or of alifs."""
    width, height = (1 / ratio, 1.0) if ratio < 1 else (1.0, ratio)
    count = int(rng.integers(6, 12))
    curves: list[Curve] = []
    for k in range(count):
        x = width * (0.9 - 0.8 * k / (count - 1)) + float(rng.normal(0, 0.008))
        top, foot = height * float(rng.uniform(0.1, 0.24)), height * float(rng.uniform(0.74, 0.92))
        sway = float(rng.normal(0, 0.022))
        lean = float(rng.uniform(0.0, 0.04))
        curves.append(
            [
                (x + lean, top),
                (x + sway, top + (foot - top) * 0.3),
                (x - sway, top + (foot - top) * 0.7),
                (x - lean, foot),
            ]
        )
    return curves


def sweep(rng: Rng, ratio: float) -> list[Curve]:
    """Three or four long strokes over each other, right to left, each answering the last."""
    width, height = (1 / ratio, 1.0) if ratio < 1 else (1.0, ratio)
    curves: list[Curve] = []
    level = height * float(rng.uniform(0.24, 0.36))
    for _ in range(int(rng.integers(3, 5))):
        bend = height * float(rng.uniform(0.1, 0.28))
        start, end = width * float(rng.uniform(0.82, 0.94)), width * float(rng.uniform(0.06, 0.2))
        third = (start - end) / 3
        curves.append(
            [
                (start, level - bend * 0.4),
                (start - third, level + bend),
                (end + third, level + bend),
                (end, level - bend * 0.2),
            ]
        )
        level += height * float(rng.uniform(0.13, 0.2))
    return curves


def knots(rng: Rng, ratio: float) -> list[Curve]:
    """Loops that rise and return: a reed that does not leave the sheet."""
    width, height = (1 / ratio, 1.0) if ratio < 1 else (1.0, ratio)
    line: Curve = [(width * 0.9, height * float(rng.uniform(0.4, 0.6)))]
    loops = int(rng.integers(3, 5))
    for k in range(loops):
        x = width * (0.9 - 0.78 * (k + 1) / loops)
        up, down = height * float(rng.uniform(0.05, 0.22)), height * float(rng.uniform(0.78, 0.98))
        line += [(x + width * 0.3, down), (x - width * 0.1, up), (x, height * float(rng.uniform(0.42, 0.62)))]
    return [line]


FORMS = (bowl, uprights, sweep, knots)


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    dark = chance(rng, 0.35)
    picture = ground(rng, palette, size, dark=dark)
    form = FORMS[int(rng.integers(len(FORMS)))]
    curves = form(rng, size[1] / size[0])
    ink = rgb(palette.light if dark else palette.dark)
    other = rgb(palette.accent)
    special = int(rng.integers(len(curves))) if len(curves) > 1 else -1
    widths = {bowl: (0.17, 0.25), uprights: (0.035, 0.07), sweep: (0.07, 0.15), knots: (0.06, 0.11)}[form]
    angle = float(np.radians(rng.uniform(-64, -40)))
    for number, curve in enumerate(curves):
        reed = Reed(
            float(rng.uniform(*widths)), angle + float(rng.normal(0, 0.03)), float(rng.uniform(0.25, 0.75))
        )
        lay(picture, stroke(rng, size, curve, reed) * 0.97, other if number == special else ink, None)
    if form in {bowl, sweep}:
        _dots(rng, picture, size, other if special < 0 else ink)
    return finished(on_paper(picture, rng, 1.3))


def _dots(rng: Rng, picture: Plane, size: tuple[int, int], ink: Plane) -> None:
    """Lozenges left by the reed: one, or two, or three."""
    x, y = grid(size)
    unit = min(size)
    x, y = x * (size[0] / unit), y * (size[1] / unit)
    at = float(x.max()) * float(rng.uniform(0.4, 0.6)), float(y.max()) * float(rng.uniform(0.3, 0.44))
    side, turn = float(rng.uniform(0.045, 0.085)), float(rng.uniform(0.15, 0.5))
    wobble = noise(rng, size, 0.03, octaves=2) * 0.002
    for k in range(int(rng.choice([1, 1, 2, 3]))):
        dx, dy = x - at[0] - k * side * 2.5, y - at[1] + k * side * 0.3
        u, v = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
        lay(picture, soft(side - np.maximum(np.abs(u), np.abs(v) * 0.9) + wobble, 0.004) * 0.96, ink)
