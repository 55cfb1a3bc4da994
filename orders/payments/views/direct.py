"""Paying the seller directly: the buyer's page, the seller's word, and the seller's ways to be paid."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedIn
from core.errors import SoukError
from orders.models import Seller
from orders.payments import queries, rules, services
from orders.payments.enums import DirectState, MethodKind
from orders.payments.models import DirectPayment, SellerMethod
from orders.payments.views.found import orders_of
from orders.queries import sellers_of


@require_GET
@login_required
def page(request: SignedIn, reference: str) -> HttpResponse:
    direct = _direct(request, reference)
    context = {
        "direct": direct,
        "payment": direct.payment,
        "orders": orders_of(direct.payment),
        "ways": [_way(told) for told in direct.methods],
        "confirms": rules.may_confirm(request.user, direct),
        "mine": direct.payment.buyer_id == request.user.pk,
        "decided": direct.state != DirectState.WAITING,
    }
    return render(request, "payments/direct_detail.html", context)


@require_POST
@login_required
def decide(request: SignedIn, reference: str) -> HttpResponse:
    direct = _direct(request, reference)
    note = request.POST.get("note", "")
    try:
        if request.POST.get("word") == "refused":
            services.refuse_direct(direct=direct, by=request.user, note=note)
            messages.success(request, _("We have told the buyer that the money did not come."))
        else:
            services.confirm_direct(direct=direct, by=request.user, note=note)
            messages.success(request, _("Thank you. The order is paid."))
    except SoukError as error:
        messages.error(request, error.text)
    return redirect("payments:direct", reference)


@require_http_methods(["GET", "POST"])
@login_required
def methods(request: SignedIn) -> HttpResponse:
    """What each of my sellers offers; a new way is added at the bottom."""
    sellers = list(sellers_of(request.user))
    if not sellers:
        raise Http404
    if request.method == "POST":
        seller = get_object_or_404(sellers_of(request.user), pk=_number(request.POST.get("seller")))
        return _saved(request, seller, None)
    return _list(request, sellers)


@require_POST
@login_required
def method(request: SignedIn, pk: int) -> HttpResponse:
    row = _method(request, pk)
    return _saved(request, row.seller, row)


@require_POST
@login_required
def switch(request: SignedIn, pk: int) -> HttpResponse:
    row = _method(request, pk)
    services.switch_method(method=row, by=request.user, active=not row.active)
    return redirect("payments:methods")


def _saved(request: SignedIn, seller: Seller, row: SellerMethod | None) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("kind", "text_ar", "text_en")}
    kind = typed["kind"] if typed["kind"] in MethodKind.values else MethodKind.OTHER
    try:
        services.save_method(
            seller=seller,
            by=request.user,
            kind=MethodKind(kind),
            text_ar=typed["text_ar"],
            text_en=typed["text_en"],
            method=row,
        )
    except SoukError as error:
        return _list(request, list(sellers_of(request.user)), error=error.text, typed=typed, at=seller.pk)
    messages.success(request, _("Saved. Buyers of your works see it when they pay."))
    return redirect("payments:methods")


def _list(request: SignedIn, sellers: list[Seller], **given: Any) -> HttpResponse:
    rows = SellerMethod.objects.filter(seller__in=sellers).order_by("pk")
    ways = {seller.pk: [row for row in rows if row.seller_id == seller.pk] for seller in sellers}
    context = {"sellers": [(seller, ways[seller.pk]) for seller in sellers], "kinds": MethodKind, **given}
    status = 400 if given.get("error") else 200
    return render(request, "payments/method_list.html", context, status=status)


def _direct(request: SignedIn, reference: str) -> DirectPayment:
    rows = queries.visible_directs(request.user).prefetch_related("payment__orders__seller")
    found: DirectPayment = get_object_or_404(rows, payment__reference=reference)
    return found


def _method(request: SignedIn, pk: int) -> SellerMethod:
    rows = SellerMethod.objects.filter(seller__in=sellers_of(request.user)).select_related("seller")
    found: SellerMethod = get_object_or_404(rows, pk=pk)
    return found


def _way(told: dict[str, str]) -> dict[str, str]:
    """As the buyer was told, in the reader's language, in the other one where that is missing."""
    arabic = (get_language() or "ar").startswith("ar")
    words = (told.get("ar"), told.get("en")) if arabic else (told.get("en"), told.get("ar"))
    kind = told.get("kind", "")
    label = MethodKind(kind).label if kind in MethodKind.values else ""
    return {"kind": str(label), "text": words[0] or words[1] or ""}


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else 0
