"""Contracts are looked at here; the acts are the two sides' own, and staff decide on the dispute's page."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from commissions.contracts.models import Contract, ContractVersion, Dispute, Milestone
from core.money import Money
from orders.admin import Kept


class MilestoneInline(Kept, admin.TabularInline[Milestone, Contract]):
    model = Milestone
    extra = 0
    fields = (
        "position",
        "title_ar",
        "title_en",
        "amount",
        "due_on",
        "state",
        "order",
        "accept_by",
        "accepted_how",
    )


class VersionInline(Kept, admin.TabularInline[ContractVersion, Contract]):
    model = ContractVersion
    extra = 0
    fields = ("number", "side", "note", "sha256", "created_at")


@admin.register(Contract)
class ContractAdmin(Kept, admin.ModelAdmin[Contract]):
    list_display = (
        "commission",
        "collector",
        "seller",
        "state",
        "amount",
        "in_force",
        "created_at",
        "ended_by",
    )
    list_filter = ("state", "ended_by", "licence", "currency")
    search_fields = ("commission__number", "collector__email", "seller__name_ar", "seller__name_en")
    list_select_related = ("commission", "collector", "seller")
    date_hierarchy = "created_at"
    inlines = (MilestoneInline, VersionInline)

    @admin.display(description=_("price with VAT"), ordering="price")
    def amount(self, contract: Contract) -> str:
        return Money(contract.price, contract.currency).text()


@admin.register(Dispute)
class DisputeAdmin(Kept, admin.ModelAdmin[Dispute]):
    list_display = ("contract", "milestone", "side", "reason", "state", "decision", "opened_at", "ended_at")
    list_filter = ("state", "reason", "side", "decision")
    search_fields = ("contract__commission__number",)
    list_select_related = ("contract__commission", "milestone__contract")
    date_hierarchy = "opened_at"
