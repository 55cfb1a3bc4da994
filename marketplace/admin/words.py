"""The vocabulary: cities, subjects and movements in both languages, and the words that searching knows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin

from marketplace.models import City, SearchWord, Tag


@admin.register(City)
class CityAdmin(TranslationAdmin[City]):
    list_display = ("name_ar", "name_en", "country", "slug")
    list_filter = ("country",)
    search_fields = ("name_ar", "name_en")
    prepopulated_fields = {"slug": ("name_en",)}
    fields = (("name_ar", "name_en"), "slug", "country")


@admin.register(Tag)
class TagAdmin(TranslationAdmin[Tag]):
    """The key stays as the works hold it; its names are what visitors see and search for."""

    list_display = ("key", "name_ar", "name_en", "kind")
    list_filter = ("kind", ("name_ar", admin.EmptyFieldListFilter))
    search_fields = ("key", "name_ar", "name_en")
    fields = (("kind", "key"), ("name_ar", "name_en"))
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        del request
        return ("kind", "key") if obj else ()


@admin.register(SearchWord)
class SearchWordAdmin(admin.ModelAdmin[SearchWord]):
    list_display = ("word",)
    search_fields = ("word__startswith",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False
