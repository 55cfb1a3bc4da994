"""What is on offer: tiers with their benefits, and their prices by period and currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.money import Money
from orders.memberships.enums import Audience, Period

WHOLE = 10_000


class Tier(models.Model):
    """An empty benefit means that the tier changes nothing there. `position` is also the rank: higher is more."""

    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices)
    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    free = models.BooleanField(
        _("free"), default=False, help_text=_("What everybody of this audience has without a membership.")
    )
    active = models.BooleanField(_("offered"), default=True)
    commission_bps = models.PositiveIntegerField(
        _("commission on fixed prices"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(WHOLE)],
        help_text=_("In basis points: 1000 is 10%. Empty: the usual commission."),
    )
    auction_commission_bps = models.PositiveIntegerField(
        _("commission on auctions"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(WHOLE)],
        help_text=_("In basis points: 1000 is 10%. Empty: the usual commission."),
    )
    listing_limit = models.PositiveIntegerField(
        _("works shown at once"), null=True, blank=True, help_text=_("Empty: as many as you like.")
    )
    early_hours = models.PositiveSmallIntegerField(
        _("hours of early access"), default=0, help_text=_("How long before others new works are seen.")
    )
    priority_support = models.BooleanField(_("priority support"), default=False)
    if TYPE_CHECKING:  # columns that translation.py adds
        name_ar: str | None
        name_en: str | None
        description_ar: str | None
        description_en: str | None

    objects: ClassVar[models.Manager[Tier]] = models.Manager()

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        ordering = ["audience", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["audience", "code"], name="tier_code_once"),
            models.UniqueConstraint(fields=["audience"], condition=Q(free=True), name="tier_free_once"),
            models.UniqueConstraint(
                fields=["audience", "position"], condition=Q(active=True), name="tier_position_once"
            ),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="tier_audience_known"),
            models.CheckConstraint(
                condition=Q(name_ar__isnull=False, name_ar__gt="", name_en__isnull=False, name_en__gt=""),
                name="tier_named_in_both",
                violation_error_message=_("Enter the name in both languages."),
            ),
            models.CheckConstraint(
                condition=(Q(commission_bps__isnull=True) | Q(commission_bps__lte=WHOLE))
                & (Q(auction_commission_bps__isnull=True) | Q(auction_commission_bps__lte=WHOLE)),
                name="tier_commission_sane",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class TierPrice(models.Model):
    """`amount` in minor units of `currency`, VAT included."""

    tier = models.ForeignKey(Tier, models.CASCADE, related_name="prices", verbose_name=_("tier"))
    period = models.CharField(_("period"), max_length=5, choices=Period.choices)
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.BigIntegerField(_("price with VAT"), help_text=_("In minor units: 19900 is 199 SAR."))

    objects: ClassVar[models.Manager[TierPrice]] = models.Manager()

    class Meta:
        verbose_name = _("price of a tier")
        verbose_name_plural = _("prices of tiers")
        ordering = ["tier", "currency", "period"]
        constraints = [
            models.UniqueConstraint(fields=["tier", "period", "currency"], name="tier_price_once"),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="tier_price_period_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="tier_price_positive"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="tier_price_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.period} {self.money.text('en')}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def span(self) -> Period:
        return Period(self.period)
