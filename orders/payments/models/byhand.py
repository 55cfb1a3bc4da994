"""Refunds that a person carries out: what no machine can send back."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.payments.enums import HandReason, HandState


class HandRefund(models.Model):
    refund = models.OneToOneField(
        "orders.Refund", models.PROTECT, related_name="by_hand", verbose_name=_("refund")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=HandReason.choices)
    state = models.CharField(_("state"), max_length=10, choices=HandState.choices, default=HandState.WAITING)
    bank_reference = models.CharField(_("the bank's reference"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("refund by hand")
        verbose_name_plural = _("refunds by hand")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=HandState.values), name="hand_refund_state_known"),
            models.CheckConstraint(
                condition=Q(reason__in=HandReason.values), name="hand_refund_reason_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="hand_refund_decision_has_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(bank_reference=""), name="hand_refund_sent_has_a_reference"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="hand_refund_moves",
                field="state",
                transitions=[("waiting", "done"), ("waiting", "refused"), ("refused", "done")],
            ),
            pgtrigger.ReadOnly(name="hand_refund_terms_stay", fields=["refund", "reason", "created_at"]),
            pgtrigger.Protect(name="hand_refund_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.refund_id} {self.state}"
