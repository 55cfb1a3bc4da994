"""Images in the admin: to look at and to draw again, never to type."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.imaging import events, serving
from marketplace.imaging.enums import ImageState
from marketplace.imaging.models import Image


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin[Image]):
    list_display = ["look", "sha256", "state", "width", "height", "byte_size", "created_at"]
    list_display_links = ["sha256"]
    list_filter = ["state", "mime"]
    search_fields = ["sha256__startswith"]
    ordering = ["-created_at", "-pk"]
    readonly_fields = (
        *("look", "sha256", "state", "mime", "width", "height"),
        *("byte_size", "palette", "colours", "created_at"),
    )
    fields = readonly_fields
    actions = ["draw_again"]
    show_full_result_count = False

    @admin.display(description=_("image"))
    def look(self, image: Image) -> SafeString:
        source = serving.nearest(image, 320) or serving.stand_in(image)
        return format_html('<img src="{}" alt="" height="64">', source)

    @admin.action(description=_("Draw the pictures again that are not ready"))
    def draw_again(self, request: HttpRequest, images: QuerySet[Image]) -> None:
        with transaction.atomic():
            waiting = list(images.exclude(state=ImageState.READY))
            for image in waiting:
                events.ask_for_renditions(image)
        text = ngettext(
            "%(count)s picture will be drawn again.", "%(count)s pictures will be drawn again.", len(waiting)
        )
        self.message_user(request, text % {"count": len(waiting)})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and obj is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
