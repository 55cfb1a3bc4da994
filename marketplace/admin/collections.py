"""Collections: their texts and their standing; the works in them are looked at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace import rules, services
from marketplace.admin.base import ServiceAdmin, changed_values, follow
from marketplace.models import Collection, CollectionItem


class ItemInline(admin.TabularInline[CollectionItem, Collection]):
    model = CollectionItem
    extra = 0
    fields = ("position", "artwork")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[CollectionItem]:
        return super().get_queryset(request).select_related("artwork")


@admin.register(Collection)
class CollectionAdmin(ServiceAdmin[Collection]):
    list_display = ("title", "seller", "state", "works", "published_at")
    list_filter = ("state",)
    list_select_related = ("seller",)
    search_fields = ("title_ar", "title_en", "slug")
    readonly_fields = ("slug", "seller", "state", "published_at")
    inlines = (ItemInline,)
    actions = ("publish",)
    fieldsets = (
        (None, {"fields": (("title_ar", "title_en"), ("description_ar", "description_en"))}),
        (_("Record"), {"fields": readonly_fields}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        return super().get_queryset(request).annotate(works_count=Count("items"))

    def save_model(self, request: HttpRequest, obj: Collection, form: Any, change: bool) -> None:  # noqa: FBT001  Django's signature
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        values = changed_values(form)
        if change:
            services.update_collection(collection=obj, by=request.user, **values)
            return
        made = services.create_collection(by=request.user, **values)
        follow(obj, made)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return rules.may_review(request.user)

    @admin.display(description=_("works"), ordering="works_count")
    def works(self, collection: Any) -> int:
        return int(collection.works_count)

    @admin.action(description=_("Publish the selected collections"), permissions=["review"])
    def publish(self, request: HttpRequest, rows: QuerySet[Collection]) -> None:
        self.each(request, rows, services.publish_collection, "collection")
