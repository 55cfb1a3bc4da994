"""A photo as proof: looked into without trust, re-encoded without what the camera told, kept privately.

The header alone decides whether a picture is decoded at all, so that a bomb is refused before a pixel is
unpacked. What is stored is our own JPEG: no location, no thumbnails, nothing hidden behind the end.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from PIL import Image, ImageOps, UnidentifiedImageError

from orders.aftercare.exceptions import PhotoRefused, PhotoTooHeavy

MEGABYTE: Final = 1024 * 1024
MAX_BYTES: Final = 12 * MEGABYTE
MAX_PIXELS: Final = 50_000_000
MIN_SIDE: Final = 32
LONGEST: Final = 2_000
QUALITY: Final = 82
PAPER: Final = (0xFD, 0xFB, 0xF7)
ACCEPTED: Final = ("JPEG", "PNG", "WEBP")
_DAMAGE: Final = (OSError, SyntaxError, ValueError, IndexError, EOFError, TypeError, KeyError)


@dataclass(frozen=True, slots=True)
class Shot:
    data: bytes
    sha256: str
    width: int
    height: int


def read(file: Any) -> Shot:
    """Our own JPEG of an uploaded file. Raises PhotoRefused, PhotoTooHeavy."""
    name = str(getattr(file, "name", "") or "")[:80]
    if file.size > MAX_BYTES:
        raise PhotoTooHeavy(name=name, limit=MAX_BYTES // MEGABYTE)
    picture = _decoded(io.BytesIO(file.read()), name)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    data = out.getvalue()
    return Shot(data, hashlib.sha256(data).hexdigest(), *picture.size)


def _decoded(source: io.BytesIO, name: str) -> Image.Image:
    try:
        with Image.open(source, formats=list(ACCEPTED)) as picture:
            if picture.width * picture.height > MAX_PIXELS or min(picture.size) < MIN_SIDE:
                raise PhotoRefused(name=name)
            picture.draft("RGB", (LONGEST, LONGEST))
            picture.load()
            return _flat(ImageOps.exif_transpose(picture))
    except (UnidentifiedImageError, Image.DecompressionBombError, *_DAMAGE) as error:
        raise PhotoRefused(name=name) from error


def _flat(picture: Image.Image) -> Image.Image:
    """No larger than needed, in RGB, on paper where it was transparent; a new picture carries no metadata."""
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    seen = picture.convert("RGBA")
    sheet = Image.new("RGB", seen.size, PAPER)
    sheet.paste(seen, mask=seen.getchannel("A"))
    return sheet


def store() -> Storage:
    """The private store; nothing in it is served by itself."""
    return storages["originals"]


def path_of(case: int, sha256: str) -> str:
    return f"cases/{case}/{sha256}.jpg"


def keep(case: int, shot: Shot) -> str:
    """Written under its hash: the same picture again is the same file."""
    path = path_of(case, shot.sha256)
    if not store().exists(path):
        store().save(path, ContentFile(shot.data))
    return path


def load(path: str) -> bytes:
    """Raises FileNotFoundError."""
    with store().open(path, "rb") as file:
        data: bytes = file.read()
    return data
