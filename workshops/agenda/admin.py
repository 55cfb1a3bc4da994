"""The calendar at the staff desk: looked at here; what is decided is decided on the pages."""

from __future__ import annotations

from django.contrib import admin

from orders.admin import Kept
from workshops.agenda.models import CalendarKey, Feed, FeedItem, Reminder


@admin.register(Feed)
class FeedAdmin(Kept, admin.ModelAdmin[Feed]):
    list_display = ("name", "seller", "kind", "state", "read_at", "due_at", "failures", "problem")
    list_filter = ("kind", "state", "problem")
    list_select_related = ("seller",)
    search_fields = ("name", "url", "seller__slug")
    exclude = ("upload",)


@admin.register(FeedItem)
class FeedItemAdmin(Kept, admin.ModelAdmin[FeedItem]):
    list_display = ("title", "feed", "state", "starts_at", "seen_at")
    list_filter = ("state",)
    list_select_related = ("feed",)
    search_fields = ("title", "uid", "feed__name")


@admin.register(CalendarKey)
class CalendarKeyAdmin(Kept, admin.ModelAdmin[CalendarKey]):
    list_display = ("user", "language", "made_at", "read_at")
    list_select_related = ("user",)
    search_fields = ("user__email",)
    exclude = ("digest",)


@admin.register(Reminder)
class ReminderAdmin(Kept, admin.ModelAdmin[Reminder]):
    list_display = ("user", "run", "span", "starts_at", "sent_at")
    list_filter = ("span",)
    list_select_related = ("user", "run__event")
    search_fields = ("user__email",)
