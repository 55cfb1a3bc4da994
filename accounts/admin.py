"""People in the administration: found by name or address, with roles and stages; no password in sight."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from accounts import services
from accounts.enums import Role
from accounts.models import RoleGrant, StageChange, User

# The administration has no door of its own: limits, second factors and audit are at the house's.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class RoleInline(admin.TabularInline[RoleGrant, User]):
    model = RoleGrant
    fk_name = "user"
    extra = 0
    fields = ("role", "granted_by", "granted_at")
    readonly_fields = ("granted_by", "granted_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_admin(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_admin(request)


class StageInline(admin.TabularInline[StageChange, User]):
    model = StageChange
    extra = 0
    max_num = 0
    can_delete = False
    fields = readonly_fields = ("at", "before", "after", "event")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(TranslationAdmin[User]):
    list_display = ("email", "name_ar", "name_en", "stage", "country", "is_staff", "is_active", "date_joined")
    list_filter = ("stage", "role_grants__role", "is_staff", "is_active", "language", "country")
    search_fields = ("email", "name_ar", "name_en")
    ordering = ("-date_joined",)
    date_hierarchy = "date_joined"
    list_per_page = 50
    show_full_result_count = False
    inlines = (RoleInline, StageInline)
    readonly_fields = ("email", "stage", "is_staff", "is_superuser", "last_login", "date_joined")
    filter_horizontal = ("groups",)
    fieldsets = (
        (None, {"fields": ("email", "name", "is_active")}),
        (
            _("Reading"),
            {"fields": ("language", "currency", "country", "time_zone", "arabic_digits", "theme")},
        ),
        (
            _("Standing"),
            {"fields": ("stage", "is_staff", "is_superuser", "groups", "last_login", "date_joined")},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People open their own accounts."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only an administrator changes another of the staff."""
        allowed = bool(super().has_change_permission(request, obj))
        return allowed and (obj is None or not obj.is_staff or _is_admin(request))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are closed or erased on request, never dropped with all that hangs on them."""
        return False

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Roles go through the services, so that they are recorded and take effect."""
        if formset.model is not RoleGrant:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)
        for gone in formset.deleted_objects:
            services.revoke_role(user=gone.user, role=Role(gone.role), by=_actor(request))
        for grant in formset.new_objects:
            services.grant_role(user=grant.user, role=Role(grant.role), by=_actor(request))
        formset.save_m2m()


def _actor(request: HttpRequest) -> User:
    """The administration lets nobody in who is not a User."""
    return cast("User", request.user)


def _is_admin(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)
