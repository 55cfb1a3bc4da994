"""Where something takes place: a seller's own list of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.validators import check_time_zone
from orders.addresses import PostalAddress

NAMED = Q(name_ar__isnull=False, name_ar__gt="") | Q(name_en__isnull=False, name_en__gt="")


class Venue(models.Model):
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="venues", verbose_name=_("seller")
    )
    name = models.CharField(_("name"), max_length=160)
    address = models.JSONField(_("address"), default=dict, blank=True)
    city = models.ForeignKey(
        "marketplace.City",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="venues",
        verbose_name=_("city"),
    )
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    map_url = models.URLField(_("link to a map"), max_length=500, blank=True)
    directions = models.TextField(_("how to get there"), blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Riyadh", validators=[check_time_zone]
    )
    active = models.BooleanField(_("offered in the form"), default=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        name_ar: str | None
        name_en: str | None
        directions_ar: str | None
        directions_en: str | None

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["seller", "pk"]
        constraints = [
            models.CheckConstraint(name="venue_has_name", condition=NAMED),
            models.CheckConstraint(
                name="venue_on_the_globe",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def postal_address(self) -> PostalAddress | None:
        return PostalAddress.from_dict(self.address) if self.address else None

    @property
    def map_link(self) -> str:
        """The seller's own link, else a pin at the coordinates; empty when neither is known."""
        if self.map_url or self.latitude is None:
            return self.map_url
        return f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}&zoom=17"
