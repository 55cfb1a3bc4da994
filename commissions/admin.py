"""The commissions in the admin: looked at here, moved on their own pages through the services."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from commissions import rules
from commissions.models import Commission, Proposal, ProposalMilestone, Screening, Step
from core.money import Money
from orders.admin import Kept


class StepInline(Kept, admin.TabularInline[Step, Commission]):
    model = Step
    extra = 0
    fields = ("at", "side", "kind", "before", "after", "by", "note")


@admin.register(Commission)
class CommissionAdmin(Kept, admin.ModelAdmin[Commission]):
    list_display = (
        "number",
        "title",
        "state",
        "audience",
        "collector",
        "budget",
        "created_at",
        "closes_at",
        "page",
    )
    list_filter = ("state", "audience", "category", "created_at")
    search_fields = ("number", "title_ar", "title_en", "collector__email")
    list_select_related = ("collector",)
    date_hierarchy = "created_at"
    inlines = (StepInline,)

    def has_view_permission(self, request: HttpRequest, obj: Commission | None = None) -> bool:
        return rules.may_screen(request.user)

    @admin.display(description=_("budget to"), ordering="budget_max")
    def budget(self, commission: Commission) -> str:
        return Money(commission.budget_max, commission.currency).text()

    @admin.display(description=_("page"))
    def page(self, commission: Commission) -> str:
        return format_html('<a href="{}">{}</a>', commission.get_absolute_url(), commission.number)


class MilestoneInline(Kept, admin.TabularInline[ProposalMilestone, Proposal]):
    model = ProposalMilestone
    extra = 0
    fields = ("position", "title", "deliverable", "amount_minor", "due_on")


@admin.register(Proposal)
class ProposalAdmin(Kept, admin.ModelAdmin[Proposal]):
    list_display = ("commission", "seller", "state", "amount", "weeks", "sent_at", "valid_until")
    list_filter = ("state", "licence")
    search_fields = ("commission__number", "seller__name_ar", "seller__name_en")
    list_select_related = ("commission", "seller")
    inlines = (MilestoneInline,)

    def has_view_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        return rules.may_screen(request.user)

    @admin.display(description=_("price"), ordering="price_minor")
    def amount(self, proposal: Proposal) -> str:
        return proposal.price.text()


@admin.register(Screening)
class ScreeningAdmin(Kept, admin.ModelAdmin[Screening]):
    """What was held and how it was decided; deciding happens in the queue."""

    list_display = (
        "kind",
        "commission",
        "author",
        "state",
        "created_at",
        "decided_by",
        "decided_at",
        "queue",
    )
    list_filter = ("state", "kind", "created_at")
    search_fields = ("commission__number", "author__email", "text")
    list_select_related = ("commission", "author", "decided_by")

    def has_view_permission(self, request: HttpRequest, obj: Screening | None = None) -> bool:
        return rules.may_screen(request.user)

    @admin.display(description=_("queue"))
    def queue(self, row: Screening) -> str:
        if row.state != "pending":
            return "—"
        return format_html('<a href="{}">{}</a>', reverse("commissions:screening-list"), _("Decide"))
