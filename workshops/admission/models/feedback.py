"""What participants say afterwards."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

RATINGS = (1, 2, 3, 4, 5)


class FeedbackAsk(models.Model):
    """That a run's participants have been asked, so that they are asked once."""

    run = models.OneToOneField(
        "workshops.Run", models.CASCADE, related_name="feedback_ask", verbose_name=_("date")
    )
    asked_at = models.DateTimeField(_("asked on"))

    class Meta:
        verbose_name = _("asking for feedback")
        verbose_name_plural = _("askings for feedback")

    def __str__(self) -> str:
        return str(self.run_id)


class Feedback(models.Model):
    """One ticket's word on a run. `public` is the consent to show words and first name on the event's page."""

    ticket = models.OneToOneField(
        "booking.Ticket", models.PROTECT, related_name="feedback", verbose_name=_("ticket")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="workshop_feedback",
        verbose_name=_("given by"),
    )
    rating = models.PositiveSmallIntegerField(
        _("rating"), validators=[MinValueValidator(RATINGS[0]), MaxValueValidator(RATINGS[-1])]
    )
    words = models.TextField(_("words"), blank=True, max_length=2_000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    public = models.BooleanField(_("may be shown"), default=False)
    public_at = models.DateTimeField(_("consent given or withdrawn"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden by staff"), null=True, blank=True)
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(rating__in=RATINGS), name="feedback_rating_one_to_five"),
            models.CheckConstraint(
                condition=Q(public=False) | Q(public_at__isnull=False), name="feedback_consent_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.rating}"
