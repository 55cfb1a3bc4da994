"""Staff: how the providers are, transfers to be found on the statement, refunds to be sent by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedIn
from core.digits import western
from core.errors import SoukError
from core.money import Money
from core.pages import paginate
from orders.payments import queries, roster, services
from orders.payments.base import Base
from orders.payments.breaker import Breaker
from orders.payments.enums import SandboxRefundAnswer, TransferState
from orders.payments.models import HandRefund, SandboxRefund, Transfer, WebhookMessage
from orders.payments.views.found import orders_of, staff_only

PER_PAGE = 25
SHOWN = 20


@require_GET
@staff_only
def providers(request: SignedIn) -> HttpResponse:
    context = {
        "standings": [_standing(one) for one in roster.remote()],
        "troubled": queries.troubled_messages()[:SHOWN],
        "codes": [_code(row) for row in queries.verification_calls()[:3]],
        "pending": SandboxRefund.objects.filter(answer=SandboxRefundAnswer.PENDING)[:SHOWN],
    }
    return render(request, "payments/provider_list.html", context)


@require_GET
@staff_only
def transfers(request: SignedIn) -> HttpResponse:
    decided = request.GET.get("decided") == "1"
    rows = queries.decided_transfers() if decided else queries.open_transfers()
    context = {"page": paginate(rows, request, PER_PAGE), "decided": decided}
    return render(request, "payments/transfer_list.html", context)


@require_http_methods(["GET", "POST"])
@staff_only
def transfer(request: SignedIn, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Transfer.objects.select_related("payment__buyer", "decided_by").prefetch_related("proofs"), pk=pk
    )
    error = ""
    if request.method == "POST":
        try:
            row = _decided(request, row)
        except SoukError as refusal:
            error = refusal.text
        else:
            messages.success(request, _outcome(row))
            return redirect("payments:transfer_staff", pk)
    payment = row.payment
    context = {
        "transfer": row,
        "payment": payment,
        "orders": orders_of(payment),
        "proofs": row.proofs.all(),
        "closed": row.state == TransferState.MATCHED,
        "difference": abs((row.received or 0) - payment.amount),
        "short": (row.received or 0) < payment.amount,
        "error": error,
        "typed": request.POST,
    }
    return render(request, "payments/transfer_staff.html", context, status=400 if error else 200)


@require_GET
@staff_only
def refunds(request: SignedIn) -> HttpResponse:
    page = paginate(queries.waiting_hand_refunds(), request, PER_PAGE)
    return render(request, "payments/refund_list.html", {"page": page})


@require_POST
@staff_only
def refund(request: SignedIn, pk: int) -> HttpResponse:
    row = get_object_or_404(HandRefund, pk=pk)
    try:
        if request.POST.get("word") == "refused":
            services.give_up_hand_refund(row=row, by=request.user, note=request.POST.get("note", ""))
        else:
            services.mark_sent(row=row, by=request.user, bank_reference=request.POST.get("note", ""))
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("Noted."))
    return redirect("payments:refunds")


@require_POST
@staff_only
def again(request: SignedIn, pk: int) -> HttpResponse:
    """A message that was given up gets another chance."""
    services.retry(message=get_object_or_404(WebhookMessage, pk=pk), by=request.user)
    return redirect("payments:providers")


def _decided(request: SignedIn, row: Transfer) -> Transfer:
    if request.POST.get("word") == "reject":
        return services.reject_transfer(transfer=row, by=request.user, reason=request.POST.get("reason", ""))
    return services.match_transfer(
        transfer=row,
        by=request.user,
        received=Money.parse(request.POST.get("received", ""), row.payment.currency),
        bank_reference=request.POST.get("bank_reference", ""),
        received_on=_day(request.POST.get("received_on", "")),
    )


def _day(typed: str) -> Any:
    try:
        return parse_date(western(typed).strip())
    except ValueError:
        return None


def _outcome(row: Transfer) -> str:
    if row.state == TransferState.MATCHED:
        return _("The transfer is matched and the order is paid.")
    if row.state == TransferState.MISMATCH:
        return _("Kept: another amount arrived. The buyer has been told; the order is not paid.")
    return _("Not accepted. The buyer has been told why.")


def _standing(one: Base) -> dict[str, Any]:
    breaker = Breaker(one.code)
    standing = breaker.standing()
    faults = [{**fault, "at": datetime.fromtimestamp(fault["at"], UTC)} for fault in standing.faults]
    return {
        "code": one.code,
        "name": one.name,
        "configured": one.configured,
        "state": str(breaker.state).replace(" ", "_"),
        "until": datetime.fromtimestamp(standing.until, UTC) if standing.until else None,
        "faults": faults[:5],
    }


def _code(row: WebhookMessage) -> dict[str, Any]:
    """The code that a provider wants typed into its own pages."""
    from orders.payments.doors import parsed, text  # noqa: PLC0415  only this rare row needs them

    body = bytes(row.body)
    code = text(parsed(body), "data", "verification_code") if body else ""
    return {"provider": row.provider, "code": code, "at": row.received_at}
