"""The way from the bag to the bank: what, where to, how, and the orders that came of it."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.crypt import EncryptedJSONField
from orders.checkout.enums import CHECKOUT_TRANSITIONS, CheckoutState
from orders.checkout.models.cart import CURRENCY, SOURCE


class Checkout(models.Model):
    """Works that are to be ordered are its items; orders that wait for payment, and those placed, its orders.

    Nothing is held while it is open: the works are held by the orders, from the moment it is placed until
    `expires_at`.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="checkouts", verbose_name=_("buyer")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CheckoutState.choices, default=CheckoutState.OPEN
    )
    ship_to = EncryptedJSONField(_("to be brought to"), default=dict, blank=True)
    bill_to = EncryptedJSONField(_("to be billed to"), default=dict, blank=True)
    choices = models.JSONField(
        _("delivery chosen"),
        default=dict,
        blank=True,
        help_text=_("By group of works: the code of the quote."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    touched_at = models.DateTimeField(_("last changed"), default=timezone.now)
    placed_at = models.DateTimeField(_("ordered"), null=True, blank=True)
    expires_at = models.DateTimeField(_("reserved until"), null=True, blank=True)
    orders = models.ManyToManyField(
        "orders.Order",
        through="checkout.CheckoutOrder",
        related_name="checkouts",
        verbose_name=_("orders"),
    )

    class Meta:
        verbose_name = _("checkout")
        verbose_name_plural = _("checkouts")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-touched_at"], name="checkout_user_recent"),
            models.Index(fields=["touched_at"], name="checkout_left", condition=Q(state="open")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CheckoutState.values), name="checkout_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "abandoned"], placed_at__isnull=True, expires_at__isnull=True)
                | Q(
                    state__in=["placed", "paid", "expired"],
                    placed_at__isnull=False,
                    expires_at__gt=models.F("placed_at"),
                ),
                name="checkout_placed_has_a_clock",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="checkout_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in CHECKOUT_TRANSITIONS],
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def get_absolute_url(self) -> str:
        return reverse("checkout:checkout", args=[self.key])

    @property
    def status(self) -> CheckoutState:
        return CheckoutState(self.state)


class CheckoutItem(models.Model):
    """A work that is to be ordered, with the price that stood when it came here."""

    checkout = models.ForeignKey(Checkout, models.CASCADE, related_name="items", verbose_name=_("checkout"))
    position = models.PositiveSmallIntegerField(_("position"))
    source = models.CharField(_("what"), max_length=60)
    price_minor = models.BigIntegerField(_("price seen"))
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("item of a checkout")
        verbose_name_plural = _("items of checkouts")
        ordering = ["checkout", "position"]
        constraints = [
            models.UniqueConstraint(fields=["checkout", "source"], name="checkout_source_once"),
            models.UniqueConstraint(fields=["checkout", "position"], name="checkout_position_once"),
            models.CheckConstraint(condition=Q(source__regex=SOURCE), name="checkout_source_shape"),
            models.CheckConstraint(condition=Q(price_minor__gt=0), name="checkout_price_positive"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="checkout_currency_shape"),
        ]

    def __str__(self) -> str:
        return self.source


class CheckoutOrder(models.Model):
    """An order that is paid here: one that waited (a won lot, an accepted offer), or one placed here."""

    checkout = models.ForeignKey(Checkout, models.CASCADE, related_name="links", verbose_name=_("checkout"))
    order = models.ForeignKey(
        "orders.Order", models.PROTECT, related_name="checkout_links", verbose_name=_("order")
    )

    class Meta:
        verbose_name = _("order of a checkout")
        verbose_name_plural = _("orders of checkouts")
        ordering = ["checkout", "order"]
        constraints = [models.UniqueConstraint(fields=["checkout", "order"], name="checkout_order_once")]

    def __str__(self) -> str:
        return f"{self.checkout_id} {self.order_id}"
