"""Payouts in the admin: facts are shown, never edited; every act goes through the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, Model, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.stepup import fresh_login_required
from compliance import audit
from core.errors import SoukError
from core.money import Money
from orders.admin import Kept
from orders.payouts import bankfile, ibans, rules, services
from orders.payouts.enums import BatchState, FailReason
from orders.payouts.models import BankAccount, Payout, PayoutBatch, SettlementReport, SettlementRow
from orders.payouts.policy import policy
from orders.payouts.views.access import download
from orders.verification import names
from orders.verification import queries as verification

LARGEST = 5 * 1024 * 1024


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


def each(
    site: admin.ModelAdmin[Any], request: HttpRequest, rows: QuerySet[Any], act: Callable[[Any], Any]
) -> None:
    """Acts on each row by itself and says what came of it."""
    for row in rows:
        try:
            act(row)
        except SoukError as error:
            site.message_user(request, f"{row}: {error.text}", messages.ERROR)
        else:
            site.message_user(request, f"{row}: {gettext('done')}", messages.SUCCESS)


class Told:
    """What a payout shows: its number by its ends only, its amount as people read it."""

    @admin.display(description=_("IBAN"))
    def number(self, row: Payout | BankAccount) -> str:
        return row.masked

    @admin.display(description=_("amount"), ordering="amount")
    def sum(self, row: Payout) -> str:
        return row.money.text()


class PayoutInline(Told, Kept, admin.TabularInline[Payout, PayoutBatch]):
    model = Payout
    extra = 0
    fields = ("reference", "seller", "holder", "number", "sum", "state", "reason", "bank_reference")
    readonly_fields = fields
    show_change_link = True


@admin.register(PayoutBatch)
class PayoutBatchAdmin(Kept, admin.ModelAdmin[PayoutBatch]):
    list_display = ("number", "state", "count", "total", "made_by", "made_at", "approved_by", "sent_at")
    list_filter = ("state", "currency", "made_at")
    search_fields = ("number", "payouts__reference")
    list_select_related = ("made_by", "approved_by")
    date_hierarchy = "made_at"
    inlines = (PayoutInline,)
    actions = ("approve", "send", "cancel")
    change_list_template = "payouts/admin/batch_list.html"
    change_form_template = "payouts/admin/batch_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PayoutBatch]:
        rows = super().get_queryset(request)
        return rows.annotate(_count=Count("payouts"), _total=Sum("payouts__amount"))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("make/", wrap(require_POST(self.make)), name="payouts_payoutbatch_make"),
            path("<int:pk>/bank-file/", wrap(self.bank_file), name="payouts_payoutbatch_file"),
            path("<int:pk>/results/", wrap(require_POST(self.results)), name="payouts_payoutbatch_results"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        more = {"currencies": policy().currencies, "may_make": rules.may_make_batches(request.user)}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        batch = self.get_object(request, object_id)
        sent = batch is not None and batch.sent_at is not None
        more = {"sent": sent and rules.may_send(request.user)}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    @admin.display(description=_("payouts"))
    def count(self, batch: Any) -> int:
        return int(batch._count)  # noqa: SLF001

    @admin.display(description=_("total"))
    def total(self, batch: Any) -> str:
        return Money(batch._total or 0, batch.currency).text()  # noqa: SLF001

    @admin.action(description=_("Approve the selected batches"), permissions=["approve"])
    @method_decorator(fresh_login_required)
    def approve(self, request: HttpRequest, batches: QuerySet[PayoutBatch]) -> None:
        each(self, request, batches, lambda batch: services.approve_batch(batch=batch, by=_person(request)))

    @admin.action(description=_("Send the selected batches to the bank"), permissions=["send"])
    @method_decorator(fresh_login_required)
    def send(self, request: HttpRequest, batches: QuerySet[PayoutBatch]) -> None:
        each(self, request, batches, lambda batch: services.send_batch(batch=batch, by=_person(request)))

    @admin.action(description=_("Cancel the selected batches"), permissions=["send"])
    def cancel(self, request: HttpRequest, batches: QuerySet[PayoutBatch]) -> None:
        each(self, request, batches, lambda batch: services.cancel_batch(batch=batch, by=_person(request)))

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return rules.may_approve_batches(request.user)

    def has_send_permission(self, request: HttpRequest) -> bool:
        return rules.may_send(request.user)

    def make(self, request: HttpRequest) -> HttpResponse:
        """A draft of everybody who is to be paid in a currency."""
        currency = request.POST.get("currency", "")
        try:
            batch = services.make_batch(currency=currency[:3], by=_person(request))
        except SoukError as error:
            self.message_user(request, error.text, messages.ERROR)
            return redirect("admin:payouts_payoutbatch_changelist")
        return redirect("admin:payouts_payoutbatch_change", batch.pk)

    @method_decorator(fresh_login_required)
    def bank_file(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whole numbers leave the house here, so it is written down who took them."""
        batch = self._sent(request, pk)
        with transaction.atomic():
            audit.record("payouts.batch.exported", subject=batch, actor=request.user)
        return download(bankfile.write(batch), f"{batch.number}.csv", "text/csv; charset=utf-8")

    def results(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bank's answers as a file."""
        batch = self._sent(request, pk)
        upload = request.FILES.get("file")
        if upload is None or (upload.size or 0) > LARGEST:
            self.message_user(request, gettext("Choose a CSV file of at most 5 MB."), messages.ERROR)
        else:
            self._read(request, batch, upload.read())
        return redirect("admin:payouts_payoutbatch_change", pk)

    def _read(self, request: HttpRequest, batch: PayoutBatch, content: bytes) -> None:
        try:
            read = services.read_results(batch=batch, content=content, by=_person(request))
        except SoukError as error:
            self.message_user(request, error.text, messages.ERROR)
            return
        done = read.paid + read.failed
        text = ngettext("%(count)s payout was settled.", "%(count)s payouts were settled.", done)
        self.message_user(request, text % {"count": done}, messages.SUCCESS)
        for fault in read.refused[:20]:
            self.message_user(request, fault, messages.WARNING)

    def _sent(self, request: HttpRequest, pk: int) -> PayoutBatch:
        if not rules.may_send(request.user):
            raise Http404
        states = [BatchState.SENT, BatchState.DONE]
        return get_object_or_404(PayoutBatch, pk=pk, state__in=states, sent_at__isnull=False)


@admin.register(Payout)
class PayoutAdmin(Told, Kept, admin.ModelAdmin[Payout]):
    list_display = ("reference", "seller", "sum", "state", "reason", "number", "sent_at", "settled_at")
    list_filter = ("state", "reason", "currency", "sent_at")
    search_fields = ("reference", "bank_reference", "seller__slug", "holder")
    list_select_related = ("seller", "batch")
    exclude = ("iban_kept",)
    readonly_fields = ("number",)
    actions = ("paid", "failed", "reverse")

    @admin.action(description=_("The bank has paid the selected payouts"), permissions=["send"])
    def paid(self, request: HttpRequest, rows: QuerySet[Payout]) -> None:
        each(self, request, rows, lambda row: services.mark_paid(payout=row, by=_person(request)))

    @admin.action(description=_("The bank did not carry out the selected payouts"), permissions=["send"])
    def failed(self, request: HttpRequest, rows: QuerySet[Payout]) -> None:
        reason = FailReason.REFUSED
        each(
            self,
            request,
            rows,
            lambda row: services.mark_failed(payout=row, by=_person(request), reason=reason),
        )

    @admin.action(description=_("The seller's bank returned the selected payouts"), permissions=["send"])
    def reverse(self, request: HttpRequest, rows: QuerySet[Payout]) -> None:
        each(self, request, rows, lambda row: services.reverse_payout(payout=row, by=_person(request)))

    def has_send_permission(self, request: HttpRequest) -> bool:
        return rules.may_send(request.user)


@admin.register(BankAccount)
class BankAccountAdmin(Told, Kept, admin.ModelAdmin[BankAccount]):
    list_display = ("seller", "holder", "number", "bank_name", "state", "active", "added_at", "pays_from")
    list_filter = ("state", "active", "country", "added_at")
    search_fields = ("seller__slug", "seller__name_ar", "seller__name_en", "holder")
    list_select_related = ("seller",)
    exclude = ("iban_kept",)
    readonly_fields = ("whole", "agrees")
    actions = ("confirm", "refuse")

    @admin.display(description=_("IBAN"))
    def whole(self, account: BankAccount) -> str:
        """Whole for those who check it against the papers: they alone see the page of one account."""
        return ibans.grouped(account.iban)

    @admin.display(description=_("Holder is the name on a checked paper"), boolean=True)
    def agrees(self, account: BankAccount) -> bool:
        seller = account.seller
        known = [*verification.proved_names(seller), seller.legal_name_ar, seller.legal_name_en]
        return names.agree(account.holder, known)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is not None:
            return rules.may_check_accounts(request.user)
        return super().has_view_permission(request, obj)

    @admin.action(description=_("The selected accounts fit the sellers' papers"), permissions=["check"])
    def confirm(self, request: HttpRequest, rows: QuerySet[BankAccount]) -> None:
        each(self, request, rows, lambda row: services.check_account(account=row, by=_person(request)))

    @admin.action(description=_("Refuse the selected accounts"), permissions=["check"])
    def refuse(self, request: HttpRequest, rows: QuerySet[BankAccount]) -> None:
        each(self, request, rows, lambda row: services.refuse_account(account=row, by=_person(request)))

    def has_check_permission(self, request: HttpRequest) -> bool:
        return rules.may_check_accounts(request.user)


class SettlementRowInline(Kept, admin.TabularInline[SettlementRow, SettlementReport]):
    model = SettlementRow
    extra = 0
    fields = (
        "position",
        "outcome",
        "kind",
        "reference",
        "provider_reference",
        "amount",
        "expected",
        "fee",
        "currency",
        "payment",
    )
    readonly_fields = fields


@admin.register(SettlementReport)
class SettlementReportAdmin(Kept, admin.ModelAdmin[SettlementReport]):
    list_display = (
        "name",
        "provider",
        "all_matched",
        "rows_count",
        "repeated",
        "begins_at",
        "ends_at",
        "made_at",
    )
    list_filter = ("provider", "all_matched", "made_at")
    search_fields = ("name", "sha256", "rows__reference", "rows__provider_reference")
    inlines = (SettlementRowInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SettlementReport]:
        return super().get_queryset(request).annotate(_rows=Count("rows"))

    @admin.display(description=_("rows"))
    def rows_count(self, report: Any) -> int:
        return int(report._rows)  # noqa: SLF001


@admin.register(SettlementRow)
class SettlementRowAdmin(Kept, admin.ModelAdmin[SettlementRow]):
    list_display = (
        "key",
        "provider",
        "outcome",
        "kind",
        "reference",
        "amount",
        "expected",
        "currency",
        "report",
    )
    list_filter = ("outcome", "kind", "provider", "currency")
    search_fields = ("key", "reference", "provider_reference")
    list_select_related = ("report",)
