"""Addresses of renditions, known from the image's row alone: no query, however long the list."""

from __future__ import annotations

import base64
from typing import Final
from urllib.parse import quote

from marketplace.imaging import paths, storage
from marketplace.imaging.enums import RenditionFormat
from marketplace.imaging.models import Image

SHARED_WIDTH: Final = 1280  # what link previews and the API show
BLUR: Final = 40  # the picture by this is how far it is blurred
FALLBACK_WIDTH: Final = 960  # for a browser that knows no srcset


def url(image: Image, width: int, form: RenditionFormat = RenditionFormat.JPEG) -> str:
    """Address of one rendition; the width must be one of `image.widths`."""
    return storage.media().url(paths.rendition(image.sha256, image.recipe, width, form))


def nearest(image: Image, width: int, form: RenditionFormat = RenditionFormat.JPEG) -> str:
    """Address of the smallest rendition at least so wide, or of the widest; "" while there is none."""
    if not image.is_ready:
        return ""
    return url(image, next((step for step in image.widths if step >= width), image.widths[-1]), form)


def shared(image: Image) -> str:
    """The JPEG for Open Graph and the API."""
    return nearest(image, SHARED_WIDTH)


def largest(image: Image) -> str:
    """The widest JPEG, for a closer look."""
    return nearest(image, image.widths[-1]) if image.is_ready else ""


def srcset(image: Image, form: RenditionFormat) -> str:
    return ", ".join(f"{url(image, width, form)} {width}w" for width in image.widths)


def data_url(image: Image) -> str:
    """The tiny placeholder, small enough to travel inside the page."""
    return f"data:image/webp;base64,{base64.b64encode(bytes(image.placeholder)).decode()}"


def stand_in(image: Image) -> str:
    """The placeholder blurred and with the picture's own size, for where the picture itself cannot stand yet."""
    width, height = image.width, image.height
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<filter id="b" x="0" y="0" width="1" height="1">'
        f'<feGaussianBlur stdDeviation="{max(width, height) / BLUR:.0f}"/></filter>'
        f'<image width="{width}" height="{height}" preserveAspectRatio="none" filter="url(#b)" '
        f'href="{data_url(image)}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawing)}"
