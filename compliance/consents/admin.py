"""Consents in the admin: looked at, never changed."""

from __future__ import annotations

from django.contrib import admin

from compliance.admin import ReadOnlyAdmin
from compliance.consents.models import Consent, GuardianRequest, Guardianship, PurposeText


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display = ("pk", "at", "purpose", "given", "means", "user_id")
    list_filter = ("purpose", "given", "means")
    date_hierarchy = "at"


@admin.register(PurposeText)
class PurposeTextAdmin(ReadOnlyAdmin):
    list_display = ("purpose", "language", "version", "title", "at")
    list_filter = ("purpose", "language")


@admin.register(Guardianship)
class GuardianshipAdmin(ReadOnlyAdmin):
    list_display = ("pk", "state", "proof", "asked_at", "verified_at", "child_id")
    list_filter = ("state", "proof")


@admin.register(GuardianRequest)
class GuardianRequestAdmin(ReadOnlyAdmin):
    list_display = ("pk", "guardianship_id", "asked_at", "expires_at", "answered_at", "tries")
    exclude = ("code_hash",)
