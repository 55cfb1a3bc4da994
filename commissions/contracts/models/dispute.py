"""Two who cannot agree: what each side says and shows, and what was decided."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.contracts.enums import SIGNING, Decision, DisputeReason, DisputeState, Party

SIDES = [party.value for party in SIGNING]


class Dispute(models.Model):
    """While one is open, the money of the contract stands still. `split` is what went back by decision, by the
    position of the milestone, in minor units.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, related_name="disputes", verbose_name=_("contract")
    )
    milestone = models.ForeignKey(
        "contracts.Milestone",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
        verbose_name=_("milestone"),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    side = models.CharField(_("side"), max_length=9, choices=Party.choices)
    reason = models.CharField(_("reason"), max_length=14, choices=DisputeReason.choices)
    text = models.TextField(_("what happened"), max_length=3000)
    state = models.CharField(
        _("state"), max_length=9, choices=DisputeState.choices, default=DisputeState.OPEN
    )
    opened_at = models.DateTimeField(_("opened"))
    decision = models.CharField(_("decision"), max_length=6, choices=Decision.choices, blank=True)
    split = models.JSONField(_("what goes back"), default=dict, blank=True)
    note = models.TextField(_("words of the decision"), max_length=3000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract"], condition=Q(state="open"), name="dispute_open_once"),
            models.CheckConstraint(condition=Q(state__in=DisputeState.values), name="dispute_state_known"),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="dispute_side_known"),
            models.CheckConstraint(condition=Q(reason__in=DisputeReason.values), name="dispute_reason_known"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | ~Q(state="open") & Q(ended_at__isnull=False),
                name="dispute_ended_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="decided", decided_by__isnull=False, decision__in=Decision.values)
                & ~Q(note="")
                | ~Q(state="decided") & Q(decided_by__isnull=True, decision=""),
                name="dispute_decision_is_whole",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="dispute_state_moves",
                field="state",
                transitions=[("open", "decided"), ("open", "withdrawn")],
            ),
            pgtrigger.ReadOnly(
                name="dispute_claim_stays",
                fields=["contract", "milestone", "opened_by", "side", "reason", "text", "opened_at"],
            ),
            pgtrigger.Protect(name="dispute_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.state}"

    @property
    def status(self) -> DisputeState:
        return DisputeState(self.state)


class Evidence(models.Model):
    """Words, a picture drawn anew in the private store, or both; seen by both sides and staff."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="evidence", verbose_name=_("dispute"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    side = models.CharField(_("side"), max_length=9, choices=Party.choices)
    text = models.TextField(_("words"), max_length=3000, blank=True)
    path = models.CharField(_("path in the store"), max_length=160, blank=True)
    sha256 = models.CharField(_("hash"), max_length=64, blank=True)
    width = models.PositiveIntegerField(_("width in pixels"), default=0)
    height = models.PositiveIntegerField(_("height in pixels"), default=0)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="", path=""), name="evidence_says_something"),
            models.CheckConstraint(condition=Q(side__in=Party.values), name="evidence_side_known"),
            models.CheckConstraint(
                condition=Q(path="") | Q(sha256__regex=r"^[0-9a-f]{64}$", width__gt=0, height__gt=0),
                name="evidence_picture_is_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="evidence_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.side}"
