"""Every message that came through the webhook door, as it came."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.payments.enums import MessageOutcome


class WebhookMessage(models.Model):
    """`body` is what was signed, byte for byte; of a refused message only its size and hash are kept.

    `event_id` is the provider's own: the same one again only raises `repeats`.
    """

    provider = models.CharField(_("provider"), max_length=20)
    received_at = models.DateTimeField(_("received"))
    headers = models.JSONField(_("headers"), default=dict)
    body = models.BinaryField(_("body"))
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    verified = models.BooleanField(_("verified"))
    event_id = models.CharField(_("event id"), max_length=150, blank=True)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    payment = models.ForeignKey(
        "orders.Payment",
        models.PROTECT,
        related_name="webhook_messages",
        verbose_name=_("payment"),
        null=True,
        blank=True,
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=MessageOutcome.choices, default=MessageOutcome.WAITING
    )
    error = models.CharField(_("error"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    repeats = models.PositiveIntegerField(_("repeated"), default=0)
    due_at = models.DateTimeField(_("next attempt"))
    acted_at = models.DateTimeField(pgettext_lazy("webhook", "acted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("message at the door")
        verbose_name_plural = _("messages at the door")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], name="webhook_waiting", condition=Q(outcome="waiting")),
            models.Index(fields=["-received_at"], name="webhook_recent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "event_id"], condition=Q(verified=True), name="webhook_event_once"
            ),
            models.CheckConstraint(
                condition=Q(verified=False) | ~Q(event_id=""), name="webhook_verified_has_an_event"
            ),
            # What was not verified is refused and keeps no body; nothing else is refused.
            models.CheckConstraint(
                condition=Q(verified=True) & ~Q(outcome="refused")
                | Q(verified=False, outcome="refused", body=b""),
                name="webhook_refused_is_unverified",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=MessageOutcome.values), name="webhook_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting") | Q(acted_at__isnull=False), name="webhook_end_has_a_time"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="webhook_stays",
                fields=[
                    "provider",
                    "received_at",
                    "headers",
                    "size",
                    "sha256",
                    "verified",
                    "event_id",
                    "kind",
                ],
            ),
            pgtrigger.FSM(
                name="webhook_outcome_moves",
                field="outcome",
                transitions=[
                    *[("waiting", end) for end in ("done", "nothing", "stranger", "stuck")],
                    ("stuck", "waiting"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id or self.sha256[:12]}"
