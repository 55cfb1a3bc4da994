"""The secret with which a person's calendar program reads their registrations."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import LANGUAGE_CHOICES


class CalendarKey(models.Model):
    """One a person; whoever has the secret sees where they are when. Only its digest is kept.

    A calendar program sends no language and no cookie, so the language stands here.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key", verbose_name=_("person")
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES, default="ar")
    made_at = models.DateTimeField(_("made"))
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)

    objects: ClassVar[models.Manager[CalendarKey]] = models.Manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="calendar_key_digest"),
            models.CheckConstraint(condition=Q(language__in=["ar", "en"]), name="calendar_key_language"),
        ]

    def __str__(self) -> str:
        return str(self.user)
