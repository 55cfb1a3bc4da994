"""Conversations and finished works in the admin: looked at here, written through the services only."""

from __future__ import annotations

from django.contrib import admin

from commissions.progress.models import Certificate, Conversation, FinishedWork, NamingConsent
from orders.admin import Kept


@admin.register(Conversation)
class ConversationAdmin(Kept, admin.ModelAdmin[Conversation]):
    """What was said is read on its own page, where the reading is recorded."""

    list_display = ("commission", "seller", "places", "opened_at", "last_at")
    search_fields = ("commission__number", "seller__slug")
    list_select_related = ("commission", "seller")
    date_hierarchy = "opened_at"


@admin.register(NamingConsent)
class NamingConsentAdmin(Kept, admin.ModelAdmin[NamingConsent]):
    list_display = ("commission", "form", "given_at", "withdrawn_at")
    list_filter = ("form",)
    search_fields = ("commission__number",)
    list_select_related = ("commission",)


@admin.register(Certificate)
class CertificateAdmin(Kept, admin.ModelAdmin[Certificate]):
    list_display = ("code", "commission", "title_ar", "title_en", "year", "issued_at")
    search_fields = ("code", "commission__number", "title_ar", "title_en")
    list_select_related = ("commission",)


@admin.register(FinishedWork)
class FinishedWorkAdmin(Kept, admin.ModelAdmin[FinishedWork]):
    list_display = ("commission", "artwork", "made_at")
    search_fields = ("commission__number",)
    list_select_related = ("commission", "artwork")
