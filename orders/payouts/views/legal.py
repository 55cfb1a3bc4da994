"""Who the seller is on an invoice: seen by its members, written by its owners."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from core.errors import SoukError
from orders import services
from orders.delivery.forms import AddressForm
from orders.delivery.views.addresses import CHANGED, redrawn
from orders.enums import VatStatus
from orders.payouts import rules
from orders.payouts.legal_form import LegalForm
from orders.payouts.views.access import Desk

REFUSED = 422
PREFIX = "address"


@require_http_methods(["GET", "POST"])
@login_required
def legal(request: SignedIn) -> HttpResponse:
    desk = Desk(request)
    if request.method == "POST":
        return _change(request, desk)
    return _page(request, desk, LegalForm(seller=desk.seller), _address(desk))


def _address(desk: Desk) -> AddressForm:
    start = desk.seller.postal_address
    return AddressForm(address=start, country=str(desk.seller.country), prefix=PREFIX, person=False)


def _change(request: SignedIn, desk: Desk) -> HttpResponse:
    if not rules.may_change_account(request.user, desk.seller):
        raise Http404
    if CHANGED in request.POST:
        typed = LegalForm(seller=desk.seller, typed=request.POST.dict())
        return _page(request, desk, typed, redrawn(request.POST, PREFIX))
    form = LegalForm(request.POST, seller=desk.seller)
    address = AddressForm(request.POST, prefix=PREFIX, person=False)
    if form.is_valid() and address.is_valid():
        try:
            _write(request, desk, form, address)
        except SoukError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, gettext("Your legal details are kept. Invoices carry them from now on.")
            )
            return redirect(reverse("payouts:legal") + desk.query)
    return _page(request, desk, form, address)


@transaction.atomic
def _write(request: SignedIn, desk: Desk, form: LegalForm, address: AddressForm) -> None:
    """All of it or nothing."""
    told = form.cleaned_data
    services.set_legal_details(
        seller=desk.seller,
        by=request.user,
        legal_name_ar=told["legal_name_ar"],
        legal_name_en=told["legal_name_en"],
        scheme=told["registration_scheme"],
        number=told["registration_number"],
        address=address.postal,
    )
    if form.status_changed:
        services.set_vat_status(
            seller=desk.seller,
            status=VatStatus(told["vat_status"]),
            number=told["vat_number"],
            valid_from=told["vat_from"],
            by=request.user,
        )


def _page(request: SignedIn, desk: Desk, form: LegalForm, address: AddressForm) -> HttpResponse:
    history = list(desk.seller.vat_history.order_by("-valid_from", "-pk"))
    context = desk.context("legal", form=form, address=address, history=history)
    wrong = form.errors or address.errors
    return render(request, "payouts/legal_edit.html", context, status=REFUSED if wrong else 200)
