"""Those who make works and those who show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from marketplace.models.place import NAMED, City

if TYPE_CHECKING:
    from datetime import date

YEAR_FROM, YEAR_UNTIL = -4000, 2200


class Artist(models.Model):
    """An artist, living or dead, with or without an account: the account is the seller's members."""

    name = models.CharField(_("name"), max_length=200)
    bio = models.TextField(_("life"), blank=True)
    slug = models.SlugField(_("address part"), max_length=120, unique=True)
    name_key = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("name keys"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("The same for an Arabic name and its Latin spellings."),
    )
    birth_year = models.SmallIntegerField(_("year of birth"), null=True, blank=True)
    death_year = models.SmallIntegerField(_("year of death"), null=True, blank=True)
    nationality = CountryField(_("nationality"), blank=True)
    city = models.ForeignKey(
        City, verbose_name=_("city"), null=True, blank=True, on_delete=models.SET_NULL, related_name="artists"
    )
    seller = models.OneToOneField(
        "orders.Seller",
        verbose_name=_("seller"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="artist",
    )
    source_id = models.CharField(
        _("number in the source"), max_length=40, blank=True, help_text=_("As an import knows the artist.")
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        name_ar: str | None
        name_en: str | None
        bio_ar: str | None
        bio_en: str | None

    class Meta:
        verbose_name = _("artist")
        verbose_name_plural = _("artists")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(name="artist_has_name", condition=NAMED),
            models.CheckConstraint(
                name="artist_dies_after_birth",
                condition=Q(birth_year__isnull=True)
                | Q(death_year__isnull=True)
                | Q(death_year__gte=F("birth_year")),
            ),
            models.CheckConstraint(
                name="artist_years_plausible",
                condition=(Q(birth_year__isnull=True) | Q(birth_year__range=(YEAR_FROM, YEAR_UNTIL)))
                & (Q(death_year__isnull=True) | Q(death_year__range=(YEAR_FROM, YEAR_UNTIL))),
            ),
            models.UniqueConstraint(
                fields=["source_id"], name="artist_source_once", condition=Q(source_id__gt="")
            ),
        ]
        indexes = [
            GinIndex(fields=["name_key"], name="artist_name_key"),
            models.Index(fields=["-created_at", "-id"], name="artist_newest"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("marketplace:artist-detail", args=[self.slug])

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None


class Gallery(models.Model):
    """A gallery; the people who run it are the members of its seller."""

    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("about"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    slug = models.SlugField(_("address part"), max_length=120, unique=True)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="galleries",
    )
    founded_year = models.SmallIntegerField(_("founded in"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    seller = models.OneToOneField(
        "orders.Seller",
        verbose_name=_("seller"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gallery",
    )
    artists: models.ManyToManyField[Artist, GalleryArtist] = models.ManyToManyField(
        Artist, through="GalleryArtist", verbose_name=_("artists"), related_name="galleries"
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        name_ar: str | None
        name_en: str | None
        about_ar: str | None
        about_en: str | None
        address_ar: str | None
        address_en: str | None

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(name="gallery_has_name", condition=NAMED),
            models.CheckConstraint(
                name="gallery_founded_plausible",
                condition=Q(founded_year__isnull=True) | Q(founded_year__range=(1500, YEAR_UNTIL)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("marketplace:gallery-detail", args=[self.slug])

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None


class GalleryArtist(models.Model):
    """A gallery represents an artist from a day on, until a day or still."""

    gallery = models.ForeignKey(
        Gallery, verbose_name=_("gallery"), on_delete=models.CASCADE, related_name="representations"
    )
    artist = models.ForeignKey(
        Artist, verbose_name=_("artist"), on_delete=models.CASCADE, related_name="representations"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        ordering = ["gallery", "-since"]
        constraints = [
            models.CheckConstraint(
                name="representation_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                fields=["gallery", "artist"], name="representation_open_once", condition=Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gallery} – {self.artist}"

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)
