"""Mail templates in the admin: every version, and the way to the page where they are written and previewed."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mailing.models import EmailMessage, EmailTemplate


class Kept:
    """Shown only: writing goes through the mail room's own pages."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False


@admin.register(EmailTemplate)
class EmailTemplateAdmin(Kept, admin.ModelAdmin[EmailTemplate]):
    list_display = ("name", "language", "version", "active", "written_by", "written_at", "write")
    list_filter = ("name", "language", "active")
    list_select_related = ("written_by",)

    @admin.display(description=_("wording"))
    def write(self, wording: EmailTemplate) -> str:
        address = reverse("mailing:template", args=[wording.name, wording.language])
        return format_html('<a href="{}">{}</a>', address, _("Write and preview"))


@admin.register(EmailMessage)
class EmailMessageAdmin(Kept, admin.ModelAdmin[EmailMessage]):
    """The queue at a glance; reading a message happens where the reading is written down."""

    list_display = ("to_address", "template", "state", "priority", "attempts", "queued_at", "read")
    list_filter = ("state", "template", "priority")
    search_fields = ("to_address",)
    list_display_links = None

    @admin.display(description=_("message"))
    def read(self, message: EmailMessage) -> str:
        return format_html('<a href="{}">{}</a>', reverse("mailing:mail", args=[message.pk]), _("Read"))
