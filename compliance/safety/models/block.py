"""One person wants to hear no more from another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Block(models.Model):
    """Closes conversations between the two, in both directions. The names are as the blocker knew the other."""

    blocker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks_made", verbose_name=_("who blocks")
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("who is blocked")
    )
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="safety_block_once"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="safety_block_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} x {self.blocked_id}"

    @property
    def name(self) -> str:
        arabic = (get_language() or "ar").startswith("ar")
        first, second = (self.name_ar, self.name_en) if arabic else (self.name_en, self.name_ar)
        return first or second
