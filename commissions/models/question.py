"""Questions and answers before the award: about the brief for all who may answer it, or about one proposal."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissions.enums import ScreeningState
from commissions.models.commission import Commission
from commissions.models.proposal import Proposal


class Question(models.Model):
    """Without a proposal: a seller asks about the brief, and every seller who may answer it reads the answer.

    With one: the collector asks, and only these two read it. `state` and `answer_state` say whether the words
    may be read by the other side; what is held or refused is seen by its author alone.
    """

    commission = models.ForeignKey(
        Commission, models.PROTECT, related_name="questions", verbose_name=_("commission")
    )
    proposal = models.ForeignKey(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("proposal"),
    )
    seller = models.ForeignKey(
        "orders.Seller",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    text = models.TextField(_("question"), max_length=1000)
    state = models.CharField(
        _("question may be read"),
        max_length=8,
        choices=ScreeningState.choices,
        default=ScreeningState.CLEARED,
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer_state = models.CharField(
        _("answer may be read"),
        max_length=8,
        choices=ScreeningState.choices,
        default=ScreeningState.CLEARED,
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects: ClassVar[models.Manager[Question]] = models.Manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_has_words"),
            models.CheckConstraint(
                condition=Q(state__in=ScreeningState.values, answer_state__in=ScreeningState.values),
                name="question_states_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="question_answer_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=True, seller__isnull=False)
                | Q(proposal__isnull=False, seller__isnull=True),
                name="question_has_one_asker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.text[:40]}"

    @property
    def answered(self) -> bool:
        """There is an answer that the asker may read."""
        return bool(self.answer) and self.answer_state == ScreeningState.CLEARED
