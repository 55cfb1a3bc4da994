"""What somebody thinks of buying. A cart holds nothing back from others."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CURRENCY = r"^[A-Z]{3}$"
SOURCE = r"^[a-z]+:[0-9]+$"


class Cart(models.Model):
    """Of a person, or of a visitor's session by its token; never of both."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="cart",
        verbose_name=_("person"),
    )
    token = models.CharField(_("visitor's token"), max_length=40, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    touched_at = models.DateTimeField(_("last changed"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("bag")
        verbose_name_plural = _("bags")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, token__isnull=True)
                | Q(user__isnull=True, token__isnull=False),
                name="cart_of_person_or_visitor",
            ),
            models.CheckConstraint(
                condition=Q(token__isnull=True) | Q(token__gt=""), name="cart_token_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.token}"


class CartItem(models.Model):
    """`seen_minor` is the price that the person last saw, in minor units of `currency`."""

    cart = models.ForeignKey(Cart, models.CASCADE, related_name="items", verbose_name=_("bag"))
    source = models.CharField(_("what"), max_length=60)
    seen_minor = models.BigIntegerField(_("price seen"))
    currency = models.CharField(_("currency"), max_length=3)
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("item of a bag")
        verbose_name_plural = _("items of bags")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "source"], name="cart_source_once"),
            models.CheckConstraint(condition=Q(source__regex=SOURCE), name="cart_source_shape"),
            models.CheckConstraint(condition=Q(seen_minor__gt=0), name="cart_price_positive"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="cart_currency_shape"),
        ]

    def __str__(self) -> str:
        return self.source
