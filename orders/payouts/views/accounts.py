"""Where the seller is paid: seen by its members, changed by its owners."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from accounts.stepup import fresh_login_required, second_factor_required
from core import clock
from core.errors import SoukError
from orders.payouts import queries, rules, services
from orders.payouts.forms import AccountForm
from orders.payouts.policy import policy
from orders.payouts.views.access import Desk

REFUSED = 422


@require_http_methods(["GET", "POST"])
@login_required
def account(request: SignedIn) -> HttpResponse:
    """Every member looks; whoever wants to change it (`?change=1`, or the form) shows first that it is them."""
    desk = Desk(request)
    if request.method == "POST" or "change" in request.GET:
        if not rules.may_change_account(request.user, desk.seller):
            raise Http404
        return _change(request, desk)
    return _page(request, desk, None)


@second_factor_required
@fresh_login_required
def _change(request: SignedIn, desk: Desk) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if form.is_valid():
        try:
            services.change_account(seller=desk.seller, by=request.user, **form.cleaned_data)
        except SoukError as refusal:
            form.add_error("iban", refusal.text)
        else:
            messages.success(request, gettext("The account is kept. We check it before we pay there."))
            return redirect(reverse("payouts:account") + desk.query)
    return _page(request, desk, form)


def _page(request: SignedIn, desk: Desk, form: AccountForm | None) -> HttpResponse:
    accounts = list(queries.accounts_of(desk.seller))
    now = clock.now()
    in_use = next((one for one in accounts if one.active), None)
    context = desk.context(
        "account",
        form=form,
        account=in_use,
        rests=in_use is not None and in_use.pays_from > now,
        before=[one for one in accounts if not one.active],
        rest_hours=int(policy().rest.total_seconds() // 3600),
    )
    return render(
        request, "payouts/account_edit.html", context, status=REFUSED if form and form.errors else 200
    )
