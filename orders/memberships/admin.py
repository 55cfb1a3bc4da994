"""Tiers and prices are the staff's to change; who is a member is looked at, the acts are the members' own."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from core.money import Money
from orders.admin import Kept
from orders.memberships.models import Membership, MembershipPeriod, Tier, TierPrice


class PriceInline(admin.TabularInline[TierPrice, Tier]):
    model = TierPrice
    extra = 0


@admin.register(Tier)
class TierAdmin(TranslationAdmin[Tier]):
    list_display = ("name", "audience", "code", "position", "free", "active", "listing_limit", "early_hours")
    list_filter = ("audience", "active", "free")
    search_fields = ("name_ar", "name_en", "code")
    inlines = (PriceInline,)


class StretchInline(Kept, admin.TabularInline[MembershipPeriod, Membership]):
    model = MembershipPeriod
    extra = 0
    fields = (
        "order",
        "kind",
        "state",
        "tier",
        "period",
        "value",
        "credit",
        "currency",
        "starts_on",
        "ends_on",
    )


@admin.register(Membership)
class MembershipAdmin(Kept, admin.ModelAdmin[Membership]):
    list_display = ("id", "holder", "tier", "period", "state", "starts_on", "ends_on", "renews")
    list_filter = ("state", "tier__audience", "tier", "period", "currency")
    search_fields = ("user__email", "seller__name_ar", "seller__name_en", "payer__email")
    list_select_related = ("user", "seller", "tier")
    date_hierarchy = "created_at"
    inlines = (StretchInline,)

    @admin.display(description=_("holder"))
    def holder(self, membership: Membership) -> str:
        return str(membership.seller or membership.user)


@admin.register(MembershipPeriod)
class MembershipPeriodAdmin(Kept, admin.ModelAdmin[MembershipPeriod]):
    list_display = ("id", "membership", "order", "kind", "state", "amount", "starts_on", "ends_on")
    list_filter = ("state", "kind", "period", "currency")
    search_fields = ("order__number", "membership__payer__email")
    list_select_related = ("membership__user", "membership__seller", "membership__tier", "order")

    @admin.display(description=_("price with VAT"), ordering="value")
    def amount(self, stretch: MembershipPeriod) -> str:
        return Money(stretch.value, stretch.currency).text()
