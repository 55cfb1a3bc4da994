"""The words that people were asked with, kept as they were shown."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PurposeText(models.Model):
    """One version of a question in one language; written when somebody first answers it, never changed."""

    purpose = models.CharField(_("purpose"), max_length=40)
    language = models.CharField(
        _("language"), max_length=2, choices=[("ar", _("Arabic")), ("en", _("English"))]
    )
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("hash"), max_length=64)
    at = models.DateTimeField(_("first used"), db_default=Now())

    class Meta:
        verbose_name = _("text of a purpose")
        verbose_name_plural = _("texts of purposes")
        ordering = ["purpose", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "language", "version"], name="purpose_version_once"),
            models.UniqueConstraint(fields=["purpose", "language", "sha256"], name="purpose_words_once"),
            models.CheckConstraint(condition=Q(language__in=["ar", "en"]), name="purpose_language_known"),
        ]
        triggers = [
            pgtrigger.Protect(name="purpose_text_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.language} {self.version}"
