"""The pictures of a work: at most ten, in order, each described in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.artwork import Artwork

IMAGES_PER_ARTWORK = 10


class ArtworkImage(models.Model):
    artwork = models.ForeignKey(
        Artwork, verbose_name=_("artwork"), on_delete=models.CASCADE, related_name="images"
    )
    image = models.ForeignKey(
        "imaging.Image", verbose_name=_("image"), on_delete=models.PROTECT, related_name="artwork_images"
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("0 is the first picture."))
    alt = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("For those who do not see the picture.")
    )

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        alt_ar: str | None
        alt_en: str | None

    class Meta:
        verbose_name = _("picture of a work")
        verbose_name_plural = _("pictures of works")
        ordering = ["artwork", "position"]
        constraints = [
            models.CheckConstraint(
                name="artwork_image_at_most_ten", condition=Q(position__lt=IMAGES_PER_ARTWORK)
            ),
            # Deferred, so that two pictures can change places in one transaction.
            models.UniqueConstraint(
                fields=["artwork", "position"],
                name="artwork_image_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["artwork", "image"], name="artwork_image_once"),
        ]

    def __str__(self) -> str:
        return f"{self.artwork_id} #{self.position}"
