"""Sadu: bands of warp-faced weaving, each with its own figure, thread by thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from marketplace.demo.art.canvas import Plane, Rng, chance, finished, mix, noise, rgb
from marketplace.demo.art.palettes import Palette

Threads = NDArray[np.int8]
FIGURES = ("plain", "teeth", "grains", "triangles", "diamonds", "eyes", "comb", "arrows", "steps")


def band(rng: Rng, figure: str, across: int, length: int) -> Threads:
    """0, 1 and 2 stand for the band's three yarns; `across` threads wide, `length` picks long."""
    y, x = np.mgrid[0:length, 0:across]
    middle = np.abs(x - (across - 1) / 2)
    period = max(6, int(across * float(rng.uniform(0.9, 1.6))))
    phase = y % period
    wave = np.abs(phase - period / 2) * across / period
    shapes = {
        "plain": np.zeros_like(x),
        "teeth": (y // max(3, across // 2) + x // max(2, across // 2)) % 2,
        "grains": ((y % 4 < 2) & (x % 4 < 2)).astype(int),  # noqa: PLR2004 - two threads on, two off
        "triangles": (x < wave * 2).astype(int),
        "diamonds": np.where(middle < wave, 1, 0) + ((middle < wave - across * 0.22) & (wave > across * 0.2)),
        "eyes": np.where(middle + wave < across * 0.5, 1, 0) + (middle + wave < across * 0.24),
        "comb": ((x < across * 0.35) | (phase % 4 < 2)).astype(int),  # noqa: PLR2004
        "arrows": ((y + middle.astype(int)) // 3 % 2),
        "steps": (((x // 3) * 3 + y) // max(4, across // 3) % 2),
    }
    made: Threads = shapes[figure].astype(np.int8)
    return made


def cloth(rng: Rng, palette: Palette, width: int, length: int) -> Plane:
    """The colours of a whole cloth, one cell a thread; symmetrical about its middle band as looms like it."""
    yarns = basket(rng, palette)
    half: list[Plane] = []
    used = 0
    while used < width // 2 - 3:
        across = min(int(rng.choice([3, 4, 8, 10, 14, 18, 22])), width // 2 - used)
        figure = "plain" if across < 8 else str(rng.choice(FIGURES[1:]))  # noqa: PLR2004 - a stripe holds no figure
        picks = rng.permutation(len(yarns))[:3]
        half.append(np.stack([yarns[k] for k in picks])[band(rng, figure, across, length)])
        used += across
    left = np.concatenate(half, axis=1)
    core = band(rng, str(rng.choice(["diamonds", "eyes"])), max(6, width - 2 * left.shape[1]), length)
    picks = rng.permutation(len(yarns))[:3]
    middle = np.stack([yarns[k] for k in picks])[core]
    return np.concatenate([left, middle, left[:, ::-1]], axis=1)


def basket(rng: Rng, palette: Palette) -> list[Plane]:
    """Up to six yarns, each told from the others at arm's length."""
    yarns: list[Plane] = []
    for tone in (palette.dark, palette.light, palette.accent, *rng.permutation(palette.stops)):
        if all(float(np.abs(rgb(tone) - yarn).sum()) > 110 for yarn in yarns):  # noqa: PLR2004
            yarns.append(rgb(tone))
    return yarns[:6]


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    lying = rng.random() < (0.75 if size[0] > size[1] else 0.3)
    along, across = size if lying else size[::-1]
    threads = int(rng.integers(90, 150))
    yarn = across / threads
    picks = int(along / yarn / 0.9)
    cells = cloth(rng, palette, threads, picks)
    cells *= 1 + rng.normal(0, 0.05, cells.shape[:2]).astype(np.float32)[..., None]
    cells *= 1 + rng.normal(0, 0.035, (cells.shape[0], 1, 1)).astype(np.float32)
    picture = woven(cells, (across, along))
    if lying:
        picture = np.ascontiguousarray(picture.transpose(1, 0, 2))
    picture = picture + noise(rng, size, 0.1)[..., None] * 3.5
    picture += rng.standard_normal(picture.shape[:2], dtype=np.float32)[..., None] * 3
    if chance(rng, 0.4):
        picture = mix(picture, palette.ground, 0.1)
    return finished(picture)


def woven(cells: Plane, size: tuple[int, int]) -> Plane:
    """Each cell a bead of yarn: round across, tapering along, every other thread half a pick behind."""
    width, height = size
    x = np.arange(width, dtype=np.float32) * cells.shape[1] / width
    column = np.minimum(x.astype(np.int64), cells.shape[1] - 1)
    y = np.arange(height, dtype=np.float32)[:, None] * cells.shape[0] / height + (column % 2)[None, :] * 0.5
    row = np.minimum(y.astype(np.int64), cells.shape[0] - 1)
    across = (x - column)[None, :]
    along = y - row
    round_ = 1 - 1.5 * (across - 0.46) ** 2
    bead = 1 - 0.75 * (along - 0.5) ** 2
    twist = 0.04 * np.sin((across * 2 + along) * 6.3)
    shade = np.clip(round_ * bead + twist, 0.5, 1.06).astype(np.float32)
    made: Plane = cells[row, column[None, :]] * shade[..., None]
    return made
