"""Who keeps an eye on which lot."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from auctions.models.lot import Lot


class Watch(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches", verbose_name=_("person")
    )
    lot = models.ForeignKey(Lot, models.CASCADE, related_name="watches", verbose_name=_("lot"))
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("watched lot")
        verbose_name_plural = _("watched lots")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "lot"], name="watch_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → L{self.lot_id}"
