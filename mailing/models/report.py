"""What a provider reported about a message, once each: it sends the same report again when it is not sure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mailing.enums import ReportKind
from mailing.models.message import EmailMessage


class MailReport(models.Model):
    """The address in a report is not kept: the message knows it."""

    provider = models.CharField(_("provider"), max_length=20)
    event_id = models.CharField(_("the provider's id"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind.choices)
    message = models.ForeignKey(
        EmailMessage,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("message"),
    )
    at = models.DateTimeField(_("at"))
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("report on a message")
        verbose_name_plural = _("reports on messages")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="mail_report_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=ReportKind.values), name="mail_report_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
