"""The audit log at the staff desk: read, filtered, searched; never changed."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compliance import audit
from compliance.enums import ActorKind
from compliance.models import AuditEntry, AuditSeal
from compliance.wording import codes_called, kind_name, kinds


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Whoever may see it may only see it; the database would refuse the rest anyway."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ActionFilter(admin.SimpleListFilter):
    """Actions by their text in the reader's language."""

    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted(
            ((code, str(label)) for code, label in audit.actions().items()), key=lambda pair: pair[1]
        )

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


class SubjectFilter(admin.SimpleListFilter):
    """Kinds of things by their name in the reader's language; the table itself is too long to be asked."""

    title = _("subject type")
    parameter_name = "subject_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return kinds()

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(subject_type=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "what", "who", "thing", "sealed")
    list_filter = (ActionFilter, "actor_kind", SubjectFilter, "at")
    search_fields = ("subject_text", "=subject_id", "=action", "note", "=request_id")
    search_help_text = _(
        "Subject, its number, action in either language, e-mail address of the actor, request"
    )
    date_hierarchy = "at"
    list_per_page = 50
    show_full_result_count = False
    fields = (
        "at",
        "what",
        "who",
        "thing",
        "subject_type",
        "subject_id",
        "shown_before",
        "shown_after",
        "note",
        "request_id",
        "sealed",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """With the actor's address while there is one: the entry itself keeps the number only."""
        people = get_user_model().objects.filter(pk=OuterRef("actor_id"))
        queryset: QuerySet[AuditEntry] = super().get_queryset(request)
        return queryset.select_related("seal").annotate(actor_email=Subquery(people.values("email")[:1]))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry], search_term: str
    ) -> tuple[QuerySet[AuditEntry], bool]:
        """Also by the actions' texts in both languages, and by the actor's address."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            actors = get_user_model().objects.filter(email__iexact=search_term.strip()).values("pk")
            extra = Q(action__in=codes_called(search_term)) | Q(actor_id__in=actors)
            found = found | queryset.filter(extra)
        return found, may_repeat

    @admin.display(description=_("action"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return audit.label_of(entry.action)

    @admin.display(description=_("actor"), ordering="actor_id")
    def who(self, entry: AuditEntry) -> str:
        if entry.actor_kind == ActorKind.SYSTEM:
            return str(ActorKind.SYSTEM.label)
        email = getattr(entry, "actor_email", None) or gettext("account no longer exists")
        return format_html(
            "{} <bdi>{}</bdi> <bdi>{}</bdi>", ActorKind(entry.actor_kind).label, entry.actor_id, email
        )

    @admin.display(description=_("subject"))
    def thing(self, entry: AuditEntry) -> str:
        if not entry.subject_type:
            return ""
        name = entry.subject_text or entry.subject_id
        return format_html("{} <bdi>{}</bdi>", kind_name(entry.subject_type), name)

    @admin.display(description=_("before"))
    def shown_before(self, entry: AuditEntry) -> str:
        return _json(entry.before)

    @admin.display(description=_("after"))
    def shown_after(self, entry: AuditEntry) -> str:
        return _json(entry.after)

    @admin.display(description=_("sealed"), boolean=True)
    def sealed(self, entry: AuditEntry) -> bool:
        return hasattr(entry, "seal")


@admin.register(AuditSeal)
class AuditSealAdmin(ReadOnlyAdmin):
    list_display = ("seq", "entry_id", "hash", "sealed_at")
    search_fields = ("=seq", "=entry__id", "=hash")
    ordering = ("-seq",)
    show_full_result_count = False
    list_per_page = 50


def _json(value: Any) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return format_html('<pre dir="ltr">{}</pre>', text)
