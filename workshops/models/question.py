"""What people are asked when they register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.enums import QuestionKind
from workshops.models.event import Event

ASKED = Q(text_ar__isnull=False, text_ar__gt="") | Q(text_en__isnull=False, text_en__gt="")


class Question(models.Model):
    """`choices` holds one answer a line; `per_seat` asks it for each person, not once a registration."""

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="questions",
        verbose_name=pgettext_lazy("something that people come to", "event"),
    )
    text = models.CharField(_("question"), max_length=300)
    kind = models.CharField(
        _("kind of answer"), max_length=6, choices=QuestionKind.choices, default=QuestionKind.TEXT
    )
    choices = models.TextField(_("answers to choose from, one a line"), blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    per_seat = models.BooleanField(_("asked for each person"), default=False)
    active = models.BooleanField(pgettext_lazy("of a question", "asked"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    if TYPE_CHECKING:
        text_ar: str | None
        text_en: str | None
        choices_ar: str | None
        choices_en: str | None

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["event", "position", "pk"]
        constraints = [
            models.CheckConstraint(name="question_has_text", condition=ASKED),
            models.CheckConstraint(name="question_kind_known", condition=Q(kind__in=QuestionKind.values)),
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def options(self) -> list[str]:
        """The answers to choose from, in the active language."""
        return [line.strip() for line in (self.choices or "").splitlines() if line.strip()]
