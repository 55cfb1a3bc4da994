"""Trust and safety in the admin: looked at here, decided on its own pages through the services."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from compliance.admin import ReadOnlyAdmin
from compliance.rules import is_moderator
from compliance.safety.models import Appeal, Case, Caution, Decision, Report, Respondent, Suspension


class Looked(ReadOnlyAdmin):
    """By moderators; nobody sees what is about themselves, and so never who reported them."""

    about: str | None = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_moderator(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_moderator(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if self.about is None:
            return rows
        mine = Respondent.objects.filter(case=OuterRef(self.about), user=request.user.pk)
        return rows.exclude(Exists(mine))


@admin.register(Case)
class CaseAdmin(Looked):
    about = "pk"
    list_display = ("number", "kind", "title", "state", "priority", "opened_at", "due_at", "page")
    list_filter = ("state", "priority", "kind", "opened_at")
    search_fields = ("number", "title_ar", "title_en")
    date_hierarchy = "opened_at"

    @admin.display(description=_("page"))
    def page(self, case: Case) -> str:
        return format_html('<a href="{}">{}</a>', case.get_absolute_url(), case.number)


@admin.register(Report)
class ReportAdmin(Looked):
    about = "case"
    list_display = ("number", "case", "reason", "at", "unfounded")
    list_filter = ("reason", "unfounded", "at")
    search_fields = ("number", "case__number")
    list_select_related = ("case",)
    date_hierarchy = "at"


@admin.register(Decision)
class DecisionAdmin(Looked):
    about = "case"
    list_display = ("case", "outcome", "removed", "decided_at", "appeal_until")
    list_filter = ("outcome", "removed", "decided_at")
    search_fields = ("case__number",)
    list_select_related = ("case",)
    date_hierarchy = "decided_at"


@admin.register(Appeal)
class AppealAdmin(Looked):
    about = "decision__case"
    list_display = ("decision", "state", "at", "due_at", "answered_at")
    list_filter = ("state", "at")
    search_fields = ("decision__case__number",)
    list_select_related = ("decision__case",)


@admin.register(Caution)
class CautionAdmin(Looked):
    about = "decision__case"
    list_display = ("user_id", "kind", "decision", "at", "expires_at", "withdrawn_at")
    list_filter = ("kind", "at")
    search_fields = ("decision__case__number",)
    list_select_related = ("decision__case",)


@admin.register(Suspension)
class SuspensionAdmin(Looked):
    about = "decision__case"
    list_display = ("user_id", "scope", "starts_at", "ends_at", "by_strikes", "lifted_at")
    list_filter = ("scope", "by_strikes", "starts_at")
    search_fields = ("decision__case__number",)
    list_select_related = ("decision__case",)
