"""A picture as it came in, known by the hash of its bytes, and what it is served as."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.imaging.enums import ImageState, RenditionFormat, Swatch


class Image(models.Model):
    """Width and height are those of the picture as it is seen: orientation applied."""

    sha256 = models.CharField(_("content hash"), max_length=64, unique=True, editable=False)
    mime = models.CharField(_("type"), max_length=32)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    byte_size = models.PositiveIntegerField(_("bytes"))
    original = models.CharField(_("original"), max_length=160, help_text=_("Path in the private store."))
    state = models.CharField(_("state"), max_length=8, choices=ImageState.choices, default=ImageState.PENDING)
    placeholder = models.BinaryField(_("placeholder"), default=bytes, help_text=_("A tiny WebP picture."))
    palette = models.JSONField(
        _("palette"),
        default=list,
        blank=True,
        help_text=_("Dominant colours, each with its share in thousandths."),
    )
    colours = ArrayField(
        models.CharField(max_length=8, choices=Swatch.choices),
        verbose_name=_("colours"),
        default=list,
        blank=True,
    )
    recipe = models.PositiveSmallIntegerField(
        _("recipe"), default=0, help_text=_("The recipe of its renditions.")
    )
    widths = ArrayField(
        models.PositiveIntegerField(),
        verbose_name=_("served widths"),
        default=list,
        blank=True,
        help_text=_("Each of them exists in each format once the image is ready."),
    )
    dhash = models.BigIntegerField(_("perceptual hash"), null=True, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(name="image_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="image_has_size", condition=Q(width__gt=0, height__gt=0, byte_size__gt=0)
            ),
            models.CheckConstraint(name="image_state_known", condition=Q(state__in=ImageState.values)),
            models.CheckConstraint(
                name="image_ready_is_described", condition=~Q(state=ImageState.READY) | Q(dhash__isnull=False)
            ),
            models.CheckConstraint(
                name="image_ready_is_served",
                condition=~Q(state=ImageState.READY) | (Q(recipe__gt=0) & ~Q(widths=[])),
            ),
        ]
        indexes = [
            GinIndex(fields=["colours"], name="image_colours"),
            models.Index(
                fields=["created_at"], name="image_unfinished", condition=~Q(state=ImageState.READY)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.width} × {self.height})"

    @property
    def ratio(self) -> float:
        return self.width / self.height

    @property
    def is_ready(self) -> bool:
        return self.state == ImageState.READY


class Rendition(models.Model):
    """One file that the site serves: its name says what it holds, so it never changes."""

    image = models.ForeignKey(
        Image, verbose_name=_("image"), on_delete=models.CASCADE, related_name="renditions"
    )
    format = models.CharField(_("format"), max_length=4, choices=RenditionFormat.choices)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    path = models.CharField(_("path"), max_length=160, unique=True)
    bytes = models.PositiveIntegerField(_("bytes"))

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["image", "format", "width"]
        constraints = [
            models.UniqueConstraint(fields=["image", "format", "width"], name="rendition_once"),
            models.CheckConstraint(
                name="rendition_has_size", condition=Q(width__gt=0, height__gt=0, bytes__gt=0)
            ),
            models.CheckConstraint(
                name="rendition_format_known", condition=Q(format__in=RenditionFormat.values)
            ),
        ]

    def __str__(self) -> str:
        return self.path
