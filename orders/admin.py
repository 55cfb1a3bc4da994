"""The money side in the admin: what is settled is shown, not edited; the two acts go through services."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from accounts.models import User
from core import clock
from core.errors import SoukError
from core.money import Money
from orders import services
from orders.enums import RefundReason, VatStatus
from orders.models import (
    LedgerEntry,
    Order,
    OrderLine,
    OrderStep,
    Payment,
    PaymentEvent,
    PaymentPart,
    Refund,
    RefundLine,
    Seller,
    SellerMember,
    SellerVatStatus,
)


class Kept:
    """Looked at, never touched: no adding, no changing, no deleting."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False


class LineInline(Kept, admin.TabularInline[OrderLine, Order]):
    model = OrderLine
    extra = 0
    fields = ("position", "kind", "description_ar", "description_en", "net", "vat_bps", "vat", "gross")


class PartInline(Kept, admin.TabularInline[PaymentPart, Order]):
    model = PaymentPart
    extra = 0
    fields = ("payment", "amount", "state")


class StepInline(Kept, admin.TabularInline[OrderStep, Order]):
    model = OrderStep
    extra = 0
    fields = ("at", "before", "after", "side", "reason", "note")


class RefundInline(Kept, admin.TabularInline[Refund, Order]):
    model = Refund
    extra = 0
    fields = ("reference", "amount", "reason", "state", "asked_at", "settled_at")


@admin.register(Order)
class OrderAdmin(Kept, admin.ModelAdmin[Order]):
    list_display = ("number", "state", "buyer", "seller", "amount", "source", "placed_at", "due_at")
    list_filter = ("state", "origin", "currency", "placed_at")
    search_fields = ("number", "buyer__email", "seller__name_ar", "seller__name_en", "source")
    list_select_related = ("buyer", "seller")
    date_hierarchy = "placed_at"
    inlines = (LineInline, PartInline, RefundInline, StepInline)
    actions = ("cancel", "refund")

    @admin.display(description=_("total"), ordering="total")
    def amount(self, order: Order) -> str:
        return Money(order.total, order.currency).text()

    @admin.action(description=_("Cancel the selected orders"), permissions=["handle"])
    def cancel(self, request: HttpRequest, orders: QuerySet[Order]) -> None:
        self._each(request, orders, services.cancel_order)

    @admin.action(description=_("Refund the selected orders"), permissions=["handle"])
    def refund(self, request: HttpRequest, orders: QuerySet[Order]) -> None:
        self._each(request, orders, _refund_all)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("orders.change_order")

    def _each(self, request: HttpRequest, orders: QuerySet[Order], verb: Any) -> None:
        for order in orders:
            try:
                verb(order=order, by=request.user, reason=str(_("by staff")))
            except SoukError as error:
                self.message_user(request, f"{order.number}: {error.text}", messages.ERROR)
            else:
                self.message_user(request, f"{order.number}: {_('done')}", messages.SUCCESS)


def _refund_all(*, order: Order, by: User, reason: str) -> None:
    """What is left of the order, in whole; the work may be sold again."""
    services.refund(order=order, by=by, reason=RefundReason.OTHER, note=reason, restock=True)


class OrdersOfPayment(Kept, admin.TabularInline[PaymentPart, Payment]):
    model = PaymentPart
    extra = 0
    fields = ("order", "amount", "state")


@admin.register(Payment)
class PaymentAdmin(Kept, admin.ModelAdmin[Payment]):
    list_display = ("reference", "buyer", "provider", "state", "reason", "amount", "currency", "created_at")
    list_filter = ("state", "reason", "provider", "created_at")
    search_fields = ("reference", "provider_reference", "orders__number")
    list_select_related = ("buyer",)
    inlines = (OrdersOfPayment,)


class RefundLineInline(Kept, admin.TabularInline[RefundLine, Refund]):
    model = RefundLine
    extra = 0


