"""Pictures of a proof: read with care, drawn anew, without place and camera."""

from __future__ import annotations

import io
from typing import Any, Final

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from orders.delivery.exceptions import PictureInvalid

MEGABYTES: Final = 8
LARGEST_SIDE: Final = 1_600
MOST_PIXELS: Final = 40_000_000
FORMS: Final = ("JPEG", "PNG", "WEBP")


def as_jpeg(upload: Any) -> ContentFile[bytes] | None:
    """A JPEG of at most LARGEST_SIDE pixels; None for no upload. Raises PictureInvalid."""
    if not upload:
        return None
    if getattr(upload, "size", 0) > MEGABYTES * 1024 * 1024:
        raise PictureInvalid(megabytes=MEGABYTES)
    try:
        picture = _opened(upload)
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        target = io.BytesIO()
        _on_white(ImageOps.exif_transpose(picture)).save(target, "JPEG", quality=85)
    except (OSError, UnidentifiedImageError, ValueError, Image.DecompressionBombError) as error:
        raise PictureInvalid(megabytes=MEGABYTES) from error
    return ContentFile(target.getvalue(), name="proof.jpg")


def _opened(upload: Any) -> Image.Image:
    picture = Image.open(upload, formats=FORMS)
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("more pixels than we draw")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """A signature is often drawn on nothing."""
    if picture.mode in {"RGBA", "LA", "P"}:
        drawn = picture.convert("RGBA")
        ground = Image.new("RGB", drawn.size, "white")
        ground.paste(drawn, mask=drawn.getchannel("A"))
        return ground
    return picture.convert("RGB")
