"""The finished work: its certificate, and its place in the catalogue."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Certificate(models.Model):
    """What the artist vouches for, as it was when signed; the collector is no part of it.

    `code` is the number on the paper and in its QR code: unguessable, because its page is public.
    """

    commission = models.OneToOneField(
        "commissions.Commission",
        models.PROTECT,
        related_name="certificate",
        verbose_name=_("commission"),
    )
    code = models.CharField(_("number"), max_length=20, unique=True)
    artist_ar = models.CharField(_("artist in Arabic"), max_length=200, blank=True)
    artist_en = models.CharField(_("artist in English"), max_length=200, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=400, blank=True)
    title_en = models.CharField(_("title in English"), max_length=400, blank=True)
    medium_ar = models.CharField(_("medium in Arabic"), max_length=400, blank=True)
    medium_en = models.CharField(_("medium in English"), max_length=400, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    height_cm = models.DecimalField(_("height, cm"), max_digits=7, decimal_places=1, null=True, blank=True)
    width_cm = models.DecimalField(_("width, cm"), max_digits=7, decimal_places=1, null=True, blank=True)
    depth_cm = models.DecimalField(_("depth, cm"), max_digits=7, decimal_places=1, null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("certificate of authenticity")
        verbose_name_plural = _("certificates of authenticity")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^CA-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$"),
                name="authenticity_code_shape",
            ),
            models.CheckConstraint(
                condition=~Q(title_ar="") | ~Q(title_en=""), name="authenticity_has_a_title"
            ),
            models.CheckConstraint(
                condition=~Q(artist_ar="") | ~Q(artist_en=""), name="authenticity_has_an_artist"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="authenticity_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("progress:certificate-check", args=[self.code])

    @property
    def sides_cm(self) -> list[Decimal]:
        """The known sides: height, width, depth, in this order."""
        return [side for side in (self.height_cm, self.width_cm, self.depth_cm) if side is not None]


class FinishedWork(models.Model):
    """The commission as a work of the catalogue. `provenance_*` are the lines that we wrote into it, so that
    they can be found again when the collector takes the consent back."""

    commission = models.OneToOneField(
        "commissions.Commission",
        models.PROTECT,
        related_name="finished_work",
        verbose_name=_("commission"),
    )
    artwork = models.OneToOneField(
        "marketplace.Artwork", models.PROTECT, related_name="commissioned", verbose_name=_("work")
    )
    provenance_ar = models.CharField(_("line of provenance in Arabic"), max_length=300)
    provenance_en = models.CharField(_("line of provenance in English"), max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    made_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("finished work")
        verbose_name_plural = _("finished works")
        ordering = ["-made_at", "-pk"]
        triggers = [
            pgtrigger.ReadOnly(
                name="finished_work_stays", fields=["commission", "artwork", "made_by", "made_at"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id}: {self.artwork_id}"
