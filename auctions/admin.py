"""Sales in the admin: the log is shown, never edited; whatever is done goes through the services.

A secret maximum is on no list. Opening a bid shows it, and that look is itself on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from accounts.models import User
from auctions import services
from auctions.enums import SaleState
from auctions.models import Bid, Lot, LotEvent, Paddle, Refusal, Sale
from compliance import audit
from core.errors import SoukError
from core.money import Money

DRAFT_FIELDS = (
    "title",
    "text",
    "terms",
    "currency",
    "starts_at",
    "first_close_at",
    "interval_seconds",
    "seller",
)


class Reason(ActionForm):
    """Beside the list of actions: why, and for the reserve how much."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)
    reserve = forms.CharField(label=_("New reserve"), required=False, max_length=30)


class Kept:
    """Looked at, never touched."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False


class Told:
    """What a service refuses is told on top of the form, and nothing is changed."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            page: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except SoukError as error:
            messages.error(request, error.text)
            return HttpResponseRedirect(request.get_full_path())
        return page


def actor(request: HttpRequest) -> User:
    """The admin lets nobody in who is not a User."""
    return cast("User", request.user)


def each(request: HttpRequest, rows: QuerySet[Any], act: Callable[[Any], object]) -> None:
    """Do it to each row, and say how many went well and what was in the way of the others."""
    done = 0
    for row in rows:
        try:
            act(row)
        except SoukError as error:
            messages.error(request, f"{row}: {error.text}")
        else:
            done += 1
    if done:
        text = ngettext("Done for %(count)s entry.", "Done for %(count)s entries.", done)
        messages.success(request, text % {"count": done})


