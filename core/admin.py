"""The outbox at the staff desk: what waits, what failed, and a second chance for it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import outbox
from core.models import OutboxMessage


class TopicFilter(admin.SimpleListFilter):
    """The topics that have a handler: asking the table for all it holds would read it whole."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(topic, topic) for topic in outbox.topics()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        return queryset.filter(topic=self.value()) if self.value() else queryset


@admin.register(OutboxMessage)
class OutboxMessageAdmin(admin.ModelAdmin[OutboxMessage]):
    list_display = ("id", "topic", "key", "state", "attempts", "due_at", "last_error")
    list_filter = ("state", TopicFilter)
    search_fields = ("topic", "key", "request_id")
    readonly_fields = tuple(field.name for field in OutboxMessage._meta.fields)
    actions = ("try_again",)
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OutboxMessage | None = None) -> bool:
        return False

    @admin.action(description=_("Try the selected messages again now"), permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        count = outbox.requeue(list(queryset.values_list("pk", flat=True)))
        text = ngettext(
            "%(count)s message will be tried again.", "%(count)s messages will be tried again.", count
        )
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
