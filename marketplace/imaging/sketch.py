"""What is known of a picture at a glance, computed once at upload from a small copy. No Django."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from marketplace.imaging import colour

GLANCE: Final = 256  # the widest copy that a sketch needs
PLACEHOLDER_SIDE: Final = 24
PLACEHOLDER_QUALITY: Final = 40
HASH_SIDE: Final = 8


@dataclass(frozen=True, slots=True)
class Sketch:
    placeholder: bytes
    palette: list[colour.Tone]
    colours: list[str]
    dhash: int


def sketch(picture: Image.Image) -> Sketch:
    """Placeholder, palette, named colours and perceptual hash of an upright sRGB picture."""
    small = picture.copy()
    small.thumbnail((64, 64), Image.Resampling.LANCZOS)
    return Sketch(placeholder(small), colour.palette(small), colour.named_colours(small), dhash(picture))


def placeholder(picture: Image.Image) -> bytes:
    """A blurred WebP of a few hundred bytes, in the picture's own proportions."""
    tiny = picture.copy()
    tiny.thumbnail((PLACEHOLDER_SIDE, PLACEHOLDER_SIDE), Image.Resampling.BOX)
    out = io.BytesIO()
    tiny.filter(ImageFilter.GaussianBlur(0.6)).save(out, "WEBP", quality=PLACEHOLDER_QUALITY, method=6)
    return out.getvalue()


def dhash(picture: Image.Image) -> int:
    """64 bits: is a grey cell darker than its neighbour? Signed, as PostgreSQL keeps it."""
    grey = picture.convert("L").resize((HASH_SIDE + 1, HASH_SIDE), Image.Resampling.LANCZOS)
    cells = np.asarray(grey, dtype=np.int16)
    bits = (cells[:, :-1] < cells[:, 1:]).flatten()
    return int.from_bytes(np.packbits(bits).tobytes(), "big", signed=True)