@admin.register(Refund)
class RefundAdmin(Kept, admin.ModelAdmin[Refund]):
    list_display = ("reference", "order", "state", "reason", "amount", "currency", "asked_at", "settled_at")
    list_filter = ("state", "reason", "currency", "asked_at")
    search_fields = ("reference", "provider_reference", "order__number")
    list_select_related = ("order",)
    inlines = (RefundLineInline,)
    actions = ("retry", "by_hand")

    @admin.action(description=_("Try the selected refunds again"), permissions=["handle"])
    def retry(self, request: HttpRequest, refunds: QuerySet[Refund]) -> None:
        clerk = cast("User", request.user)
        self._each(request, refunds, lambda row: services.retry_refund(refund=row, by=clerk))

    @admin.action(description=_("The selected refunds were paid back by hand"), permissions=["handle"])
    def by_hand(self, request: HttpRequest, refunds: QuerySet[Refund]) -> None:
        clerk, note = cast("User", request.user), str(_("by staff"))
        self._each(
            request,
            refunds,
            lambda row: services.settle_refund_by_hand(refund=row, by=clerk, note=note),
        )

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("orders.change_order")

    def _each(self, request: HttpRequest, refunds: QuerySet[Refund], verb: Any) -> None:
        for row in refunds:
            try:
                verb(row)
            except SoukError as error:
                self.message_user(request, f"{row.reference}: {error.text}", messages.ERROR)
            else:
                self.message_user(request, f"{row.reference}: {_('done')}", messages.SUCCESS)


@admin.register(PaymentEvent)
class PaymentEventAdmin(Kept, admin.ModelAdmin[PaymentEvent]):
    list_display = ("event_id", "payment", "kind", "outcome", "amount", "currency", "received_at")
    list_filter = ("outcome", "kind", "provider")
    search_fields = ("event_id", "payment__reference", "payment__orders__number")
    list_select_related = ("payment",)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(Kept, admin.ModelAdmin[LedgerEntry]):
    list_display = ("event", "account", "amount", "currency", "order", "booked_at")
    list_filter = ("account", "currency", "booked_at")
    search_fields = ("event", "order__number")
    list_select_related = ("order",)


class MemberInline(Kept, admin.TabularInline[SellerMember, Seller]):
    model = SellerMember
    extra = 0


class VatStatusInline(Kept, admin.TabularInline[SellerVatStatus, Seller]):
    model = SellerVatStatus
    extra = 0


@admin.register(Seller)
class SellerAdmin(TranslationAdmin[Seller]):
    list_display = ("name", "kind", "country", "vat_number", "verified_at")
    list_filter = ("kind", "country")
    search_fields = ("name_ar", "name_en", "slug", "vat_number")
    readonly_fields = ("vat_number", "address", "house", "verified_at", "created_at")
    inlines = (MemberInline, VatStatusInline)
    actions = ("verify",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A seller comes with its owner, through the studio."""
        del request
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def save_model(self, request: HttpRequest, obj: Seller, form: Any, change: bool) -> None:  # noqa: FBT001
        del change
        services.update_seller(seller=obj, changed=form.changed_data, by=cast("User", request.user))

    @admin.action(description=_("Mark the selected sellers as verified"), permissions=["change"])
    def verify(self, request: HttpRequest, sellers: QuerySet[Seller]) -> None:
        for seller in sellers:
            services.verify_seller(seller=seller, by=cast("User", request.user))


@admin.register(SellerVatStatus)
class SellerVatStatusAdmin(admin.ModelAdmin[SellerVatStatus]):
    """Staff write what they have looked up; a row once written stays."""

    list_display = ("seller", "status", "number", "valid_from", "checked_at")
    list_filter = ("status", "valid_from")
    search_fields = ("seller__name_ar", "seller__name_en", "number")
    list_select_related = ("seller",)
    fields = ("seller", "status", "number", "valid_from", "evidence")
    autocomplete_fields = ("seller",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def save_model(self, request: HttpRequest, obj: SellerVatStatus, form: Any, change: bool) -> None:  # noqa: FBT001
        del form, change
        saved = services.set_vat_status(
            seller=obj.seller,
            status=VatStatus(obj.status),
            number=obj.number,
            valid_from=obj.valid_from,
            evidence=obj.evidence,
            checked_at=clock.now(),
            by=cast("User", request.user),
        )
        obj.pk = saved.pk
