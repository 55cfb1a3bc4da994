"""What stays with a person after a decision: warnings and strikes that expire, suspensions with scope and time."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from compliance.safety.enums import CautionKind, Scope
from compliance.safety.models.decision import Decision


class Caution(models.Model):
    """A warning or a strike. It counts until it expires or is withdrawn after an appeal."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="safety_cautions", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=7, choices=CautionKind.choices)
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="caution", verbose_name=_("decision")
    )
    at = models.DateTimeField(_("time"))
    expires_at = models.DateTimeField(_("expires"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("warning or strike")
        verbose_name_plural = _("warnings and strikes")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CautionKind.values), name="safety_caution_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="safety_caution_expires"),
        ]
        indexes = [models.Index(fields=["user", "kind", "expires_at"], name="safety_caution_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Suspension(models.Model):
    """What a person may not do for a time; without an end, until further notice.

    A bid reads this table under the lot's lock, in the statement that reads everything else (the function
    `auctions_look`), so the next bid after a suspension's commit is refused.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="suspensions", verbose_name=_("person")
    )
    scope = models.CharField(_("scope"), max_length=9, choices=Scope.choices)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), max_length=2000)
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="suspensions", verbose_name=_("decision")
    )
    by_strikes = models.BooleanField(_("because strikes added up"), default=False)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lift_reason = models.CharField(_("why it was lifted"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="safety_scope_known"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="safety_suspension_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lift_reason=""), name="safety_lifted_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "scope"], condition=Q(lifted_at__isnull=True), name="safety_suspension_alive"
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="safety_suspension_stays", fields=["user", "scope", "starts_at", "ends_at", "decision"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.pk}"
