"""Talking about a price: a buyer's offer on a work of fixed price, and every step until yes or no."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from orders.checkout.enums import OFFER_ALIVE, OFFER_TRANSITIONS, OfferMove, OfferState
from orders.checkout.models.cart import CURRENCY, SOURCE

ROUNDS = 3
"""How often a buyer may name an amount; after the last one only yes or no is left."""


class OfferTerms(models.Model):
    """Whether a seller hears offers, and from what share of the price on; without a row the house's terms."""

    seller = models.OneToOneField(
        "orders.Seller", models.CASCADE, related_name="offer_terms", verbose_name=_("seller")
    )
    allowed = models.BooleanField(_("takes offers"), default=True)
    minimum_bps = models.PositiveIntegerField(_("lowest offer, basis points of the price"), default=5_000)

    class Meta:
        verbose_name = _("terms for offers")
        verbose_name_plural = _("terms for offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_bps__gte=1_000, minimum_bps__lte=9_900), name="offer_minimum_sane"
            ),
        ]

    def __str__(self) -> str:
        return str(self.seller)


class Offer(models.Model):
    """`amount` is what lies on the table, VAT included, in minor units: the buyer's while open, the seller's
    while countered. `asking` is the fixed price when the buyer first offered.
    """

    source = models.CharField(_("work"), max_length=60)
    title_ar = models.CharField(_("title in Arabic"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="offers", verbose_name=_("buyer")
    )
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="offers", verbose_name=_("seller")
    )
    asking = models.BigIntegerField(_("price"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    order = models.OneToOneField(
        "orders.Order",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offer",
        verbose_name=_("order"),
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last step"), default=timezone.now)
    expires_at = models.DateTimeField(_("to be answered by"))

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["buyer", "-changed_at"], name="offer_buyer_recent"),
            models.Index(fields=["seller", "-changed_at"], name="offer_seller_recent"),
            models.Index(fields=["source"], name="offer_source", condition=Q(state__in=OFFER_ALIVE)),
            models.Index(
                fields=["expires_at"], name="offer_due", condition=Q(state__in=["open", "countered"])
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "source"],
                condition=Q(state__in=[state.value for state in OFFER_ALIVE]),
                name="offer_once_a_buyer",
            ),
            # A work is promised to one buyer at a time.
            models.UniqueConstraint(
                fields=["source"], condition=Q(state="accepted"), name="offer_accepted_once"
            ),
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_state_known"),
            models.CheckConstraint(condition=Q(source__regex=SOURCE), name="offer_source_shape"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="offer_currency_shape"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=F("asking")), name="offer_within_the_price"
            ),
            models.CheckConstraint(condition=Q(round__gte=1, round__lte=ROUNDS), name="offer_rounds"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "bought"]) | Q(order__isnull=False),
                name="offer_accepted_has_an_order",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="offer_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in OFFER_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="offer_terms_stay",
                fields=["source", "buyer", "seller", "asking", "currency", "created_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.amount} {self.currency}"

    def get_absolute_url(self) -> str:
        return reverse("checkout:offer", args=[self.pk])

    @property
    def status(self) -> OfferState:
        return OfferState(self.state)

    @property
    def title(self) -> str:
        arabic = (get_language() or "ar").startswith("ar")
        first, second = (self.title_ar, self.title_en) if arabic else (self.title_en, self.title_ar)
        return first or second

    @property
    def last_round(self) -> bool:
        return self.round >= ROUNDS


class OfferStep(models.Model):
    """What was said, by whom, when; never altered. Without `by` the clock or the house did it."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="steps", verbose_name=_("offer"))
    move = models.CharField(_("step"), max_length=10, choices=OfferMove.choices)
    amount = models.BigIntegerField(_("amount"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offer_steps",
        verbose_name=_("by"),
    )
    message = models.CharField(_("message"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of an offer")
        verbose_name_plural = _("steps of offers")
        ordering = ["offer", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=OfferMove.values), name="offer_move_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="offer_step_amount_positive"),
        ]
        triggers = [
            pgtrigger.Protect(name="offer_step_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.move}"
