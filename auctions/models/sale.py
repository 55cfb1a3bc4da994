"""A sale: its texts, its times, and the policies that all its lots obey."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from auctions.engine import ExtensionPolicy, Grid, Rules, default_grid
from auctions.engine.grid import TABLES
from auctions.enums import SaleKind, SaleState
from auctions.fees import from_json
from auctions.models.guards import changed
from orders.fees import FeePolicy

CURRENCIES = sorted(TABLES)
SETTLED_TERMS = ["currency", "increments", "fees", "extension", "terms_version"]


class Sale(models.Model):
    """One currency, one table of steps, one fee schedule: snapshots that stay once the sale is open.

    `ends_at` of a lot is `first_close_at` plus its place in the catalogue times `interval_seconds`.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=SaleKind.choices, default=SaleKind.TIMED)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("introduction"), blank=True)
    terms = models.TextField(_("terms of the sale"), blank=True)
    terms_version = models.PositiveIntegerField(_("version of the terms"), default=1)
    slug = models.SlugField(_("address name"), max_length=120, unique=True)
    series = models.SlugField(
        _("series"), max_length=60, blank=True, help_text=_("Sales that follow one another under one name.")
    )
    seller = models.ForeignKey(
        "orders.Seller",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sales",
        verbose_name=_("organiser"),
    )
    state = models.CharField(_("state"), max_length=10, choices=SaleState.choices, default=SaleState.DRAFT)
    currency = models.CharField(
        _("currency"), max_length=3, default="SAR", choices=[(c, c) for c in CURRENCIES]
    )
    increments = models.JSONField(_("steps"))
    fees = models.JSONField(_("fees"))
    extension = models.JSONField(_("extension of the time"))
    starts_at = models.DateTimeField(_("opens"))
    first_close_at = models.DateTimeField(_("first lot closes"))
    interval_seconds = models.PositiveIntegerField(_("seconds between lots"), default=60)
    held_at = models.DateTimeField(_("on hold since"), null=True, blank=True)
    published_at = models.DateTimeField(_("announced"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("sale")
        verbose_name_plural = _("sales")
        ordering = ["-first_close_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "first_close_at"], name="sale_by_state"),
            models.Index(
                fields=["series", "-first_close_at"], name="sale_series", condition=Q(series__gt="")
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SaleState.values), name="sale_state_known"),
            models.CheckConstraint(condition=Q(kind__in=SaleKind.values), name="sale_kind_known"),
            models.CheckConstraint(condition=Q(currency__in=CURRENCIES), name="sale_currency_known"),
            models.CheckConstraint(
                condition=Q(first_close_at__gt=F("starts_at")),
                name="sale_closes_after_it_opens",
                violation_error_message=_("The first lot closes after the sale has opened."),
            ),
            models.CheckConstraint(condition=Q(interval_seconds__lte=3600), name="sale_interval_sane"),
            models.CheckConstraint(
                condition=Q(state=SaleState.ON_HOLD, held_at__isnull=False)
                | (~Q(state=SaleState.ON_HOLD) & Q(held_at__isnull=True)),
                name="sale_hold_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sale_terms_settled",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state__in=["draft", "in_review", "scheduled"])
                & changed(*SETTLED_TERMS),
            ),
            pgtrigger.Protect(
                name="sale_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state__in=["draft", "in_review"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("auctions:sale", args=[self.slug])

    @property
    def status(self) -> SaleState:
        return SaleState(self.state)

    @property
    def rules(self) -> Rules:
        """What the engine needs to know of the sale."""
        return Rules(Grid.from_json(self.increments), ExtensionPolicy.from_json(self.extension))

    @property
    def fee_policy(self) -> FeePolicy:
        return from_json(self.fees)


def default_increments(currency: str) -> dict[str, Any]:
    return default_grid(currency).as_json()
