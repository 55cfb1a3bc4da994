"""How a person's life-cycle stage came about: one row for each step, never rewritten."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Stage, StageEvent


class StageChange(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="stage_changes",
        verbose_name=_("person"),
    )
    before = models.CharField(_("before"), max_length=12, choices=Stage.choices)
    after = models.CharField(_("after"), max_length=12, choices=Stage.choices)
    event = models.CharField(_("reason"), max_length=20, choices=StageEvent.choices)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="stage_change_by_user")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="stage_really_changes"
            ),
            models.CheckConstraint(condition=models.Q(after__in=Stage.values), name="stage_known"),
        ]
        triggers = [pgtrigger.Protect(name="stage_change_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{Stage(self.before).label} > {Stage(self.after).label}"
