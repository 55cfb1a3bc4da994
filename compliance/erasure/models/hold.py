"""A legal hold: while it stands, nothing of the person is erased."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL


class LegalHold(models.Model):
    """`until` None stands until somebody releases it."""

    user = models.ForeignKey(PERSON, models.PROTECT, related_name="legal_holds", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("placed by"))
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("released by")
    )
    note = models.CharField(_("note"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="legal_hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="legal_hold_released_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(released_at__isnull=True), name="legal_hold_standing")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.since:%Y-%m-%d}"
