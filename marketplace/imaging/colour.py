"""Colour as people see it: Lab distance, the names of the browse filter, a picture's palette. No Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_HEX: Final = re.compile("[0-9A-Fa-f]{6}")
Floats: TypeAlias = NDArray[np.float64]
Lab: TypeAlias = tuple[float, float, float]

PALETTE_SIZE: Final = 7
SAME_COLOUR: Final = 11.0  # two entries closer than this in Lab are one colour to the eye
SRGB_KNEE: Final = 0.04045  # IEC 61966-2-1
NAMED_FROM: Final = 0.10  # a colour is named when it covers a tenth of the picture

# Each name covers several neighbours: a picture is searched by a family, not by a single ink.
SWATCHES: Final[dict[str, tuple[str, ...]]] = {
    "clay": ("#B5431F", "#D8602E", "#8E2F1F", "#C96F4A", "#E0795A", "#A3152B"),
    "saffron": ("#E9B44C", "#F2C230", "#D98A1F", "#F3D27A", "#C99A2E"),
    "sea": ("#2E7468", "#3C8C8A", "#7FB0AE", "#4C8B5F", "#1E5A60", "#8FA98A", "#5C7A3A"),
    "night": ("#0F3038", "#13233A", "#1D3F8B", "#2F5FA8", "#2F6F96", "#1D2B5F"),
    "rose": ("#C2457A", "#E58FB0", "#F0B8C4", "#8E3868", "#9A5FA8", "#5E2A57"),
    "brown": ("#7A5C3E", "#9C7748", "#5A3A27", "#B89468", "#6B4A3A", "#C9A26B"),
    "ivory": ("#EFE6D2", "#FFFFFF", "#DDD3BE", "#C7C2B8", "#F6EEE0"),
    "ink": ("#1A1713", "#000000", "#35312C", "#55524E"),
}


@dataclass(frozen=True, slots=True)
class Tone:
    """One colour of a palette and the part of the picture it covers, in thousandths."""

    hex: str
    share: int
    lab: Lab

    def as_json(self) -> dict[str, Any]:
        return {"hex": self.hex, "share": self.share, "lab": list(self.lab)}


def to_lab(rgb: NDArray[Any]) -> Floats:
    """CIE Lab (D65) of an array of sRGB values 0..255, shape (..., 3)."""
    value = np.asarray(rgb, dtype=np.float64) / 255.0
    linear = np.where(value <= SRGB_KNEE, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    matrix = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    xyz = linear @ matrix.T / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack(
        [116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1
    )


def parse_hex(text: str) -> tuple[int, int, int]:
    """ "#B5431F" as three numbers; raises ValueError on anything else."""
    digits = text.removeprefix("#")
    if not _HEX.fullmatch(digits):
        raise ValueError(f"{text!r} is no colour")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def lab_of(text: str) -> Lab:
    """Lab of one "#RRGGBB"."""
    lightness, a, b = to_lab(np.array(parse_hex(text))).tolist()
    return round(lightness, 2), round(a, 2), round(b, 2)


_NAMES: Final = tuple(SWATCHES)
_OWNERS: Final = np.array([index for index, name in enumerate(_NAMES) for _ in SWATCHES[name]])
_ANCHORS: Final = to_lab(np.array([parse_hex(tone) for name in _NAMES for tone in SWATCHES[name]]))


def named_colours(small: Image.Image) -> list[str]:
    """The filter's names that the picture answers to, largest share first; never empty."""
    lab = to_lab(np.asarray(small)).reshape(-1, 3)
    nearest = _OWNERS[((lab[:, None, :] - _ANCHORS[None]) ** 2).sum(-1).argmin(1)]
    shares = np.bincount(nearest, minlength=len(_NAMES)) / len(nearest)
    order = np.argsort(-shares, kind="stable")
    return [_NAMES[index] for place, index in enumerate(order) if place == 0 or shares[index] >= NAMED_FROM]


def palette(small: Image.Image) -> list[Tone]:
    """Dominant colours, largest first; shares in thousandths."""
    quantised = small.quantize(PALETTE_SIZE * 2, Image.Quantize.MEDIANCUT)
    table = np.array(quantised.getpalette() or [0, 0, 0], dtype=np.int64).reshape(-1, 3)
    counts = sorted(quantised.getcolors() or [], reverse=True)
    merged: list[tuple[int, NDArray[np.int64], Floats]] = []
    for count, index in counts:
        lab = to_lab(table[int(str(index))])
        twin = next(
            (i for i, (_, _, other) in enumerate(merged) if np.linalg.norm(lab - other) < SAME_COLOUR), None
        )
        if twin is None:
            merged.append((count, table[int(str(index))], lab))
        else:
            merged[twin] = (merged[twin][0] + count, *merged[twin][1:])
    total = sum(count for count, _, _ in merged)
    merged.sort(key=lambda entry: -entry[0])
    return [_tone(rgb, round(count * 1000 / total)) for count, rgb, _ in merged[:PALETTE_SIZE]]


def _tone(rgb: NDArray[np.int64], share: int) -> Tone:
    text = "#{:02X}{:02X}{:02X}".format(*(int(value) for value in rgb))
    return Tone(text, share, lab_of(text))
