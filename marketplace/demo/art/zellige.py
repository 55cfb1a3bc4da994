"""Glazed tiles laid by hand: a few cut shapes, turned in symmetry, no two firings of one glaze alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from marketplace.demo.art.canvas import Plane, Rng, chance, finished, grid, mix, noise, rgb, soft
from marketplace.demo.art.palettes import Palette

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Laying:
    """One cut and one turn and two glazes for each tile."""

    cut: Ints
    turn: Ints
    under: Ints
    over: Ints


def laying(rng: Rng, across: int, down: int, glazes: int) -> Laying:
    """A quarter is laid at random and mirrored, or a small block is repeated: order that a hand would keep."""
    if chance(rng, 0.5):
        half = ((down + 1) // 2, (across + 1) // 2)
        parts = [rng.integers(0, bound, half) for bound in (5, 4, glazes, glazes)]
        turned = [np.block([[p, p[:, ::-1]], [p[::-1], p[::-1, ::-1]]])[:down, :across] for p in parts]
        columns, rows = np.arange(across) >= half[1], np.arange(down) >= half[0]
        turned[1] = mirrored(turned[1], columns[None, :], rows[:, None])
        return Laying(*turned)
    block = int(rng.choice([2, 3, 4]))
    parts = [
        np.tile(rng.integers(0, bound, (block, block)), (down // block + 1, across // block + 1))
        for bound in (5, 4, glazes, glazes)
    ]
    drift = (np.arange(down)[:, None] * glazes // down + np.arange(across)[None, :] * glazes // across) // 2
    parts[2] = parts[2][:down, :across] + drift
    return Laying(
        *(part[:down, :across] % bound for part, bound in zip(parts, (5, 4, glazes, glazes), strict=True))
    )


def mirrored(turn: Ints, columns: NDArray[np.bool_], rows: NDArray[np.bool_]) -> Ints:
    """A corner cut that looks north-east looks north-west in the mirror."""
    turn = np.where(np.broadcast_to(columns, turn.shape), np.array([1, 0, 3, 2])[turn], turn)
    return np.where(np.broadcast_to(rows, turn.shape), np.array([3, 2, 1, 0])[turn], turn)


def cut(laid: Laying, row: Ints, column: Ints, u: Plane, v: Plane) -> Plane:
    """Above zero where the upper glaze lies; u and v are places within the tile, 0..1."""
    turn = laid.turn[row, column]
    u = np.where((turn == 1) | (turn == 2), 1 - u, u)  # noqa: PLR2004 - the corners, clockwise
    v = np.where(turn >= 2, 1 - v, v)  # noqa: PLR2004
    shapes = (
        np.hypot(u, v) * -1 + 0.78,
        u - v,
        0.36 - np.maximum(np.abs(u - 0.5) + np.abs(v - 0.5), 0.0) + 0.04,
        np.abs(np.hypot(u, v) - 0.66) * -1 + 0.17,
        np.minimum(u + v - 0.55, 1.45 - u - v),
    )
    return np.choose(laid.cut[row, column], shapes).astype(np.float32)


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    count = int(rng.integers(8, 17))
    side = max(size) / count
    across, down = max(2, round(size[0] / side)), max(2, round(size[1] / side))
    glazes = [rgb(tone) for tone in [*rng.permutation(palette.stops)[:4], palette.light, palette.dark]]
    laid = laying(rng, across, down, len(glazes))
    x, y = grid(size)
    column = np.minimum((x * across).astype(np.int64), across - 1)
    row = np.minimum((y * down).astype(np.int64), down - 1)
    u, v = x * across - column, y * down - row
    pixel = 2.2 / side
    over = soft(cut(laid, row, column, u.astype(np.float32), v.astype(np.float32)), pixel)[..., None]
    table = np.stack(glazes)
    under = table[laid.under[row, column]]
    upper = table[np.where(laid.under == laid.over, (laid.over + 1) % len(glazes), laid.over)[row, column]]
    picture = under * (1 - over) + upper * over
    picture = fired(picture, rng, (row, column), (down, across))
    return finished(
        grouted(picture, rng, palette, np.minimum(np.minimum(u, 1 - u), np.minimum(v, 1 - v)), side)
    )


def fired(picture: Plane, rng: Rng, place: tuple[Ints, Ints], shape: tuple[int, int]) -> Plane:
    """Each tile a little lighter or darker, the glaze pooling in clouds, a sheen from the window."""
    size = picture.shape[1], picture.shape[0]
    heat = rng.normal(0, 0.055, shape).astype(np.float32)[place]
    tilt = rng.normal(0, 0.05, shape).astype(np.float32)[place]
    pool = noise(rng, size, 0.02, octaves=3) * 0.035
    sheen = (noise(rng, size, 0.35, octaves=1) * 0.035) + tilt * 0.6
    lit = picture * (1 + heat + pool)[..., None].astype(np.float32)
    made: Plane = (lit + np.clip(sheen, -0.06, 0.12)[..., None] * 150).astype(np.float32)
    return made


def grouted(picture: Plane, rng: Rng, palette: Palette, edge: Plane, side: float) -> Plane:
    size = picture.shape[1], picture.shape[0]
    chipped = edge + noise(rng, size, 0.008, octaves=2) * (0.9 / side)
    joint = 1 - soft((chipped - 2.6 / side).astype(np.float32), 2.4 / side)
    shade = 1 - soft((edge - 7.0 / side).astype(np.float32), 12 / side)
    picture = picture * (1 - 0.16 * shade[..., None])
    lime = mix(palette.ground, palette.light, 0.3) * 0.9
    out = picture + (lime - picture) * joint[..., None]
    grain = rng.standard_normal((size[1], size[0]), dtype=np.float32) * 2.2
    return (out + grain[..., None]).astype(np.float32)
