"""Invoices in the admin: facts, looked at and filtered; staff may hand them in again."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import SoukError
from core.money import Money
from orders.admin import Kept
from orders.invoicing import services
from orders.invoicing.models import Hold, Invoice, InvoiceLine, IssuingUnit, Submission


class LineInline(Kept, admin.TabularInline[InvoiceLine, Invoice]):
    model = InvoiceLine
    extra = 0
    fields = ("position", "description_ar", "net", "vat_category", "vat_bps", "vat", "gross")


class SubmissionInline(Kept, admin.TabularInline[Submission, Invoice]):
    model = Submission
    extra = 0
    fields = ("at", "way", "outcome", "status", "remarks")


@admin.register(Invoice)
class InvoiceAdmin(Kept, admin.ModelAdmin[Invoice]):
    list_display = ("number", "document", "kind", "addressed", "amount", "filing", "issued_at")
    list_filter = ("filing", "document", "kind", "addressed", "third_party", "country", "issued_at")
    search_fields = ("number", "order__number", "uuid")
    list_select_related = ("order",)
    date_hierarchy = "issued_at"
    inlines = [LineInline, SubmissionInline]
    exclude = ("xml", "cleared_xml")
    actions = ["hand_in"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invoice]:
        return super().get_queryset(request).defer("xml", "cleared_xml")

    @admin.display(description=_("Amount"), ordering="total")
    def amount(self, invoice: Invoice) -> str:
        return Money(invoice.total, invoice.currency).text()

    @admin.action(description=_("Hand the selected documents in again"), permissions=["view"])
    def hand_in(self, request: HttpRequest, invoices: QuerySet[Invoice]) -> None:
        """One refused or waiting document after another; what stands is told and left."""
        done = 0
        for invoice in invoices:
            try:
                services.retry_filing(invoice=invoice, by=cast(User, request.user))
            except SoukError as error:
                self.message_user(request, f"{invoice.number}: {error.text}", messages.WARNING)
            else:
                done += 1
        if done:
            text = ngettext(
                "%(count)d document will be handed in again.",
                "%(count)d documents will be handed in again.",
                done,
            )
            self.message_user(request, text % {"count": done}, messages.SUCCESS)


@admin.register(Hold)
class HoldAdmin(Kept, admin.ModelAdmin[Hold]):
    list_display = ("order", "document", "addressed", "missing", "since", "tried_at")
    list_filter = ("document", "addressed")
    search_fields = ("order__number",)
    list_select_related = ("order",)

    @admin.display(description=_("What is missing"))
    def missing(self, hold: Hold) -> str:
        return ", ".join(problem["code"] for problem in hold.problems)


@admin.register(IssuingUnit)
class UnitAdmin(Kept, admin.ModelAdmin[IssuingUnit]):
    list_display = ("__str__", "counter", "last_hash")
    list_select_related = ("seller",)
