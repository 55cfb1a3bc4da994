"""A seller's papers: numbers and names only. Copies of identity papers are never taken (PDPL, Article 28)."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.verification.enums import LIVING, PaperKind, PaperState


class Paper(models.Model):
    """One paper as the seller handed it in and as somebody of the house found it in the public register."""

    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="papers", verbose_name=_("seller")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind.choices)
    number = models.CharField(_("number"), max_length=40)
    name = models.CharField(_("name on the paper"), max_length=200)
    expires_on = models.DateField(_("valid until"))
    state = models.CharField(
        _("state"), max_length=10, choices=PaperState.choices, default=PaperState.SUBMITTED
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed in by")
    )
    submitted_at = models.DateTimeField(_("handed in"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    decided_at = models.DateTimeField(_("checked"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Paper]] = models.Manager()

    class Meta:
        verbose_name = _("seller's paper")
        verbose_name_plural = _("sellers' papers")
        ordering = ["-submitted_at", "-pk"]
        indexes = [
            models.Index(fields=["expires_on"], name="paper_runs_out", condition=Q(state="verified")),
            models.Index(fields=["submitted_at"], name="paper_to_check", condition=Q(state="submitted")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="paper_kind_known"),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="paper_state_known"),
            models.CheckConstraint(condition=Q(number__gt="", name__gt=""), name="paper_is_whole"),
            models.UniqueConstraint(
                fields=["seller", "kind"], condition=Q(state="submitted"), name="paper_one_in_check_a_kind"
            ),
            models.UniqueConstraint(
                fields=["seller", "kind", "number"],
                condition=Q(state__in=[state.value for state in LIVING]),
                name="paper_number_once_alive",
            ),
            # Whoever hands in a paper does not check it.
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "refused", "revoked"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("submitted_by"))),
                name="paper_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "revoked"]) | Q(reason__gt=""),
                name="paper_no_has_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="paper_stays", fields=["seller", "kind", "submitted_by", "submitted_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def status(self) -> PaperState:
        return PaperState(self.state)
