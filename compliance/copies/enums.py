"""Where a copy of somebody's data stands."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy


class CopyState(models.TextChoices):
    """From the order to the day on which the file is destroyed."""

    QUEUED = "queued", pgettext_lazy("data copy", "Ordered")
    BUILDING = "building", pgettext_lazy("data copy", "Being made")
    READY = "ready", pgettext_lazy("data copy", "Ready")
    FETCHED = "fetched", pgettext_lazy("data copy", "Downloaded")
    FAILED = "failed", pgettext_lazy("data copy", "Failed")
    EXPIRED = "expired", pgettext_lazy("data copy", "Deleted")

    @property
    def is_coming(self) -> bool:
        return self in COMING

    @property
    def is_there(self) -> bool:
        """The file can be downloaded."""
        return self in THERE


COMING: Final = (CopyState.QUEUED, CopyState.BUILDING)
THERE: Final = (CopyState.READY, CopyState.FETCHED)
