"""What all generators share: colour, noise, soft masks, and the surfaces that the works are made on.

A picture in the making is a float32 array (height, width, 3) of sRGB values 0..255. A mask is (height, width) of
0..1. Lengths in generators are fractions of the picture's own size, so that a work looks the same at any size.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Plane: TypeAlias = NDArray[np.floating[Any]]
Rng: TypeAlias = np.random.Generator
Point: TypeAlias = tuple[float, float]
Ink: TypeAlias = str | Plane

OVERSAMPLE: Final = 2  # lines and polygons are drawn at twice the size and brought down


def chance(rng: Rng, share: float) -> bool:
    """True in that share of cases."""
    return bool(rng.random() < share)


def rgb(ink: Ink) -> Plane:
    """ "#B5431F" as three floats; an array passes through."""
    if isinstance(ink, str):
        return np.array([int(ink[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float32)
    return ink


def mix(first: Ink, second: Ink, share: float) -> Plane:
    """`share` of the second colour in the first."""
    return (rgb(first) * (1 - share) + rgb(second) * share).astype(np.float32)


def fill(ink: Ink) -> tuple[int, int, int]:
    """A colour as Pillow takes it."""
    red, green, blue = (int(value) for value in np.clip(rgb(ink), 0, 255))
    return red, green, blue


def ramp(stops: list[str], at: Plane | float) -> Plane:
    """Colour at 0..1 along the stops; for an array of places an array of colours."""
    table = np.stack([rgb(stop) for stop in stops])
    place = np.clip(np.asarray(at, dtype=np.float32), 0, 0.9999) * (len(stops) - 1)
    index = place.astype(np.int32)
    part = (place - index)[..., None]
    return (table[index] * (1 - part) + table[index + 1] * part).astype(np.float32)


def blank(size: tuple[int, int], ink: Ink) -> Plane:
    width, height = size
    return np.broadcast_to(rgb(ink), (height, width, 3)).astype(np.float32)


def grid(size: tuple[int, int]) -> tuple[Plane, Plane]:
    """x and y of each pixel as fractions of the width and the height."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return x / np.float32(width), y / np.float32(height)


def noise(
    rng: Rng, size: tuple[int, int], scale: float, *, across: float | None = None, octaves: int = 2
) -> Plane:
    """Smooth noise of mean 0 and deviation 1; `scale` is the grain as a fraction of the longer side.

    `across` gives another grain along x: long for brush marks that lie, short for those that stand.
    """
    width, height = size
    longer = max(width, height)
    down, along = max(2.0, scale * longer), max(2.0, (across or scale) * longer)
    total, weight = np.zeros((height, width), np.float32), 1.0
    for _ in range(octaves):
        cells = (max(2, int(width / along) + 2), max(2, int(height / down) + 2))
        coarse = Image.fromarray(rng.random(cells[::-1], dtype=np.float32))
        total += weight * np.asarray(coarse.resize(size, Image.Resampling.BICUBIC), dtype=np.float32)
        down, along, weight = max(1.5, down / 2), max(1.5, along / 2), weight / 2
    made: Plane = ((total - total.mean()) / (total.std() + 1e-6)).astype(np.float32)
    return made


def soft(value: Plane, edge: float) -> Plane:
    """0 well below zero, 1 well above, a straight slope of width `edge` between."""
    return np.asarray(np.clip(value / np.float32(edge) + np.float32(0.5), 0, 1), dtype=np.float32)


def lay(picture: Plane, mask: Plane, ink: Ink, texture: Plane | None = None, amount: float = 8.0) -> None:
    """Paint through a mask, in place; a texture makes the paint uneven."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return
    columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].any(axis=0))
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    layer = rgb(ink) if texture is None else rgb(ink) + texture[part][..., None] * np.float32(amount)
    picture[part] += (layer - picture[part]) * mask[part][..., None]


def drawing(size: tuple[int, int], ink: Ink = "#000000") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An oversampled sheet for lines and polygons."""
    sheet = Image.new("RGB", (size[0] * OVERSAMPLE, size[1] * OVERSAMPLE), fill(ink))
    return sheet, ImageDraw.Draw(sheet)


def stencil(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An oversampled mask to draw on, white where paint will go."""
    sheet = Image.new("L", (size[0] * OVERSAMPLE, size[1] * OVERSAMPLE), 0)
    return sheet, ImageDraw.Draw(sheet)


def settle(sheet: Image.Image, size: tuple[int, int]) -> Plane:
    """Bring a drawing down to size: a picture, or a mask of 0..1."""
    small = np.asarray(sheet.reduce(OVERSAMPLE) if OVERSAMPLE > 1 else sheet, dtype=np.float32)
    small = small[: size[1], : size[0]]
    return small / np.float32(255) if sheet.mode == "L" else small.copy()


def scaled(points: list[Point], factor: float = OVERSAMPLE) -> list[Point]:
    return [(x * factor, y * factor) for x, y in points]


def on_canvas(picture: Plane, rng: Rng, strength: float = 1.0) -> Plane:
    """Linen under thin paint: a weave, slow stains, a little grain."""
    size = picture.shape[1], picture.shape[0]
    weft, warp = (
        np.sin(np.arange(side, dtype=np.float32) * np.float32(2.1)) * np.float32(1.4) for side in size
    )
    weave = warp[:, None] + weft[None, :]
    stains = noise(rng, size, 0.16) * 3.2 + noise(rng, size, 0.012, octaves=1) * 2.2
    grain = rng.standard_normal((size[1], size[0]), dtype=np.float32) * 1.6
    made: Plane = picture + ((weave + stains + grain) * np.float32(strength))[..., None]
    return made


def on_paper(picture: Plane, rng: Rng, strength: float = 1.0) -> Plane:
    """Cotton paper: fibres in all directions and a fine tooth."""
    size = picture.shape[1], picture.shape[0]
    fibres = noise(rng, size, 0.004, across=0.03, octaves=1) + noise(rng, size, 0.03, across=0.004, octaves=1)
    tooth = rng.standard_normal((size[1], size[0]), dtype=np.float32)
    slow = noise(rng, size, 0.3, octaves=1)
    made: Plane = picture + ((fibres * 1.3 + tooth * 1.5 + slow * 1.6) * np.float32(strength))[..., None]
    return made


def on_plaster(picture: Plane, rng: Rng, strength: float = 1.0) -> Plane:
    """A wall of gypsum: trowel marks and pits that catch the light."""
    size = picture.shape[1], picture.shape[0]
    relief = noise(rng, size, 0.02, across=0.05, octaves=3)
    light = (relief - np.roll(np.roll(relief, 2, 0), 2, 1)) * 7
    grain = rng.standard_normal((size[1], size[0]), dtype=np.float32) * 1.8
    return (
        picture + ((light + grain + noise(rng, size, 0.25, octaves=1) * 3) * np.float32(strength))[..., None]
    )


SURFACES: Final = {"canvas": on_canvas, "paper": on_paper, "plaster": on_plaster}


def draft(size: tuple[int, int], share: float = 0.62) -> tuple[int, int]:
    """The smaller size at which soft paint is mixed; edges and surface come at full size."""
    return round(size[0] * share), round(size[1] * share)


def enlarged(picture: Plane, size: tuple[int, int]) -> Plane:
    """A draft brought to full size."""
    channels = [Image.fromarray(picture[..., k]).resize(size, Image.Resampling.BICUBIC) for k in range(3)]
    return np.stack([np.asarray(channel) for channel in channels], axis=-1)


def finished(picture: Plane) -> Image.Image:
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
