"""Copies at the staff desk: how far they are, never what is in them."""

from __future__ import annotations

from django.contrib import admin

from compliance.admin import ReadOnlyAdmin
from compliance.copies.models import Copy


@admin.register(Copy)
class CopyAdmin(ReadOnlyAdmin):
    list_display = (
        "created_at",
        "user_id",
        "state",
        "done",
        "total",
        "attempt",
        "failure",
        "expires_at",
        "fetched",
    )
    list_filter = ("state",)
    fields = (*list_display, "request_pk", "records", "size", "sha256", "taken_at", "ready_at", "fetched_at")
    show_full_result_count = False
    list_per_page = 50
