"""The time line of a commission, written once."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.enums import CommissionState, StepKind
from commissions.models.commission import Commission
from commissions.models.proposal import Proposal
from orders.enums import Side


class Step(models.Model):
    """`side` is who did it, as the other side may know it; a `moved` step says from where to where."""

    commission = models.ForeignKey(
        Commission, models.PROTECT, related_name="steps", verbose_name=_("commission")
    )
    at = models.DateTimeField(_("at"))
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=StepKind.choices)
    before = models.CharField(_("state before"), max_length=12, choices=CommissionState.choices, blank=True)
    after = models.CharField(_("state after"), max_length=12, choices=CommissionState.choices, blank=True)
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposal")
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)

    objects: ClassVar[models.Manager[Step]] = models.Manager()

    class Meta:
        verbose_name = _("step of a commission")
        verbose_name_plural = _("steps of commissions")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["commission", "at"], name="commission_steps_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="commission_step_kind_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="commission_step_side_known"),
            models.CheckConstraint(
                condition=Q(kind="moved", after__in=CommissionState.values) | ~Q(kind="moved") & Q(after=""),
                name="commission_step_moved_has_a_state",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="commission_step_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.kind} {self.after}".strip()
