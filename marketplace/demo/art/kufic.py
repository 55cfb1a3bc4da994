"""Square writing that says nothing: uprights, teeth and rooms built from one module, ink and paper equally wide."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from marketplace.demo.art.canvas import Plane, Rng, chance, finished, mix, noise, on_canvas, on_plaster, rgb
from marketplace.demo.art.palettes import Palette

Cells = NDArray[np.int8]
BAND = 9  # modules from one baseline to the next

# Pieces of a line, drawn on eight rows (the last is the baseline): 1 is ink. Each begins with a column of paper.
PIECES = {
    "upright": ["01"] * 8,
    "pair": ["0101"] * 7 + ["0111"],
    "tooth": ["000"] * 5 + ["001", "001", "111"],
    "teeth": ["00000"] * 5 + ["00101", "00101", "11111"],
    "room": ["0000", "0000", "0000", "0111", "0101", "0111", "0001", "1111"],
    "hall": ["000000", "011111", "010001", "010101", "010111", "010000", "011111", "111111"][:8],
    "step": ["00111", "00100", "00100", "00111", "00001", "00001", "00001", "11111"],
    "hook": ["00000", "00111", "00101", "00111", "00001", "00001", "00001", "00111"],
    "run": ["000"] * 7 + ["111"],
    "crook": ["01111", "01000", "01111", "00001", "01111", "01000", "01000", "01111"],
}
WEIGHTS = {
    "upright": 5,
    "pair": 4,
    "tooth": 4,
    "teeth": 2,
    "room": 4,
    "hall": 2,
    "step": 2,
    "hook": 2,
    "run": 3,
    "crook": 2,
}


def piece(rng: Rng) -> Cells:
    names = list(PIECES)
    shares = np.array([WEIGHTS[name] for name in names], dtype=float)
    rows = PIECES[names[int(rng.choice(len(names), p=shares / shares.sum()))]]
    cells = np.array([[int(mark) for mark in row] for row in rows], dtype=np.int8)
    return cells[:, ::-1] if chance(rng, 0.5) else cells


def line(rng: Rng, length: int) -> Cells:
    """One line of the given length: words of a few pieces, each with a number of its own from 1 on."""
    out = np.zeros((BAND, length), dtype=np.int8)
    at, word = 0, 1
    while at < length - 2:
        end = min(at + int(rng.integers(7, 22)), length)
        while at < end - 1:
            shape = piece(rng)
            wide = min(shape.shape[1], end - at)
            part = out[:8, at : at + wide]
            np.copyto(part, shape[:, :wide] * word, where=shape[:, :wide] > 0)
            at += shape.shape[1]
        at = end + 1
        word += 1
    return out


def page(rng: Rng, across: int, down: int) -> Cells:
    """Lines below each other."""
    rows = [line(rng, across) for _ in range(down // BAND + 1)]
    for number, row in enumerate(rows):
        row[row > 0] += number * 11 % 90
    return np.vstack(rows)[:down, :across]


def frame(rng: Rng, across: int, down: int) -> Cells:
    """Lines that run round the sheet, one inside another, each side turned to face the middle."""
    out = np.zeros((down, across), dtype=np.int8)
    for ring in range(min(across, down) // 2 // BAND + 1):
        inset = ring * BAND
        wide, high = across - 2 * inset, down - 2 * inset
        if min(wide, high) < BAND:
            break
        for turn in range(4):
            length = (wide if turn % 2 == 0 else high) - BAND
            text = np.rot90(line(rng, max(length, 3)), -turn)
            text = np.where(text > 0, (text + turn * 5 + ring * 17) % 90 + 1, 0).astype(np.int8)
            y = inset if turn != 2 else down - inset - BAND  # noqa: PLR2004 - the third side
            x = inset if turn != 1 else across - inset - BAND
            y, x = y + (BAND if turn == 3 else 0), x + (BAND if turn == 2 else 0)  # noqa: PLR2004
            room = out[y : y + text.shape[0], x : x + text.shape[1]]
            np.copyto(room, text[: room.shape[0], : room.shape[1]])
    return out


def draw(rng: Rng, palette: Palette, size: tuple[int, int]) -> Image.Image:
    modules = int(rng.choice([34, 43, 52, 61]))
    unit = min(size) / (modules + 4)
    across, down = round(size[0] / unit) - 4, round(size[1] / unit) - 4
    cells = (frame if chance(rng, 0.5) else page)(rng, across, down)
    cells = np.pad(cells, 2)
    dark = chance(rng, 0.4)
    ground = palette.dark if dark else mix(palette.ground, palette.light, 0.5)
    table = inks(rng, palette, dark=dark)
    table[0] = rgb(ground)
    picture = magnified(table[cells], size)
    wear = noise(rng, size, 0.05, octaves=3)
    picture += wear[..., None] * 3
    if chance(rng, 0.4):
        return finished(on_plaster(picture, rng, 1.1))
    return finished(on_canvas(picture, rng, 1.0))


def inks(rng: Rng, palette: Palette, *, dark: bool) -> Plane:
    """A colour for each word: mostly one ink, a few that stand out, or a slow run over the palette."""
    ink = palette.light if dark else palette.dark
    table = np.stack([rgb(ink)] * 128)
    share = float(rng.choice([0.0, 0.12, 0.3, 0.9]))
    choice = [
        tone
        for tone in [*palette.stops, palette.accent]
        if far(tone, palette.dark if dark else palette.ground)
    ]
    for number in range(128):
        if chance(rng, share):
            table[number] = rgb(choice[int(rng.integers(len(choice)))])
    return table


def far(first: str, second: str) -> bool:
    return float(np.abs(rgb(first) - rgb(second)).sum()) > 150  # noqa: PLR2004 - told apart from across the room


def magnified(small: Plane, size: tuple[int, int]) -> Plane:
    """Modules with clean edges at any size."""
    rows = np.minimum((np.arange(size[1]) * small.shape[0]) // size[1], small.shape[0] - 1)
    columns = np.minimum((np.arange(size[0]) * small.shape[1]) // size[0], small.shape[1] - 1)
    made: Plane = small[rows][:, columns].astype(np.float32)
    return made
