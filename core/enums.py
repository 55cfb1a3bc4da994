"""States of the kernel's own rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    """waiting -> done; waiting -> parked after too many attempts; parked -> waiting by hand."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    PARKED = "parked", _("Parked")
