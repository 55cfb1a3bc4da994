"""A set of works that somebody put together: a hanging, a theme, a season."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.enums import PublicationState
from marketplace.models.artwork import TITLED, Artwork


class Collection(models.Model):
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    slug = models.SlugField(_("address part"), max_length=120, unique=True)
    seller = models.ForeignKey(
        "orders.Seller",
        verbose_name=_("put together by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="collections",
        help_text=_("Empty: by the house."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PublicationState.choices, default=PublicationState.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    artworks: models.ManyToManyField[Artwork, CollectionItem] = models.ManyToManyField(
        Artwork, through="CollectionItem", verbose_name=_("works"), related_name="collections"
    )

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        title_ar: str | None
        title_en: str | None
        description_ar: str | None
        description_en: str | None

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(name="collection_has_title", condition=TITLED),
            models.CheckConstraint(
                name="collection_state_known", condition=Q(state__in=PublicationState.values)
            ),
            models.CheckConstraint(
                name="collection_published_dated",
                condition=~Q(state=PublicationState.PUBLISHED) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("marketplace:collection-detail", args=[self.slug])


class CollectionItem(models.Model):
    collection = models.ForeignKey(
        Collection, verbose_name=_("collection"), on_delete=models.CASCADE, related_name="items"
    )
    artwork = models.ForeignKey(
        Artwork, verbose_name=_("work"), on_delete=models.CASCADE, related_name="collection_items"
    )
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("work of a collection")
        verbose_name_plural = _("works of a collection")
        ordering = ["collection", "position"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "artwork"], name="collection_item_once"),
            models.UniqueConstraint(
                fields=["collection", "position"],
                name="collection_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} #{self.position}"
