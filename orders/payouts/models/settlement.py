"""What a provider says it has paid us, row by row; each row is booked once."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.payouts.enums import Outcome, RowKind


class SettlementReport(models.Model):
    """One file. The same bytes again are the same report: rows that waited are tried again."""

    provider = models.CharField(_("provider"), max_length=20)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64)
    name = models.CharField(_("file"), max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("read by"),
    )
    made_at = models.DateTimeField(_("read"))
    begins_at = models.DateTimeField(_("first row"), null=True, blank=True)
    ends_at = models.DateTimeField(_("last row"), null=True, blank=True)
    repeated = models.PositiveIntegerField(_("repeated rows"), default=0)
    missing = models.JSONField(_("payments and refunds that it does not name"), default=list, blank=True)
    all_matched = models.BooleanField(_("all matched"), default=False)

    class Meta:
        verbose_name = _("settlement report")
        verbose_name_plural = _("settlement reports")
        ordering = ["-made_at", "-pk"]
        permissions = [("reconcile_settlementreport", "Can reconcile settlement reports")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "sha256"], name="settlement_file_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="settlement_fingerprint"
            ),
        ]
        triggers = [pgtrigger.Protect(name="settlement_is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.provider} {self.name}"


class SettlementRow(models.Model):
    """`amount` and `fee` in minor units; a refund's amount is below zero. `key` is the provider's row id."""

    report = models.ForeignKey(
        SettlementReport, models.PROTECT, related_name="rows", verbose_name=_("report")
    )
    position = models.PositiveIntegerField(_("line"))
    provider = models.CharField(_("provider"), max_length=20)
    key = models.CharField(_("row"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=RowKind.choices)
    reference = models.CharField(_("our reference"), max_length=60, blank=True)
    provider_reference = models.CharField(_("the provider's reference"), max_length=120, blank=True)
    amount = models.BigIntegerField(_("amount"))
    fee = models.BigIntegerField(_("fee"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    occurred_at = models.DateTimeField(_("settled"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    expected = models.BigIntegerField(_("amount in our books"), null=True, blank=True)
    payment = models.ForeignKey(
        "orders.Payment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="settlement_rows",
        verbose_name=_("payment"),
    )
    refund = models.ForeignKey(
        "orders.Refund",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="settlement_rows",
        verbose_name=_("refund"),
    )
    event = models.CharField(_("ledger event"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("settlement row")
        verbose_name_plural = _("settlement rows")
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "key"], name="settlement_row_once"),
            # A payment comes to our bank once, a refund leaves it once.
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(outcome="matched", kind="payment"),
                name="settlement_payment_once",
            ),
            models.UniqueConstraint(
                fields=["refund"],
                condition=Q(outcome="matched", kind="refund"),
                name="settlement_refund_once",
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="settlement_outcome_known"),
            models.CheckConstraint(condition=Q(kind__in=RowKind.values), name="settlement_kind_known"),
            models.CheckConstraint(
                condition=~Q(outcome="matched")
                | Q(kind="payment", payment__isnull=False, event__gt="")
                | Q(kind="refund", refund__isnull=False, event__gt=""),
                name="settlement_matched_is_booked",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="settlement_row_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__outcome="matched"),
            ),
            pgtrigger.Protect(name="settlement_row_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.key}"
