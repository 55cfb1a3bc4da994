"""Certificates of attendance: what they say is written down when they are issued."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Certificate(models.Model):
    """A snapshot: names, course and hours stay as they were on the day, whatever changes later.

    `code` is unguessable and opens the public page that tells whether the certificate stands.
    """

    ticket = models.ForeignKey(
        "booking.Ticket", models.PROTECT, related_name="certificates", verbose_name=_("ticket")
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    code = models.CharField(_("verification code"), max_length=16, unique=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    course_ar = models.CharField(_("course in Arabic"), max_length=200)
    course_en = models.CharField(_("course in English"), max_length=200)
    seller_ar = models.CharField(_("organiser in Arabic"), max_length=200)
    seller_en = models.CharField(_("organiser in English"), max_length=200)
    teacher_ar = models.CharField(_("instructor in Arabic"), max_length=200, blank=True)
    teacher_en = models.CharField(_("instructor in English"), max_length=200, blank=True)
    minutes = models.PositiveIntegerField(_("minutes attended"))
    attended = models.PositiveSmallIntegerField(_("sessions attended"))
    sessions = models.PositiveSmallIntegerField(_("sessions in all"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(revoked_at__isnull=True), name="certificate_living_once"
            ),
            models.CheckConstraint(
                condition=Q(attended__gt=0, attended__lte=models.F("sessions")),
                name="certificate_attended_some",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="certificate_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(reason=""), name="certificate_revoked_for_a_reason"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="certificate_words_stay",
                fields=[
                    "ticket",
                    "number",
                    "code",
                    "course_ar",
                    "course_en",
                    "seller_ar",
                    "seller_en",
                    "teacher_ar",
                    "teacher_en",
                    "minutes",
                    "attended",
                    "sessions",
                    "first_day",
                    "last_day",
                    "issued_at",
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("admission:verify", args=[self.code])

    @property
    def standing(self) -> bool:
        return self.revoked_at is None

    @property
    def name(self) -> str:
        return self._said("name")

    @property
    def course(self) -> str:
        return self._said("course")

    @property
    def seller(self) -> str:
        return self._said("seller")

    @property
    def teacher(self) -> str:
        return self._said("teacher")

    def _said(self, field: str) -> str:
        arabic = (get_language() or "ar").startswith("ar")
        first, second = ("ar", "en") if arabic else ("en", "ar")
        return str(getattr(self, f"{field}_{first}") or getattr(self, f"{field}_{second}"))
