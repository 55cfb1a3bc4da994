"""That somebody was reminded: once for a person, a session at its time, and a span."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.agenda.enums import Span


class Reminder(models.Model):
    """Named by the session's beginning, not by its row: a session that moves is a new appointment."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name=_("person")
    )
    run = models.ForeignKey("workshops.Run", models.CASCADE, related_name="reminders", verbose_name=_("run"))
    starts_at = models.DateTimeField(_("the session begins"))
    span = models.CharField(_("how long before"), max_length=2, choices=Span.choices)
    sent_at = models.DateTimeField(_("reminded"))

    objects: ClassVar[models.Manager[Reminder]] = models.Manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "run", "starts_at", "span"], name="reminder_once"),
            models.CheckConstraint(condition=Q(span__in=Span.values), name="reminder_span_known"),
        ]
        indexes = [models.Index(fields=["starts_at"], name="reminder_old")]

    def __str__(self) -> str:
        return f"{self.user} {self.run} {self.span}"
