"""What a request may change: a correction with its history and its recipients, a restriction with its term."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from compliance.rights import correctable
from compliance.rights.enums import CorrectionState
from compliance.rights.models.request import Request


class Correction(models.Model):
    """One thing that is said to be wrong. `field` is a code of the register, "" for anything else.

    `before` is what stood there when it was corrected. Evidence is a private file; it is destroyed with the
    decision (Article 7(2) of the regulation), and only the time of that stays.
    """

    request = models.ForeignKey(
        Request, models.CASCADE, related_name="corrections", verbose_name=_("request")
    )
    field = models.CharField(_("field"), max_length=60, blank=True)
    label = models.CharField(_("what is wrong"), max_length=200, blank=True)
    before = models.TextField(_("before"), max_length=2000, blank=True)
    after = models.TextField(_("after"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=8, choices=CorrectionState.choices, default=CorrectionState.ASKED
    )
    evidence_path = models.CharField(_("evidence"), max_length=160, blank=True)
    evidence_name = models.CharField(_("name of the evidence"), max_length=120, blank=True)
    evidence_destroyed_at = models.DateTimeField(_("evidence destroyed"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True)
                | Q(state__in=["applied", "refused"], decided_at__isnull=False),
                name="correction_decided_or_asked",
            ),
            # Evidence does not outlive the decision.
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(evidence_path=""),
                name="correction_evidence_goes",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="correction_state_moves",
                field="state",
                transitions=[("asked", "applied"), ("asked", "refused")],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.field or self.pk}"

    @property
    def field_label(self) -> str:
        """What a registered field is called, in the active language."""
        known = correctable.field(self.field)
        return str(known.label) if known else self.field


class RecipientNotice(models.Model):
    """Somebody to whom we gave the data is told that they changed (Article 17(1), regulation Article 7(3))."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="notices", verbose_name=_("request"))
    code = models.CharField(_("code of the recipient"), max_length=60, blank=True)
    name = models.CharField(_("recipient"), max_length=200)
    sent_at = models.DateTimeField(_("told"))
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice to a recipient")
        verbose_name_plural = _("notices to recipients")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "code", "name"], name="recipient_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.name}"


class Restriction(models.Model):
    """While accuracy is contested, or on the person's wish, data are kept and not used (regulation Article 7(1))."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="restrictions", verbose_name=_("account")
    )
    request = models.ForeignKey(
        Request, models.CASCADE, related_name="restrictions", verbose_name=_("request")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["user", "-since"], name="restriction_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["request"], name="restriction_once_a_request"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="restriction_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.since:%Y-%m-%d}"
