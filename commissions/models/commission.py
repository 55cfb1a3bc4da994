"""What a collector asks for: the brief, its private pictures, and who was asked to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from commissions.enums import (
    ANSWERABLE,
    COMMISSION_TRANSITIONS,
    Audience,
    CommissionState,
    InvitationState,
)
from core.money import EXPONENTS, Money
from marketplace.enums import Category, MediumGroup

UNPUBLISHED = ["draft", "screening", "cancelled"]
TITLED = Q(title_ar__isnull=False, title_ar__gt="") | Q(title_en__isnull=False, title_en__gt="")
BRIEFED = Q(brief_ar__isnull=False, brief_ar__gt="") | Q(brief_en__isnull=False, brief_en__gt="")


class CommissionCounter(models.Model):
    """The last number given in a year; see `locks.next_number`."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of commissions")
        verbose_name_plural = _("counters of commissions")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Commission(models.Model):
    """The budget is in minor units of `currency`; `budget_max` 0 means that a draft has none yet.

    `closes_at` is when proposals end, set when it is published; `closed_at` is when they did.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="commissions", verbose_name=_("collector")
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    brief = models.TextField(_("brief"), max_length=5000, blank=True)
    category = models.CharField(_("category"), max_length=12, choices=Category.choices)
    medium = models.CharField(_("medium"), max_length=200, blank=True)
    medium_group = models.CharField(_("medium group"), max_length=12, choices=MediumGroup.choices, blank=True)
    height_cm = models.DecimalField(_("height, cm"), max_digits=7, decimal_places=1, null=True, blank=True)
    width_cm = models.DecimalField(_("width, cm"), max_digits=7, decimal_places=1, null=True, blank=True)
    depth_cm = models.DecimalField(_("depth, cm"), max_digits=7, decimal_places=1, null=True, blank=True)
    budget_min = models.BigIntegerField(_("budget from"), default=0)
    budget_max = models.BigIntegerField(_("budget to"), default=0)
    currency = models.CharField(
        _("currency"), max_length=3, default="SAR", choices=[(code, code) for code in EXPONENTS]
    )
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)
    city = models.ForeignKey(
        "marketplace.City",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("city"),
    )
    country = CountryField(_("country"), default="SA")
    audience = models.CharField(
        _("who may answer"), max_length=8, choices=Audience.choices, default=Audience.OPEN
    )
    state = models.CharField(
        _("state"), max_length=12, choices=CommissionState.choices, default=CommissionState.DRAFT
    )
    closes_at = models.DateTimeField(_("proposals until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed to proposals"), null=True, blank=True)
    warned_at = models.DateTimeField(_("told that it closes soon"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    awarded_at = models.DateTimeField(_("awarded"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    if TYPE_CHECKING:  # columns that translation.py adds
        title_ar: str | None
        title_en: str | None
        brief_ar: str | None
        brief_en: str | None

    objects: ClassVar[models.Manager[Commission]] = models.Manager()

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["collector", "-created_at"], name="commission_of_collector"),
            models.Index(
                fields=["closes_at"],
                name="commission_answerable",
                condition=Q(state__in=[state.value for state in ANSWERABLE]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CommissionState.values), name="commission_state_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="commission_category_known"
            ),
            models.CheckConstraint(
                condition=Q(medium_group="") | Q(medium_group__in=MediumGroup.values),
                name="commission_medium_group_known",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="commission_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(currency__in=list(EXPONENTS)), name="commission_currency_known"
            ),
            models.CheckConstraint(
                condition=Q(budget_min__gte=0, budget_min__lte=F("budget_max")),
                name="commission_budget_in_order",
            ),
            models.CheckConstraint(
                condition=(Q(height_cm__isnull=True) | Q(height_cm__gt=0))
                & (Q(width_cm__isnull=True) | Q(width_cm__gt=0))
                & (Q(depth_cm__isnull=True) | Q(depth_cm__gt=0)),
                name="commission_sides_positive",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | TITLED & BRIEFED & Q(budget_max__gt=0),
                name="commission_shown_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNPUBLISHED) | Q(published_at__isnull=False, closes_at__isnull=False),
                name="commission_published_has_times",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["completed", "cancelled"], ended_at__isnull=False)
                | ~Q(state__in=["completed", "cancelled"]) & Q(ended_at__isnull=True),
                name="commission_over_has_its_end",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="commission_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in COMMISSION_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(name="commission_roots_stay", fields=["number", "collector", "created_at"]),
            pgtrigger.Protect(name="commission_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("commissions:commission", args=[self.number])

    @property
    def status(self) -> CommissionState:
        return CommissionState(self.state)

    @property
    def name(self) -> str:
        """The title, or the number while a draft has none."""
        return self.title or self.number

    @property
    def lowest(self) -> Money:
        return Money(self.budget_min, self.currency)

    @property
    def highest(self) -> Money:
        return Money(self.budget_max, self.currency)

    @property
    def by_invitation(self) -> bool:
        return self.audience == Audience.INVITED


class Reference(models.Model):
    """A picture the collector adds to the brief: re-encoded, private; a view hands it to those who may answer."""

    commission = models.ForeignKey(
        Commission, models.PROTECT, related_name="references", verbose_name=_("commission")
    )
    token = models.CharField(_("address part"), max_length=32, unique=True)
    path = models.CharField(_("path in the store"), max_length=160)
    sha256 = models.CharField(_("hash"), max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reference picture")
        verbose_name_plural = _("reference pictures")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commission", "sha256"], name="reference_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="reference_hash_shape"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="reference_has_a_size"),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.sha256[:8]}"


class Invitation(models.Model):
    """Whom the collector asked by name. An open commission may have them too."""

    commission = models.ForeignKey(
        Commission, models.PROTECT, related_name="invitations", verbose_name=_("commission")
    )
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="commission_invitations", verbose_name=_("seller")
    )
    state = models.CharField(
        _("state"), max_length=9, choices=InvitationState.choices, default=InvitationState.INVITED
    )
    at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commission", "seller"], name="invitation_once"),
            models.CheckConstraint(
                condition=Q(state__in=InvitationState.values), name="invitation_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.seller_id} {self.state}"
