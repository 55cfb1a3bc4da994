"""What this app asks the outbox to carry."""

from __future__ import annotations

from core import outbox
from marketplace.imaging.models import Image

RENDER = "imaging.image.render"


def ask_for_renditions(image: Image) -> None:
    """One row in the caller's transaction; the relay hands it to a worker after the commit.

    Without a key: an image may be asked for again after a worker was lost, and the work is idempotent.
    """
    outbox.enqueue(RENDER, {"image": image.pk})
