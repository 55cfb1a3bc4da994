"""Artists, galleries and who represents whom."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace import rules, services
from marketplace.admin.base import ServiceAdmin, called, changed_values, follow
from marketplace.models import Artist, Gallery, GalleryArtist


class PageAdmin(ServiceAdmin[Any]):
    """Artists and galleries alike: added, changed and verified through the services."""

    verbs: tuple[Any, Any]
    argument: str
    actions = ("verify",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  Django's signature
        create, update = self.verbs
        values = changed_values(form)
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        if change:
            update(**{self.argument: obj}, by=request.user, **values)
            return
        made = create(by=request.user, **values)
        follow(obj, made)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return rules.may_review(request.user)

    @admin.action(description=_("Mark the selected pages as verified"), permissions=["review"])
    def verify(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self.each(request, rows, services.verify, "page")


@admin.register(Artist)
class ArtistAdmin(PageAdmin):
    verbs = (services.create_artist, services.update_artist)
    argument = "artist"
    list_display = ("name", "birth_year", "death_year", "city", "works", "verified_at")
    list_filter = (("verified_at", admin.EmptyFieldListFilter), "nationality")
    list_select_related = ("city",)
    search_fields = ("name_ar", "name_en")
    search_help_text = _("Part of the name, in either script.")
    autocomplete_fields = ("city", "seller")
    readonly_fields = ("slug", "name_key", "source_id", "verified_at", "seller")
    fieldsets = (
        (None, {"fields": (("name_ar", "name_en"), ("bio_ar", "bio_en"))}),
        (_("Facts"), {"fields": (("birth_year", "death_year"), ("nationality", "city"))}),
        (_("Record"), {"fields": readonly_fields}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(works_count=Count("artworks"))
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return (queryset.filter(called(search_term)) if search_term.strip() else queryset), False

    @admin.display(description=_("works"), ordering="works_count")
    def works(self, artist: Any) -> int:
        return int(artist.works_count)


@admin.register(Gallery)
class GalleryAdmin(PageAdmin):
    verbs = (services.create_gallery, services.update_gallery)
    argument = "gallery"
    list_display = ("name", "city", "founded_year", "seller", "verified_at")
    list_filter = (("verified_at", admin.EmptyFieldListFilter), "city")
    list_select_related = ("city", "seller")
    search_fields = ("name_ar", "name_en", "slug")
    autocomplete_fields = ("city",)
    readonly_fields = ("slug", "seller", "verified_at")
    fieldsets = (
        (None, {"fields": (("name_ar", "name_en"), ("about_ar", "about_en"))}),
        (_("Facts"), {"fields": (("city", "founded_year"), ("address_ar", "address_en"), "website")}),
        (_("Record"), {"fields": readonly_fields}),
    )


@admin.register(GalleryArtist)
class GalleryArtistAdmin(admin.ModelAdmin[GalleryArtist]):
    """Looked at here; begun and ended by the gallery, in its studio."""

    list_display = ("gallery", "artist", "since", "until")
    list_filter = (("until", admin.EmptyFieldListFilter),)
    list_select_related = ("gallery", "artist")
    search_fields = ("gallery__name_ar", "gallery__name_en", "artist__name_ar", "artist__name_en")

    def has_add_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False
