"""The sandbox bank's own memory: what its visitor chose for a charge. No real money, no personal data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SandboxCharge(models.Model):
    reference = models.CharField(_("reference"), max_length=40, unique=True)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    answer = models.CharField(_("answer"), max_length=10, blank=True)
    refunds = models.JSONField(_("paid back"), default=dict, blank=True)

    class Meta:
        verbose_name = _("sandbox charge")
        verbose_name_plural = _("sandbox charges")

    def __str__(self) -> str:
        return self.reference
