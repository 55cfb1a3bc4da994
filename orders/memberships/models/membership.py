"""Who is a member: one living membership a holder, made of bought stretches that do not overlap."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from core.money import Money
from orders.memberships.enums import (
    LIVING,
    TRANSITIONS,
    EndReason,
    MembershipState,
    Period,
    TermKind,
    TermState,
)

ALIVE = Q(state__in=[state.value for state in LIVING])


class Membership(models.Model):
    """Held by a person (collectors) or by a seller. `ends_on` is the first day after what is paid.

    `anchor_day` is the day of the month that it began on. `next_tier` and `next_period` are what the next
    renewal will be for, where that differs. `payer` is who bought it and is asked to renew.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_memberships",
        verbose_name=_("collector"),
    )
    seller = models.ForeignKey(
        "orders.Seller",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_memberships",
        verbose_name=_("seller"),
    )
    payer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="paid_memberships", verbose_name=_("payer")
    )
    tier = models.ForeignKey(
        "memberships.Tier", models.PROTECT, related_name="memberships", verbose_name=_("tier")
    )
    period = models.CharField(_("period"), max_length=5, choices=Period.choices)
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(
        _("state"), max_length=10, choices=MembershipState.choices, default=MembershipState.PENDING
    )
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("paid until"), null=True, blank=True)
    anchor_day = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    renews = models.BooleanField(_("to be renewed"), default=True)
    next_tier = models.ForeignKey(
        "memberships.Tier",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("next tier"),
    )
    next_period = models.CharField(_("next period"), max_length=5, choices=Period.choices, blank=True)
    created_at = models.DateTimeField(_("created"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=10, choices=EndReason.choices, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["ends_on"], name="membership_living_end", condition=ALIVE),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, seller__isnull=False)
                | Q(user__isnull=False, seller__isnull=True),
                name="membership_one_holder",
            ),
            models.UniqueConstraint(fields=["user"], condition=ALIVE, name="membership_person_once"),
            models.UniqueConstraint(fields=["seller"], condition=ALIVE, name="membership_seller_once"),
            models.CheckConstraint(
                condition=Q(state__in=MembershipState.values), name="membership_state_known"
            ),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="membership_period_known"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="membership_currency_shape"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "ended"])
                | Q(starts_on__isnull=False, ends_on__isnull=False, anchor_day__isnull=False),
                name="membership_served_has_days",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(anchor_day__isnull=True) | Q(anchor_day__gte=1, anchor_day__lte=31),
                name="membership_anchor_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="membership_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(next_tier__isnull=True, next_period="")
                | (Q(next_tier__isnull=False) & ~Q(next_period="")),
                name="membership_next_is_whole",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="membership_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in TRANSITIONS],
            ),
            pgtrigger.Protect(name="membership_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.seller}: {self.tier}"

    @property
    def status(self) -> MembershipState:
        return MembershipState(self.state)

    @property
    def span(self) -> Period:
        return Period(self.period)


class MembershipPeriod(models.Model):
    """One stretch, bought with one order. `value` is its price, `credit` what an earlier stretch paid of it.

    The order's total is `value - credit`. `ends_on` moves back when a change cuts the stretch short.
    """

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="periods", verbose_name=_("membership")
    )
    order = models.OneToOneField(
        "orders.Order", models.PROTECT, related_name="membership_period", verbose_name=_("order")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=TermKind.choices)
    state = models.CharField(_("state"), max_length=8, choices=TermState.choices, default=TermState.OPEN)
    tier = models.ForeignKey("memberships.Tier", models.PROTECT, related_name="+", verbose_name=_("tier"))
    period = models.CharField(_("period"), max_length=5, choices=Period.choices)
    value = models.BigIntegerField(_("price with VAT"))
    credit = models.BigIntegerField(_("credit of the stretch before"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    warned_on = models.DateField(_("reminded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("stretch of a membership")
        verbose_name_plural = _("stretches of memberships")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(state="open"), name="membership_open_stretch_once"
            ),
            ExclusionConstraint(
                name="membership_stretches_apart",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"), F("ends_on"), function="daterange", output_field=DateRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state="paid"),
            ),
            models.CheckConstraint(condition=Q(state__in=TermState.values), name="stretch_state_known"),
            models.CheckConstraint(condition=Q(kind__in=TermKind.values), name="stretch_kind_known"),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="stretch_period_known"),
            models.CheckConstraint(
                condition=Q(credit__gte=0, value__gt=F("credit")), name="stretch_leaves_something_to_pay"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="stretch_currency_shape"),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="stretch_paid_has_days",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="stretch_ends_after_start",
            ),
        ]
        triggers = [pgtrigger.Protect(name="stretch_is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.tier} {self.starts_on or '?'} - {self.ends_on or '?'}"

    @property
    def money(self) -> Money:
        return Money(self.value, self.currency)

    @property
    def span(self) -> Period:
        return Period(self.period)
