"""The sandbox bank's own memory: what its visitor chose. No real money, no personal data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.payments.enums import SandboxRefundAnswer, Scenario


class SandboxCharge(models.Model):
    """`reference` is the payment's; `told` is the amount that the bank will speak of."""

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    answer = models.CharField(_("answer"), max_length=10, choices=Scenario.choices, blank=True)
    told = models.BigIntegerField(_("amount that the bank speaks of"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("wrong codes"), default=0)
    speaks_at = models.DateTimeField(_("speaks at"), null=True, blank=True)
    refund_answer = models.CharField(
        _("answer to a refund"),
        max_length=10,
        choices=SandboxRefundAnswer.choices,
        default=SandboxRefundAnswer.DONE,
    )

    class Meta:
        verbose_name = _("sandbox charge")
        verbose_name_plural = _("sandbox charges")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answer__in=Scenario.values), name="sandbox_answer_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="sandbox_amount_positive"),
        ]

    def __str__(self) -> str:
        return self.reference


class SandboxRefund(models.Model):
    charge = models.ForeignKey(
        SandboxCharge, models.CASCADE, related_name="refunds", verbose_name=_("sandbox charge")
    )
    reference = models.CharField(_("reference"), max_length=40, unique=True)
    amount = models.BigIntegerField(_("amount"))
    answer = models.CharField(_("answer"), max_length=10, choices=SandboxRefundAnswer.choices)

    class Meta:
        verbose_name = _("sandbox refund")
        verbose_name_plural = _("sandbox refunds")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=SandboxRefundAnswer.values), name="sandbox_refund_answer_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="sandbox_refund_positive"),
        ]

    def __str__(self) -> str:
        return self.reference
