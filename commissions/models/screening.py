"""Words that a person has to look at before the other side reads them."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissions.enums import ScreenedKind, ScreeningState


class Screening(models.Model):
    """`subject_pk` is the row of `kind`; `hits` are `{"kind", "start", "end"}` into `text`, code points.

    `commission` is where it stands, for the people who decide.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ScreenedKind.choices)
    subject_pk = models.PositiveBigIntegerField(_("key of the text"))
    commission = models.ForeignKey(
        "commissions.Commission",
        models.PROTECT,
        related_name="screenings",
        verbose_name=_("commission"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"))
    hits = models.JSONField(_("what was found"), default=list)
    state = models.CharField(
        _("state"), max_length=8, choices=ScreeningState.choices, default=ScreeningState.PENDING
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    created_at = models.DateTimeField(_("held since"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects: ClassVar[models.Manager[Screening]] = models.Manager()

    class Meta:
        verbose_name = _("text to check")
        verbose_name_plural = _("texts to check")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["created_at"], name="screening_waiting", condition=Q(state="pending")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_pk"], condition=Q(state="pending"), name="screening_pending_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=ScreenedKind.values), name="screening_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=ScreeningState.values), name="screening_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | ~Q(state="pending") & Q(decided_at__isnull=False),
                name="screening_decided_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="screening_refusal_has_a_reason"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="screening_proof_stays", fields=["kind", "subject_pk", "author", "text", "hits"]
            ),
            pgtrigger.Protect(name="screening_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_pk} {self.state}"
