"""The one key with which the first administrator is made; only its digest is kept."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SetupToken(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    digest = models.CharField(_("digest"), max_length=64)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("set-up key")
        verbose_name_plural = _("set-up keys")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="setup_token_only_one")]

    def __str__(self) -> str:
        return str(self.made_at)
