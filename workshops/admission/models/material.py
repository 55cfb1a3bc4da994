"""Files for participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.admission.enums import FileKind

TITLED = Q(title_ar__isnull=False, title_ar__gt="") | Q(title_en__isnull=False, title_en__gt="")


class Material(models.Model):
    """A file of an event for its participants; of one run only, or (without one) of all."""

    event = models.ForeignKey(
        "workshops.Event",
        models.PROTECT,
        related_name="materials",
        verbose_name=pgettext_lazy("something that people come to", "event"),
    )
    run = models.ForeignKey(
        "workshops.Run",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("date"),
    )
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=8, choices=FileKind.choices)
    path = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        title_ar: str | None
        title_en: str | None

    class Meta:
        verbose_name = _("material for participants")
        verbose_name_plural = _("materials for participants")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "run", "sha256"],
                condition=Q(removed_at__isnull=True),
                nulls_distinct=False,
                name="material_living_once",
            ),
            models.CheckConstraint(condition=TITLED, name="material_has_title"),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="material_kind_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="material_size_positive"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file_kind(self) -> FileKind:
        return FileKind(self.kind)
