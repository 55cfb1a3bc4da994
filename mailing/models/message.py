"""The queue: a message as it was written, and where it stands."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mailing.enums import MAIL_TRANSITIONS, MailState, Priority


class EmailMessage(models.Model):
    """Rendered when queued; the address is the one of that moment."""

    key = models.CharField(_("idempotency key"), max_length=160, unique=True)
    template = models.CharField(_("template"), max_length=80, blank=True, db_index=True)
    purpose = models.CharField(_("purpose that needs consent"), max_length=40, blank=True, default="")
    language = models.CharField(_("language"), max_length=5)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mail",
        verbose_name=_("person"),
    )
    to_address = models.CharField(_("to"), max_length=320)
    from_address = models.CharField(_("from"), max_length=320)
    reply_to = models.CharField(_("reply to"), max_length=320, blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    subject = models.CharField(_("subject"), max_length=998)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    not_before = models.DateTimeField(_("not before"))
    lease_until = models.DateTimeField(_("held by a worker until"), null=True, blank=True)
    provider = models.CharField(_("provider"), max_length=20, blank=True)
    provider_id = models.CharField(_("the provider's id"), max_length=160, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    queued_at = models.DateTimeField(_("queued"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(
                fields=["priority", "not_before", "id"], name="mail_next", condition=Q(state="queued")
            ),
            models.Index(fields=["lease_until"], name="mail_leased", condition=Q(state="sending")),
            models.Index(fields=["-queued_at", "-id"], name="mail_recent"),
            models.Index(fields=["user", "purpose"], name="mail_by_consent", condition=~Q(purpose="")),
            models.Index(fields=["to_address"], name="mail_to", opclasses=["varchar_pattern_ops"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(
                condition=Q(language__in=["ar", "en", "both"]), name="mail_language_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until__isnull=True)),
                name="mail_leased_while_sending",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="mail_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in MAIL_TRANSITIONS],
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def status(self) -> MailState:
        return MailState(self.state)

    @property
    def audit_text(self) -> str:
        """A subject line may name a person or a code: the audit log gets the number only."""
        return f"{self.template or 'mail'} {self.pk}"


class EmailAttachment(models.Model):
    message = models.ForeignKey(
        EmailMessage, models.CASCADE, related_name="attachments", verbose_name=_("message")
    )
    name = models.CharField(_("file name"), max_length=255)
    mime_type = models.CharField(_("type"), max_length=100, default="application/octet-stream")
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
