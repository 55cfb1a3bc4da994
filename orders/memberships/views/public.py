"""The pages of memberships: the offer for everybody, one's own for members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from core.pages import paginate
from orders.memberships import queries, rules, services, shop
from orders.memberships.days import day_of
from orders.memberships.enums import MembershipState
from orders.memberships.forms import JoinForm, PriceForm
from orders.memberships.models import Membership, TierPrice

PER_PAGE = 20


@require_GET
def tiers(request: HttpRequest) -> HttpResponse:
    return render(request, "memberships/tier_list.html", {"sections": shop.sections(request.user)})


@require_http_methods(["GET", "POST"])
@login_required
def join(request: SignedIn) -> HttpResponse:
    """On to the checkout of the order. Somebody who signed in on the way chooses again."""
    if request.method == "GET":
        return redirect("memberships:tiers")
    form = JoinForm(request.POST, user=request.user)
    if not form.is_valid():
        return _complain(request, form, "memberships:tiers")
    try:
        order = services.join(
            by=request.user, price=form.cleaned_data["price"], seller=form.cleaned_data["seller"]
        )
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("memberships:tiers")
    return redirect("orders:checkout", order.number)


@require_GET
@login_required
def mine(request: SignedIn) -> HttpResponse:
    rows = queries.with_details(queries.manageable(request.user)).order_by("-created_at", "-pk")
    return render(request, "memberships/membership_list.html", {"page": paginate(rows, request, PER_PAGE)})


@require_GET
@login_required
def membership(request: SignedIn, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    return render(request, "memberships/membership_detail.html", _context(request, found))


@require_POST
@login_required
def change(request: SignedIn, pk: int) -> HttpResponse:
    found = _own(request, pk)
    form = PriceForm(request.POST)
    if not form.is_valid():
        return _complain(request, form, "memberships:membership", pk)
    price: TierPrice = form.cleaned_data["price"]
    try:
        order = services.change(membership=found, by=request.user, price=price)
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("memberships:membership", pk)
    if order is not None:
        return redirect("orders:checkout", order.number)
    messages.success(request, _("Noted: the change is made when what is paid has run out."))
    return redirect("memberships:membership", pk)


@require_POST
@login_required
def keep(request: SignedIn, pk: int) -> HttpResponse:
    return _act(request, pk, services.keep, _("Your membership stays as it is."))


@require_POST
@login_required
def cancel(request: SignedIn, pk: int) -> HttpResponse:
    return _act(request, pk, services.cancel, _("Cancelled. Your benefits stay to the end of what is paid."))


@require_POST
@login_required
def resume(request: SignedIn, pk: int) -> HttpResponse:
    return _act(request, pk, services.resume, _("Welcome back: your membership goes on."))


@require_POST
@login_required
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    return _act(request, pk, services.withdraw, _("Your money is on its way back to you."))


def _act(request: SignedIn, pk: int, verb: Any, done: str) -> HttpResponse:
    try:
        verb(membership=_own(request, pk), by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, done)
    return redirect("memberships:membership", pk)


def _complain(request: HttpRequest, form: PriceForm, view: str, *arguments: Any) -> HttpResponse:
    for error in (text for texts in form.errors.values() for text in texts):
        messages.error(request, str(error))
    return redirect(view, *arguments)


def _visible(request: SignedIn, pk: int) -> Membership:
    return get_object_or_404(queries.with_details(queries.visible_to(request.user)), pk=pk)


def _own(request: SignedIn, pk: int) -> Membership:
    """Who may look may not always act."""
    return get_object_or_404(queries.manageable(request.user), pk=pk)


def _context(request: SignedIn, found: Membership) -> dict[str, Any]:
    now = clock.now()
    mine = rules.may_manage(request.user, found)
    stretches = list(found.periods.all())
    running = found.state == MembershipState.ACTIVE
    return {
        "membership": found,
        "mine": mine,
        "stretches": stretches,
        "open": next((one for one in stretches if one.state == "open"), None),
        "benefits": shop.benefits(found.tier),
        "choices": shop.choices(found, day_of(now)) if mine and running else [],
        "withdrawable": queries.withdrawable(found, now) if mine else None,
        "resumable": mine and found.state == MembershipState.CANCELLED and _before_end(found, now),
        "cancellable": mine and found.state in CANCELLABLE,
    }


CANCELLABLE = (MembershipState.PENDING, MembershipState.ACTIVE, MembershipState.PAST_DUE)


def _before_end(found: Membership, now: datetime) -> bool:
    return found.ends_on is not None and day_of(now) < found.ends_on
