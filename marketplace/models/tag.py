"""The vocabulary of subjects and movements.

A work holds its tags as arrays of keys (see Artwork.subjects): 324,000 links of a museum's file load in a
fraction of a link table's time, and one GIN index answers. A key without a row here is shown as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.search import ArLight
from marketplace.enums import TagKind


class Tag(models.Model):
    kind = models.CharField(_("kind"), max_length=8, choices=TagKind.choices)
    key = models.CharField(_("key"), max_length=160)
    name = models.CharField(_("name"), max_length=160, blank=True)

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        name_ar: str | None
        name_en: str | None

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="tag_once"),
            models.CheckConstraint(name="tag_kind_known", condition=Q(kind__in=TagKind.values)),
            models.CheckConstraint(name="tag_has_key", condition=Q(key__gt="")),
        ]
        # An Arabic word, with or without its article, finds the tag that is kept under an English key.
        indexes = [models.Index(ArLight("name_ar"), name="tag_arabic_stem")]

    def __str__(self) -> str:
        return self.name or self.key
