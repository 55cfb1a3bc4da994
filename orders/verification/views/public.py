"""A seller's papers: what is valid, what is being checked, and the form for the next."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from core.errors import SoukError
from orders.models import Seller
from orders.queries import sellers_of
from orders.verification import exceptions, queries, rules, services
from orders.verification.enums import PaperState
from orders.verification.forms import PaperForm
from orders.verification.models import Paper

FIELDS: dict[type[SoukError], str] = {
    exceptions.NumberInvalid: "number",
    exceptions.NameMissing: "name",
    exceptions.OutOfDate: "expires_on",
    exceptions.InCheck: "kind",
}
REFUSED = 422


@require_http_methods(["GET", "POST"])
@login_required
def papers(request: SignedIn) -> HttpResponse:
    """Every member looks; owners hand in."""
    sellers = list(sellers_of(request.user))
    seller = _chosen(sellers, request.GET.get("seller", ""))
    owner = rules.may_hand_in(request.user, seller)
    if request.method == "POST" and not owner:
        raise Http404
    form = PaperForm(request.POST or None)
    if form.is_valid() and _handed_in(request, seller, form):
        messages.success(request, gettext("The paper is kept. We check it and write to you."))
        return redirect(_home(seller))
    rows = list(queries.papers_of(seller))
    context = {
        "form": form,
        "seller": seller,
        "sellers": sellers,
        "owner": owner,
        "current": [row for row in rows if row.status in {PaperState.SUBMITTED, PaperState.VERIFIED}],
        "before": [row for row in rows if row.status not in {PaperState.SUBMITTED, PaperState.VERIFIED}],
    }
    return render(request, "verification/paper_list.html", context, status=REFUSED if form.errors else 200)


@require_POST
@login_required
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """A paper handed in by mistake. Somebody else's is not found."""
    mine = Paper.objects.filter(seller__in=sellers_of(request.user)).select_related("seller")
    paper = get_object_or_404(mine, pk=pk)
    services.withdraw(paper=paper, by=request.user)
    messages.success(request, gettext("The paper has been withdrawn."))
    return redirect(_home(paper.seller))


def _chosen(sellers: list[Seller], asked: str) -> Seller:
    for seller in sellers:
        if not asked or seller.slug == asked:
            return seller
    raise Http404


def _home(seller: Seller) -> str:
    return f"{reverse('verification:papers')}?seller={seller.slug}"


def _handed_in(request: SignedIn, seller: Seller, form: PaperForm) -> bool:
    try:
        services.hand_in(seller=seller, by=request.user, **form.cleaned_data)
    except tuple(FIELDS) as refusal:
        form.add_error(FIELDS[type(refusal)], refusal.text)
        return False
    return True
