"""The files a picture is served as: which widths, which formats, how they are written. No Django."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image

# AVIF at speed 9 takes a sixth of the time of speed 8 for files an eighth larger.
# Raise RECIPE when anything below changes what is written: it is part of each file's address.
RECIPE: Final = 1
WIDTHS: Final = (320, 480, 640, 960, 1280, 1920, 2560)
MAX_HEIGHT: Final = 3200
SAVE: Final[dict[str, dict[str, Any]]] = {
    "avif": {"quality": 60, "speed": 9, "subsampling": "4:2:0", "max_threads": 1},
    "webp": {"quality": 78, "method": 3},
    "jpeg": {"quality": 82, "progressive": True, "optimize": True},
}


@dataclass(frozen=True, slots=True)
class Encoded:
    format: str
    width: int
    height: int
    data: bytes


def ladder(width: int, height: int) -> list[int]:
    """The widths that a picture of this size is served at: never enlarged, the last as large as it gets."""
    top = max(1, min(width, WIDTHS[-1], width * MAX_HEIGHT // height))
    return [*(step for step in WIDTHS if step < top * 0.92), top]


def encodings(picture: Image.Image, widths: list[int]) -> Iterator[Encoded]:
    """Every format at every width, widest first; each step is made from the one before to keep memory low."""
    ratio = picture.height / picture.width
    for width in sorted(widths, reverse=True):
        height = max(1, round(width * ratio))
        if picture.size != (width, height):
            picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for name, options in SAVE.items():
            out = io.BytesIO()
            picture.save(out, name.upper(), **options)
            yield Encoded(name, width, height, out.getvalue())
