"""The house's own wording of a mail: a row a version, over the file that ships with the code."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EmailTemplate(models.Model):
    """Never altered: a change is a new version, and only one version a language is in force."""

    name = models.CharField(_("template"), max_length=80)
    language = models.CharField(
        _("language"), max_length=2, choices=[("ar", _("Arabic")), ("en", _("English"))]
    )
    version = models.PositiveIntegerField(_("version"))
    active = models.BooleanField(_("in force"), default=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("mail template")
        verbose_name_plural = _("mail templates")
        ordering = ["name", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "language", "version"], name="mail_template_version_once"
            ),
            models.UniqueConstraint(
                fields=["name", "language"], condition=Q(active=True), name="mail_template_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["ar", "en"]), name="mail_template_language_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.language} {self.version}"
