"""Pictures of a proof of delivery, drawn anew."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.base import ContentFile

from core.pictures import MEGABYTE, PictureRefused, redrawn
from orders.delivery.exceptions import PictureInvalid

MEGABYTES: Final = 8
LARGEST_SIDE: Final = 1_600


def as_jpeg(upload: Any) -> ContentFile[bytes] | None:
    """A JPEG of at most LARGEST_SIDE pixels; None for no upload. Raises PictureInvalid."""
    if not upload:
        return None
    try:
        data, _width, _height = redrawn(upload, max_bytes=MEGABYTES * MEGABYTE, longest=LARGEST_SIDE)
    except PictureRefused as error:
        raise PictureInvalid(megabytes=MEGABYTES) from error
    return ContentFile(data, name="proof.jpg")
