"""Offers: made on a work's page, answered by both sides, each side's list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from core.errors import SoukError
from core.money import Money
from core.pages import paginate
from orders.checkout import bargaining, queries, rules, services, shelf
from orders.checkout.forms import AmountForm, TermsForm
from orders.checkout.models import Offer
from orders.queries import sellers_of

PER_PAGE = 20
DONE = {
    "accept": gettext_lazy("Agreed. The work is held for the buyer until it is paid."),
    "decline": gettext_lazy("The offer was declined."),
    "withdraw": gettext_lazy("Your offer was withdrawn."),
    "counter": gettext_lazy("Your amount is on its way to the other side."),
}


@require_safe
@login_required
def offer_list(request: SignedIn) -> HttpResponse:
    """What the person has offered themselves."""
    page = paginate(queries.offers_made_by(request.user), request, PER_PAGE)
    return render(request, "checkout/offer_list.html", _list_context(request, page, selling=False))


@require_safe
@login_required
def offers_received(request: SignedIn) -> HttpResponse:
    """What others offer for the works of the person's sellers."""
    page = paginate(queries.offers_made_to(request.user), request, PER_PAGE)
    return render(request, "checkout/offer_list.html", _list_context(request, page, selling=True))


def _list_context(request: SignedIn, page: Any, *, selling: bool) -> dict[str, Any]:
    things = shelf.look(offer.source for offer in page.object_list)
    sellers = list(sellers_of(request.user).select_related("offer_terms"))
    return {
        "page": page,
        "rows": [(offer, things.get(offer.source)) for offer in page.object_list],
        "selling": selling,
        "terms": [(seller, TermsForm.of(seller)) for seller in sellers] if selling else [],
        "sells": bool(sellers),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_make(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    source = f"{kind}:{pk}"
    thing = shelf.one(source)
    if thing is None or thing.price is None:
        raise Http404
    if known := queries.living_offer(request.user, source):
        return redirect(known)
    terms = queries.terms_of(thing.seller)
    form = AmountForm(request.POST or None, currency=thing.price.currency)
    if request.method == "POST" and form.is_valid():
        try:
            offer = services.make_offer(
                buyer=request.user, source=source, amount=form.money, message=form.cleaned_data["message"]
            )
        except SoukError as error:
            form.add_error("amount", error.text)
        else:
            messages.success(request, _("Your offer is on its way to the seller."))
            return redirect(offer)
    least = Money(bargaining.least(thing.price.minor, terms), thing.price.currency)
    context = {"thing": thing, "form": form, "least": least, "terms": terms}
    return render(request, "checkout/offer_make.html", context)


@require_safe
@login_required
def offer_detail(request: SignedIn, pk: int) -> HttpResponse:
    offer = _offer(request, pk)
    form = AmountForm(currency=offer.currency)
    return render(request, "checkout/offer_detail.html", _detail(request, offer, form))


@require_POST
@login_required
def offer_answer(request: SignedIn, pk: int, move: str) -> HttpResponse:
    """Accept, decline, counter, withdraw. What cannot be done any more is said on the offer's page."""
    offer = _offer(request, pk)
    form = AmountForm(request.POST, currency=offer.currency)
    if move not in DONE:
        raise Http404
    if move == "counter" and not form.is_valid():
        return render(request, "checkout/offer_detail.html", _detail(request, offer, form), status=400)
    try:
        answered = _answer(request, offer, move, form)
    except SoukError as error:
        if move == "counter":
            form.add_error("amount", error.text)
            return render(request, "checkout/offer_detail.html", _detail(request, offer, form), status=409)
        messages.error(request, error.text)
        return redirect(offer)
    if move == "accept" and rules.is_buyer(request.user, offer) and answered.order is not None:
        return redirect("orders:checkout", answered.order.number)
    messages.success(request, str(DONE[move]))
    return redirect(offer)


def _answer(request: SignedIn, offer: Offer, move: str, form: AmountForm) -> Offer:
    by, message = request.user, request.POST.get("message", "")
    if move == "accept":
        return services.accept_offer(offer=offer, by=by)
    if move == "decline":
        return services.decline_offer(offer=offer, by=by, message=message)
    if move == "withdraw":
        return services.withdraw_offer(offer=offer, by=by)
    return services.counter_offer(offer=offer, by=by, amount=form.money, message=message)


@require_POST
@login_required
def terms(request: SignedIn, seller: int) -> HttpResponse:
    row = get_object_or_404(sellers_of(request.user), pk=seller)
    form = TermsForm(request.POST, prefix=f"terms-{row.pk}")
    if form.is_valid():
        services.set_offer_terms(
            seller=row,
            by=request.user,
            allowed=form.cleaned_data["allowed"],
            minimum_bps=form.cleaned_data["minimum"] * 100,
        )
        messages.success(request, _("Your terms for offers are saved."))
    else:
        messages.error(request, _("Name a share of the price between 10 and 99 percent."))
    return redirect("checkout:offers-received")


def _offer(request: SignedIn, pk: int) -> Offer:
    rows = queries.offers_visible_to(request.user).prefetch_related("steps")
    found: Offer = get_object_or_404(rows, pk=pk)
    return found


def _detail(request: SignedIn, offer: Offer, form: AmountForm) -> dict[str, Any]:
    buying = rules.is_buyer(request.user, offer)
    mine = rules.may_answer(request.user, offer)
    span = services.countering(offer) if rules.may_counter(request.user, offer) else None
    return {
        "offer": offer,
        "thing": shelf.one(offer.source),
        "table": Money(offer.amount, offer.currency),
        "steps": list(offer.steps.all()),
        "buying": buying,
        "may_answer": mine,
        "may_withdraw": rules.may_withdraw(request.user, offer),
        "low": Money(span.low, offer.currency) if span else None,
        "high": Money(span.high, offer.currency) if span else None,
        "form": form,
    }
