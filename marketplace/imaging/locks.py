"""Every row lock of this app."""

from __future__ import annotations

from marketplace.imaging.models import Image


def image_for_update(image_id: int) -> Image:
    """The image, locked until the end of the transaction. Raises Image.DoesNotExist."""
    return Image.objects.select_for_update(of=("self",), no_key=True).get(pk=image_id)
