"""Requests in the admin: looked at here, worked on in the privacy office through the services."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from compliance import rules
from compliance.rights.models import Correction, RecipientNotice, Request, Restriction, Step


class Looked(admin.options.BaseModelAdmin[Any]):
    """Officers look; nobody writes past the services."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.is_officer(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return rules.is_officer(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StepInline(Looked, admin.TabularInline[Step, Request]):
    model = Step
    extra = 0
    fields = ("at", "kind", "before", "after", "actor", "text", "public")


class CorrectionInline(Looked, admin.TabularInline[Correction, Request]):
    model = Correction
    extra = 0
    fields = (
        "field",
        "label",
        "before",
        "after",
        "state",
        "decided_by",
        "decided_at",
        "evidence_destroyed_at",
    )


class RecipientInline(Looked, admin.TabularInline[RecipientNotice, Request]):
    model = RecipientNotice
    extra = 0
    fields = ("name", "sent_at", "answer", "answered_at")


class RestrictionInline(Looked, admin.TabularInline[Restriction, Request]):
    model = Restriction
    extra = 0
    fk_name = "request"
    fields = ("user_id", "since", "until", "reason", "lifted_by")
    readonly_fields = ("user_id",)


@admin.register(Request)
class RequestAdmin(Looked, admin.ModelAdmin[Request]):
    list_display = ("number", "right", "state", "channel", "country", "received_at", "answer_by", "page")
    list_filter = ("state", "right", "channel", "law", "repetitive")
    search_fields = ("number", "email")
    date_hierarchy = "received_at"
    inlines = (StepInline, CorrectionInline, RecipientInline, RestrictionInline)
    fieldsets = (
        (None, {"fields": ("number", "right", "state", "channel", "recorded_by", "handled_by", "repetitive")}),
        (
            _("Term"),
            {"fields": ("law", "received_at", "due_at", "latest_at", "extended_due_at", "extension_reason",
                        "extension_text", "extension_sent_at", "answer_by", "reminded", "overdue_at")},
        ),
        (_("Person"), {"fields": ("user", "name", "email", "phone", "contact", "language", "country",
                                  "identity", "identified_at")}),
        (_("Answer"), {"fields": ("details", "about", "ground", "article", "answer", "answered_at", "closed_at")}),
    )  # fmt: skip

    @admin.display(description=_("page"))
    def page(self, request: Request) -> str:
        return format_html('<a href="{}">{}</a>', request.get_absolute_url(), request.number)