def reason_of(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


@admin.register(Sale)
class SaleAdmin(Told, TranslationAdmin[Sale]):
    list_display = ("title", "state", "currency", "starts_at", "first_close_at", "interval_seconds", "seller")
    list_filter = ("state", "currency", "kind")
    search_fields = ("slug", "title_ar", "title_en")
    list_select_related = ("seller",)
    date_hierarchy = "first_close_at"
    list_per_page = 50
    fields = (*DRAFT_FIELDS, "slug", "state", "increments", "fees", "extension", "published_at", "closed_at")
    readonly_fields = ("slug", "state", "increments", "fees", "extension", "published_at", "closed_at")
    action_form = Reason
    actions = ("publish", "open_now", "hold", "resume", "cancel")

    def has_change_permission(self, request: HttpRequest, obj: Sale | None = None) -> bool:
        """Once announced, a sale is changed by actions only."""
        allowed = bool(super().has_change_permission(request, obj))
        return allowed and (obj is None or obj.status in {SaleState.DRAFT, SaleState.IN_REVIEW})

    def has_delete_permission(self, request: HttpRequest, obj: Sale | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Sale, form: Any, change: bool) -> None:  # noqa: FBT001
        values = {
            name: form.cleaned_data[name] for name in form.changed_data if name not in self.readonly_fields
        }
        if change:
            services.update_sale(sale=obj, by=actor(request), **values)
            return
        made = services.create_sale(by=actor(request), **values)
        obj.pk, obj.slug = made.pk, made.slug

    @admin.action(description=_("Announce the selected sales"), permissions=["change"])
    def publish(self, request: HttpRequest, sales: QuerySet[Sale]) -> None:
        each(request, sales, lambda sale: services.publish_sale(sale=sale, by=actor(request)))

    @admin.action(description=_("Open the selected sales for bids now"), permissions=["change"])
    def open_now(self, request: HttpRequest, sales: QuerySet[Sale]) -> None:
        each(request, sales, lambda sale: services.open_sale(sale=sale, by=actor(request)))

    @admin.action(description=_("Put the selected sales on hold (with a reason)"), permissions=["change"])
    def hold(self, request: HttpRequest, sales: QuerySet[Sale]) -> None:
        reason = reason_of(request)
        each(request, sales, lambda sale: services.hold_sale(sale=sale, by=actor(request), reason=reason))

    @admin.action(description=_("Resume the selected sales"), permissions=["change"])
    def resume(self, request: HttpRequest, sales: QuerySet[Sale]) -> None:
        each(request, sales, lambda sale: services.resume_sale(sale=sale, by=actor(request)))

    @admin.action(description=_("Call off the selected sales (with a reason)"), permissions=["change"])
    def cancel(self, request: HttpRequest, sales: QuerySet[Sale]) -> None:
        reason = reason_of(request)
        each(request, sales, lambda sale: services.cancel_sale(sale=sale, by=actor(request), reason=reason))


@admin.register(Lot)
class LotAdmin(Told, admin.ModelAdmin[Lot]):
    list_display = (
        "number",
        "sale",
        "artwork",
        "status",
        "price",
        "bid_count",
        "leader",
        "ends_at",
        "ext_count",
    )
    list_filter = ("status", "sale")
    search_fields = ("sale__slug", "artwork__title_ar", "artwork__title_en")
    list_select_related = ("sale", "artwork", "leader")
    autocomplete_fields = ("sale", "artwork")
    list_per_page = 50
    fields = (
        "sale", "number", "artwork", "opening_minor", "reserve_minor", "estimate_low_minor", "estimate_high_minor",
    )  # fmt: skip
    action_form = Reason
    actions = ("hold", "resume", "withdraw", "lower")

    @admin.display(description=_("price"), ordering="price_minor")
    def price(self, lot: Lot) -> str:
        return "" if lot.price_minor is None else Money(lot.price_minor, lot.sale.currency).text()

    def has_change_permission(self, request: HttpRequest, obj: Lot | None = None) -> bool:
        """A lot is entered once; afterwards there are actions, and a draft may be taken out again."""
        return bool(super().has_change_permission(request, obj)) and obj is None

    def has_delete_permission(self, request: HttpRequest, obj: Lot | None = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and obj is not None and obj.status == "draft"

    def delete_model(self, request: HttpRequest, obj: Lot) -> None:
        services.remove_lot(lot=obj, by=actor(request))

    def save_model(self, request: HttpRequest, obj: Lot, form: Any, change: bool) -> None:  # noqa: FBT001
        del change
        made = services.create_lot(by=actor(request), **form.cleaned_data)
        obj.pk = made.pk

    @admin.action(description=_("Put the selected lots on hold (with a reason)"), permissions=["change"])
    def hold(self, request: HttpRequest, lots: QuerySet[Lot]) -> None:
        reason = reason_of(request)
        each(request, lots, lambda lot: services.hold_lot(lot=lot, by=actor(request), reason=reason))

    @admin.action(description=_("Resume the selected lots"), permissions=["change"])
    def resume(self, request: HttpRequest, lots: QuerySet[Lot]) -> None:
        each(request, lots, lambda lot: services.resume_lot(lot=lot, by=actor(request)))

    @admin.action(description=_("Withdraw the selected lots (with a reason)"), permissions=["change"])
    def withdraw(self, request: HttpRequest, lots: QuerySet[Lot]) -> None:
        reason = reason_of(request)
        each(request, lots, lambda lot: services.withdraw_lot(lot=lot, by=actor(request), reason=reason))

    @admin.action(description=_("Lower the reserve (an empty amount waives it)"), permissions=["change"])
    def lower(self, request: HttpRequest, lots: QuerySet[Lot]) -> None:
        typed = request.POST.get("reserve", "").strip()

        def act(lot: Lot) -> Lot:
            minor = Money.parse(typed, lot.sale.currency).minor if typed else None
            return services.lower_reserve(lot=lot, by=actor(request), reserve_minor=minor)

        each(request, lots.select_related("sale"), act)


@admin.register(Bid)
class BidAdmin(Kept, admin.ModelAdmin[Bid]):
    list_display = ("lot", "seq", "paddle", "bidder", "outcome", "received_at", "decided_at", "void_seq")
    list_filter = ("outcome", "lot__sale")
    search_fields = ("bidder__email", "=key", "=lot__number")
    list_select_related = ("lot__artwork", "paddle", "bidder")
    exclude = ("answer", "request_hash")
    list_per_page = 50
    show_full_result_count = False
    action_form = Reason
    actions = ("void",)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Bid | None:
        """Whoever opens a bid sees its maximum: that goes on record."""
        bid = super().get_object(request, object_id, from_field)
        if bid is not None:
            with transaction.atomic():
                audit.record("auctions.maximum.seen", subject=bid, actor=actor(request))
        return bid

    def has_void_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("auctions.change_lot"))

    @admin.action(description=_("Declare the selected bids void (with a reason)"), permissions=["void"])
    def void(self, request: HttpRequest, bids: QuerySet[Bid]) -> None:
        seqs: defaultdict[int, list[int]] = defaultdict(list)
        for lot_id, seq in bids.values_list("lot_id", "seq"):
            seqs[lot_id].append(seq)
        reason = reason_of(request)
        lots = Lot.objects.filter(pk__in=seqs).order_by("pk")
        each(
            request,
            lots,
            lambda lot: services.void_bids(lot=lot, by=actor(request), seqs=seqs[lot.pk], reason=reason),
        )


@admin.register(LotEvent)
class LotEventAdmin(Kept, admin.ModelAdmin[LotEvent]):
    """The public log; the confidential part of an entry is shown nowhere."""

    list_display = ("lot", "seq", "type", "at", "hash", "dispatched_at")
    list_filter = ("type", "lot__sale")
    search_fields = ("=lot__id", "hash")
    list_select_related = ("lot__artwork",)
    exclude = ("private",)
    list_per_page = 100
    show_full_result_count = False


@admin.register(Paddle)
class PaddleAdmin(Kept, admin.ModelAdmin[Paddle]):
    list_display = ("number", "sale", "user", "terms_version", "accepted_at")
    list_filter = ("sale",)
    search_fields = ("=number", "user__email")
    list_select_related = ("sale", "user")


@admin.register(Refusal)
class RefusalAdmin(Kept, admin.ModelAdmin[Refusal]):
    list_display = ("at", "lot", "bidder", "code")
    list_filter = ("code",)
    search_fields = ("bidder__email", "=key")
    list_select_related = ("lot__artwork", "bidder")
    exclude = ("request_hash",)
    show_full_result_count = False
