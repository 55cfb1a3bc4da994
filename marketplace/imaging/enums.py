"""How far an image has come, in which formats it is served, and the colours people search by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImageState(models.TextChoices):
    PENDING = "pending", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be prepared")

    @property
    def next_states(self) -> frozenset[ImageState]:
        """Where an image may go from here: a failed one may be tried again, a ready one stays ready."""
        return {
            ImageState.PENDING: frozenset({ImageState.READY, ImageState.FAILED}),
            ImageState.READY: frozenset(),
            ImageState.FAILED: frozenset({ImageState.PENDING, ImageState.READY}),
        }[self]


class RenditionFormat(models.TextChoices):
    """Best first: the order of the sources in a <picture>."""

    AVIF = "avif", "AVIF"
    WEBP = "webp", "WebP"
    JPEG = "jpeg", "JPEG"

    @property
    def mime(self) -> str:
        return f"image/{self.value}"

    @property
    def suffix(self) -> str:
        return "jpg" if self is RenditionFormat.JPEG else self.value


class Swatch(models.TextChoices):
    """The colours of the browse filter, each with a name: never a bare square."""

    CLAY = "clay", _("Clay")
    SAFFRON = "saffron", _("Saffron")
    SEA = "sea", _("Sea")
    NIGHT = "night", _("Night blue")
    ROSE = "rose", _("Rose")
    BROWN = "brown", _("Brown")
    IVORY = "ivory", _("Ivory")
    INK = "ink", _("Ink black")
