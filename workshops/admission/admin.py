"""What happened at the doors and after is looked at; words may be taken off a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from orders.admin import Kept
from workshops.admission import services
from workshops.admission.models import Certificate, CheckIn, Feedback, Material

if TYPE_CHECKING:
    from accounts.models import User


@admin.register(CheckIn)
class CheckInAdmin(Kept, admin.ModelAdmin[CheckIn]):
    list_display = ("ticket", "session", "state", "how", "at", "by", "device", "offline")
    list_filter = ("state", "how", "offline")
    search_fields = ("ticket__registration__code", "ticket__attendee_name", "by__email")
    list_select_related = ("ticket__registration", "session__run__event", "by")
    date_hierarchy = "at"


@admin.register(Feedback)
class FeedbackAdmin(Kept, admin.ModelAdmin[Feedback]):
    list_display = ("ticket", "rating", "words", "public", "hidden_at", "given_at")
    list_filter = ("rating", "public", "language")
    search_fields = ("words", "ticket__registration__code")
    list_select_related = ("ticket__registration",)
    actions = ("hide", "put_back")

    @admin.action(description=_("Take the words off the event's page"), permissions=["view"])
    def hide(self, request: HttpRequest, rows: QuerySet[Feedback]) -> None:
        self._set(request, rows, hidden=True)

    @admin.action(description=_("Put the words back on the event's page"), permissions=["view"])
    def put_back(self, request: HttpRequest, rows: QuerySet[Feedback]) -> None:
        self._set(request, rows, hidden=False)

    def _set(self, request: HttpRequest, rows: QuerySet[Feedback], *, hidden: bool) -> None:
        by: User = request.user  # type: ignore[assignment]
        for row in rows:
            services.hide_feedback(feedback=row, by=by, hidden=hidden)


@admin.register(Certificate)
class CertificateAdmin(Kept, admin.ModelAdmin[Certificate]):
    list_display = (
        "number",
        "name_ar",
        "name_en",
        "course_en",
        "attended",
        "sessions",
        "issued_at",
        "revoked_at",
    )
    search_fields = ("number", "code", "name_ar", "name_en", "course_ar", "course_en")
    date_hierarchy = "issued_at"


@admin.register(Material)
class MaterialAdmin(Kept, admin.ModelAdmin[Material]):
    list_display = ("title", "event", "run", "kind", "size", "added_by", "added_at", "removed_at")
    list_filter = ("kind",)
    search_fields = ("title_ar", "title_en", "event__title_ar", "event__title_en")
    list_select_related = ("event", "run__event", "added_by")
