"""The bag, the checkout and the offers for staff: to read, not to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from orders.checkout.models import (
    Cart,
    CartItem,
    Checkout,
    CheckoutItem,
    CheckoutOrder,
    Offer,
    OfferStep,
    OfferTerms,
)


class ReadOnly:
    """Facts: services write them, nobody edits them here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CartItems(ReadOnly, admin.TabularInline[CartItem, Cart]):
    model = CartItem
    extra = 0


@admin.register(Cart)
class CartAdmin(ReadOnly, admin.ModelAdmin[Cart]):
    list_display = ["pk", "user", "touched_at"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    inlines = [CartItems]


class CheckoutItems(ReadOnly, admin.TabularInline[CheckoutItem, Checkout]):
    model = CheckoutItem
    extra = 0


class CheckoutOrders(ReadOnly, admin.TabularInline[CheckoutOrder, Checkout]):
    model = CheckoutOrder
    extra = 0


@admin.register(Checkout)
class CheckoutAdmin(ReadOnly, admin.ModelAdmin[Checkout]):
    list_display = ["key", "user", "state", "created_at", "placed_at", "expires_at"]
    list_filter = ["state"]
    list_select_related = ["user"]
    search_fields = ["key", "user__email", "orders__number"]
    date_hierarchy = "created_at"
    inlines = [CheckoutItems, CheckoutOrders]


class OfferSteps(ReadOnly, admin.TabularInline[OfferStep, Offer]):
    model = OfferStep
    extra = 0


@admin.register(Offer)
class OfferAdmin(ReadOnly, admin.ModelAdmin[Offer]):
    list_display = ["pk", "title", "buyer", "seller", "amount", "currency", "state", "round", "expires_at"]
    list_filter = ["state", "currency"]
    list_select_related = ["buyer", "seller"]
    search_fields = ["title_ar", "title_en", "buyer__email", "seller__slug"]
    date_hierarchy = "created_at"
    inlines = [OfferSteps]


@admin.register(OfferTerms)
class OfferTermsAdmin(ReadOnly, admin.ModelAdmin[OfferTerms]):
    list_display = ["seller", "allowed", "minimum_bps"]
    list_select_related = ["seller"]
