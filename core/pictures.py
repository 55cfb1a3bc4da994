"""A picture that somebody sent as proof: looked into without trust, drawn anew, without what the camera told.

The header alone decides whether a picture is decoded at all, so that a bomb is refused before a pixel is
unpacked. What comes out is our own JPEG: no location, no thumbnails, nothing hidden behind the end.
"""

from __future__ import annotations

import io
from typing import IO, Final

from PIL import Image, ImageOps, UnidentifiedImageError

MEGABYTE: Final = 1024 * 1024
MAX_PIXELS: Final = 50_000_000
QUALITY: Final = 82
PAPER: Final = (0xFD, 0xFB, 0xF7)
ACCEPTED: Final = ("JPEG", "PNG", "WEBP")
_DAMAGE: Final = (OSError, SyntaxError, ValueError, IndexError, EOFError, TypeError, KeyError)


class PictureRefused(Exception):
    """Not a picture, a broken one, too small, or more pixels than we draw."""


class PictureTooHeavy(PictureRefused):
    """More bytes than are taken."""


def redrawn(file: IO[bytes], *, max_bytes: int, longest: int, shortest: int = 1) -> tuple[bytes, int, int]:
    """A JPEG of at most `longest` pixels a side, with its width and height. Raises PictureRefused, PictureTooHeavy."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise PictureTooHeavy
    picture = _decoded(io.BytesIO(data), longest, shortest)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue(), *picture.size


def _decoded(source: io.BytesIO, longest: int, shortest: int) -> Image.Image:
    try:
        with Image.open(source, formats=list(ACCEPTED)) as picture:
            if picture.width * picture.height > MAX_PIXELS or min(picture.size) < shortest:
                raise PictureRefused
            picture.draft("RGB", (longest, longest))
            picture.load()
            return _flat(ImageOps.exif_transpose(picture), longest)
    except (UnidentifiedImageError, Image.DecompressionBombError, *_DAMAGE) as error:
        raise PictureRefused from error


def _flat(picture: Image.Image, longest: int) -> Image.Image:
    """No larger than needed, in RGB, on paper where it was transparent (a signature often is)."""
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    seen = picture.convert("RGBA")
    sheet = Image.new("RGB", seen.size, PAPER)
    sheet.paste(seen, mask=seen.getchannel("A"))
    return sheet
