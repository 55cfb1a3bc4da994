"""What is still to be done after a commit."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.enums import OutboxState


class OutboxMessage(models.Model):
    """One thing that must happen because of a committed write; see core.outbox."""

    topic = models.CharField(_("topic"), max_length=100)
    key = models.CharField(_("key"), max_length=200, blank=True, default="")
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(
        _("state"), max_length=8, choices=OutboxState.choices, default=OutboxState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created"), db_default=Now())
    due_at = models.DateTimeField(_("due"), db_default=Now())
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True, default="")
    request_id = models.CharField(_("request"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "key"], condition=~models.Q(key=""), name="outbox_key_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OutboxState.values), name="outbox_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=OutboxState.DONE, finished_at__isnull=False)
                | (~models.Q(state=OutboxState.DONE) & models.Q(finished_at__isnull=True)),
                name="outbox_done_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(state=OutboxState.WAITING),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["finished_at"], condition=models.Q(state=OutboxState.DONE), name="outbox_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key or self.pk}"
