"""Papers in the admin: to be read; decisions are made on the queue's page."""

from __future__ import annotations

from django.contrib import admin

from orders.admin import Kept
from orders.verification.models import Paper


@admin.register(Paper)
class PaperAdmin(Kept, admin.ModelAdmin[Paper]):
    list_display = ("pk", "kind", "number", "state", "expires_on", "submitted_at")
    list_filter = ("state", "kind")
    search_fields = ("number", "name")
    list_select_related = ("seller",)
    fields = (
        *("seller", "kind", "number", "name", "expires_on", "state"),
        *("submitted_by", "submitted_at", "decided_by", "decided_at", "reason"),
    )
