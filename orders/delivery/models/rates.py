"""What bringing a work costs: zones, price lists of the house and of sellers, bands by size and weight.

Prices are minor units of their row's currency and without VAT: a currency without rows is not converted.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.money import EXPONENTS
from orders.delivery.enums import Method

CURRENCY_KNOWN = Q(currency__in=list(EXPONENTS))
PRICED = [method.value for method in Method if method != Method.PICKUP]


def _texts(label: Any) -> ArrayField[Any, Any]:
    return ArrayField(models.CharField(max_length=80), verbose_name=label, default=list, blank=True)


class Zone(models.Model):
    """A set of ways: where from, where to. The first one in `position` that fits a way is its zone.

    Empty lists mean anywhere. Cities are matched in both scripts and spellings.
    """

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    position = models.PositiveSmallIntegerField(_("looked at as number"), unique=True)
    same_country = models.BooleanField(_("within one country"), default=False)
    same_city = models.BooleanField(_("within one city"), default=False)
    origins = _texts(_("from countries"))
    countries = _texts(_("to countries"))
    regions = _texts(_("to regions"))
    cities = _texts(_("to cities"))

    class Meta:
        verbose_name = _("delivery zone")
        verbose_name_plural = _("delivery zones")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(name_ar__gt="", name_en__gt=""), name="zone_has_both_names"),
        ]

    def __str__(self) -> str:
        return self.name_ar if (get_language() or "ar").startswith("ar") else self.name_en


class RateCard(models.Model):
    """A price list: of one seller, or of the house for all who have none of their own."""

    seller = models.ForeignKey(
        "orders.Seller",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rate_cards",
        verbose_name=_("seller"),
        help_text=_("Empty: the list of the house."),
    )
    name = models.CharField(_("name"), max_length=120)
    active = models.BooleanField(_("in use"), default=True)
    pickup = models.BooleanField(_("offers pick-up"), default=True)
    volume_divisor = models.PositiveIntegerField(
        _("cubic centimetres that count as a kilogram"),
        default=5_000,
        help_text=_(
            "As carriers do it: a light but bulky parcel is charged by its volume. 0 switches it off."
        ),
    )

    class Meta:
        verbose_name = _("price list for delivery")
        verbose_name_plural = _("price lists for delivery")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"],
                condition=Q(active=True),
                nulls_distinct=False,
                name="ratecard_one_in_use_a_seller",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Rate(models.Model):
    """The price for parcels up to a longest side and up to a weight."""

    card = models.ForeignKey(RateCard, models.CASCADE, related_name="rates", verbose_name=_("price list"))
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="rates", verbose_name=_("zone"))
    method = models.CharField(_("method"), max_length=8, choices=Method.choices)
    currency = models.CharField(_("currency"), max_length=3)
    side_cm = models.PositiveIntegerField(_("longest side up to, cm"))
    weight_g = models.PositiveIntegerField(_("weight up to, g"))
    price = models.BigIntegerField(_("price before VAT, minor units"))
    days_min = models.PositiveSmallIntegerField(_("working days at least"))
    days_max = models.PositiveSmallIntegerField(_("working days at most"))

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ["card", "zone", "method", "currency", "side_cm", "weight_g"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "zone", "method", "currency", "side_cm", "weight_g"], name="rate_once_a_band"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="rate_price_not_negative"),
            models.CheckConstraint(condition=Q(days_max__gte=F("days_min")), name="rate_days_in_order"),
            models.CheckConstraint(condition=Q(side_cm__gt=0, weight_g__gt=0), name="rate_band_not_empty"),
            models.CheckConstraint(condition=CURRENCY_KNOWN, name="rate_currency_known"),
            models.CheckConstraint(condition=Q(method__in=PRICED), name="rate_method_has_a_price"),
        ]

    def __str__(self) -> str:
        return f"{self.zone} · {self.get_method_display()} · {self.side_cm} cm · {self.weight_g} g"


class CratingBand(models.Model):
    """What a made-to-measure crate costs for a work up to a longest side."""

    card = models.ForeignKey(RateCard, models.CASCADE, related_name="crates", verbose_name=_("price list"))
    currency = models.CharField(_("currency"), max_length=3)
    side_cm = models.PositiveIntegerField(_("longest side up to, cm"))
    price = models.BigIntegerField(_("price before VAT, minor units"))

    class Meta:
        verbose_name = _("crating price")
        verbose_name_plural = _("crating prices")
        ordering = ["card", "currency", "side_cm"]
        constraints = [
            models.UniqueConstraint(fields=["card", "currency", "side_cm"], name="crating_once_a_band"),
            models.CheckConstraint(condition=Q(price__gte=0, side_cm__gt=0), name="crating_not_negative"),
            models.CheckConstraint(condition=CURRENCY_KNOWN, name="crating_currency_known"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} · {self.side_cm} cm"


class InsuranceTerm(models.Model):
    """Basis points of the works' value, and the least that a cover costs."""

    card = models.ForeignKey(RateCard, models.CASCADE, related_name="insurance", verbose_name=_("price list"))
    currency = models.CharField(_("currency"), max_length=3)
    bps = models.PositiveSmallIntegerField(_("basis points of the value"))
    minimum = models.BigIntegerField(_("at least, minor units"), default=0)
    limit = models.BigIntegerField(_("value covered at most, minor units"))

    class Meta:
        verbose_name = _("insurance term")
        verbose_name_plural = _("insurance terms")
        ordering = ["card", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["card", "currency"], name="insurance_once_a_currency"),
            models.CheckConstraint(
                condition=Q(bps__lte=10_000, minimum__gte=0, limit__gt=0), name="insurance_in_bounds"
            ),
            models.CheckConstraint(condition=CURRENCY_KNOWN, name="insurance_currency_known"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} · {self.bps} bps"
