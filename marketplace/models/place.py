"""Cities: where works hang, artists live and galleries open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

# An absent name is null, and a check that comes out as null lets the row pass: so both are asked for.
NAMED = Q(name_ar__isnull=False, name_ar__gt="") | Q(name_en__isnull=False, name_en__gt="")


class City(models.Model):
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address part"), max_length=80, unique=True)
    country = CountryField(_("country"), default="SA")

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        name_ar: str | None
        name_en: str | None

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["slug"]
        constraints = [models.CheckConstraint(name="city_has_name", condition=NAMED)]

    def __str__(self) -> str:
        return str(self.name)
