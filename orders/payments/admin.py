"""This room in the admin: facts are looked at, never touched; what is decided, is decided on staff pages."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from orders.admin import Kept
from orders.payments.models import (
    DirectPayment,
    HandRefund,
    PhoneCharge,
    ProviderRefund,
    SellerMethod,
    Transfer,
    TransferProof,
    WebhookMessage,
)


@admin.register(WebhookMessage)
class WebhookMessageAdmin(Kept, admin.ModelAdmin[WebhookMessage]):
    list_display = ("provider", "event_id", "kind", "received_at", "outcome", "attempts", "repeats")
    list_filter = ("provider", "outcome", "verified")
    search_fields = ("event_id", "payment__reference", "sha256")
    date_hierarchy = "received_at"
    exclude = ("body",)


class ProofInline(Kept, admin.TabularInline[TransferProof, Transfer]):
    model = TransferProof
    extra = 0
    fields = ("name", "mime", "size", "uploaded_by", "uploaded_at")


@admin.register(Transfer)
class TransferAdmin(Kept, admin.ModelAdmin[Transfer]):
    list_display = ("code", "state", "received", "bank_reference", "created_at", "decided_by")
    list_filter = ("state",)
    list_select_related = ("decided_by",)
    search_fields = ("code", "bank_reference", "payment__reference")
    inlines: ClassVar = [ProofInline]


@admin.register(DirectPayment)
class DirectPaymentAdmin(Kept, admin.ModelAdmin[DirectPayment]):
    list_display = ("payment", "seller", "state", "created_at", "decided_at")
    list_filter = ("state",)
    list_select_related = ("payment", "seller")
    search_fields = ("payment__reference", "seller__slug")


@admin.register(HandRefund)
class HandRefundAdmin(Kept, admin.ModelAdmin[HandRefund]):
    list_display = ("refund", "reason", "state", "bank_reference", "created_at", "decided_by")
    list_filter = ("state", "reason")
    list_select_related = ("refund", "decided_by")


@admin.register(SellerMethod)
class SellerMethodAdmin(Kept, admin.ModelAdmin[SellerMethod]):
    list_display = ("seller", "kind", "active", "created_at")
    list_filter = ("kind", "active")
    list_select_related = ("seller",)


@admin.register(PhoneCharge)
class PhoneChargeAdmin(Kept, admin.ModelAdmin[PhoneCharge]):
    list_display = ("payment", "checkout_request", "asked_at")
    list_select_related = ("payment",)
    search_fields = ("checkout_request", "payment__reference")


@admin.register(ProviderRefund)
class ProviderRefundAdmin(Kept, admin.ModelAdmin[ProviderRefund]):
    list_display = ("reference", "provider", "provider_reference", "asked_at")
    list_filter = ("provider",)
    search_fields = ("reference", "provider_reference")
