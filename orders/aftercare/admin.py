"""The cases in the admin: looked at here, settled on their own pages through the services."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.money import Money
from orders import rules as order_rules
from orders.admin import Kept
from orders.aftercare.models import Case, CaseEntry, CaseLine, CasePhoto


class CaseLineInline(Kept, admin.TabularInline[CaseLine, Case]):
    model = CaseLine
    extra = 0
    fields = ("line", "amount", "open")


class CaseEntryInline(Kept, admin.TabularInline[CaseEntry, Case]):
    model = CaseEntry
    extra = 0
    fields = ("at", "side", "kind", "before", "after", "author", "text")


class CasePhotoInline(Kept, admin.TabularInline[CasePhoto, Case]):
    model = CasePhoto
    extra = 0
    fields = ("at", "uploaded_by", "width", "height", "byte_size")


@admin.register(Case)
class CaseAdmin(Kept, admin.ModelAdmin[Case]):
    list_display = ("number", "kind", "state", "buyer", "seller", "amount", "opened_at", "due_at", "page")
    list_filter = ("state", "kind", "by_law", "opened_at")
    search_fields = ("number", "order__number", "order__buyer__email", "tracking_number")
    list_select_related = ("order__buyer", "order__seller")
    date_hierarchy = "opened_at"
    inlines = (CaseLineInline, CaseEntryInline, CasePhotoInline)

    def has_view_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return order_rules.may_handle(request.user)

    @admin.display(description=_("buyer"), ordering="order__buyer")
    def buyer(self, case: Case) -> str:
        return str(case.order.buyer)

    @admin.display(description=_("seller"), ordering="order__seller")
    def seller(self, case: Case) -> str:
        return str(case.order.seller)

    @admin.display(description=_("asked for"), ordering="claimed")
    def amount(self, case: Case) -> str:
        return Money(case.claimed, case.currency).text()

    @admin.display(description=_("page"))
    def page(self, case: Case) -> str:
        return format_html('<a href="{}">{}</a>', case.get_absolute_url(), case.number)
