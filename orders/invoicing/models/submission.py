"""Each attempt at filing a document with the authority, and what came back."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.invoicing.enums import Outcome


class Submission(models.Model):
    invoice = models.ForeignKey(
        "invoicing.Invoice", models.PROTECT, related_name="submissions", verbose_name=_("invoice")
    )
    way = models.CharField(_("way"), max_length=10, help_text=_("clearance or reporting"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(_("HTTP status"), default=0)
    remarks = models.JSONField(_("remarks"), default=list, blank=True)
    body = models.TextField(_("answer"), blank=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("filing attempt")
        verbose_name_plural = _("filing attempts")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="submission_outcome_known"),
            models.CheckConstraint(
                condition=Q(way__in=["clearance", "reporting"]), name="submission_way_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="submission_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.outcome}"
