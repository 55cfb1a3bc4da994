"""Who answers for somebody who is not of age yet (PDPL Implementing Regulations, Art. 13)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compliance.consents.enums import GuardianState, Proof


class Guardianship(models.Model):
    """A young account holder and the guardian who consents for them, until the eighteenth birthday."""

    child = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="guardianships",
        verbose_name=_("young person"),
    )
    birth_date = models.DateField(_("date of birth"))
    guardian = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="wards",
        verbose_name=_("the guardian’s account"),
    )
    guardian_name = models.CharField(_("the guardian’s name"), max_length=150, blank=True)
    guardian_email = models.EmailField(_("the guardian’s e-mail address"))
    state = models.CharField(
        _("state"), max_length=9, choices=GuardianState.choices, default=GuardianState.ASKED
    )
    proof = models.CharField(_("verified by"), max_length=9, choices=Proof.choices, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by member of staff"),
    )
    asked_at = models.DateTimeField(_("asked"))
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=~Q(state="ended"), name="guardianship_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=GuardianState.values), name="guardianship_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", verified_at__isnull=True)
                | Q(state="confirmed", verified_at__isnull=False)
                | Q(state="ended", ended_at__isnull=False),
                name="guardianship_state_dated",
            ),
            models.CheckConstraint(
                condition=Q(guardian__isnull=True) | ~Q(guardian=models.F("child")),
                name="guardianship_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"guardianship {self.pk}"


class GuardianRequest(models.Model):
    """What a young person asks their guardian to allow: answered with the code of one letter, once."""

    guardianship = models.ForeignKey(
        Guardianship, models.CASCADE, related_name="requests", verbose_name=_("guardianship")
    )
    purposes = models.JSONField(_("purposes"), default=list)
    code_hash = models.CharField(_("hash of the code"), max_length=64)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("expires"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("question to a guardian")
        verbose_name_plural = _("questions to guardians")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"question {self.pk}"
