"""The collector's pages: write, invite, publish, close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Lower
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from commissions import queries, rules, services, wording
from commissions.forms import BriefForm
from commissions.models import Commission
from commissions.views.access import own_commission
from core import clock
from core.arabic import fold
from core.bidi import clean_line
from core.errors import SoukError
from core.search import ArFold
from orders.models import Seller

FOUND = 12
_FIELDS = {
    "commissions.budget_upside_down": "budget_max",
    "commissions.day_passed": "wanted_by",
    "commissions.closes_too_far": "days",
    "commissions.unfinished": None,
}


@require_http_methods(["GET", "POST"])
@login_required
def commission_new(request: SignedIn) -> HttpResponse:
    form = BriefForm(**_posted(request), initial={"currency": request.user.currency or "SAR"})
    if request.method == "POST" and form.is_valid() and (row := _create(request, form)):
        return _next(request, row)
    return render(request, "commissions/brief_edit.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def commission_edit(request: SignedIn, number: str) -> HttpResponse:
    commission = own_commission(request, number)
    if not rules.may_change(request.user, commission):
        messages.error(request, _("This brief can no longer be changed, because somebody has answered it."))
        return redirect(commission)
    form = BriefForm(**_posted(request), initial=BriefForm.initial_of(commission))
    if request.method == "POST" and form.is_valid() and _update(request, commission, form):
        return _next(request, commission)
    return render(request, "commissions/brief_edit.html", {"form": form, "commission": commission})


def _posted(request: SignedIn) -> dict[str, Any]:
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def _create(request: SignedIn, form: BriefForm) -> Commission | None:
    return _tried(
        form,
        lambda: services.create_commission(
            collector=request.user,
            brief=form.brief(clock.now(), str(request.user.country or "SA")),
            files=form.cleaned_data["pictures"],
        ),
    )


def _update(request: SignedIn, commission: Commission, form: BriefForm) -> Commission | None:
    def write() -> Commission:
        services.update_commission(
            commission=commission,
            by=request.user,
            brief=form.brief(clock.now(), str(commission.country)),
            files=form.cleaned_data["pictures"],
            drop=[int(pk) for pk in request.POST.getlist("drop") if pk.isdecimal()],
        )
        return commission

    return _tried(form, write)


def _tried(form: BriefForm, write: Callable[[], Commission]) -> Commission | None:
    """None where the services refuse: the sentence stands at its field, and nothing typed is lost."""
    try:
        return write()
    except SoukError as error:
        field = "pictures" if "picture" in error.code else _FIELDS.get(error.code)
        form.add_error(field, error.text)
        return None


def _next(request: SignedIn, commission: Commission) -> HttpResponse:
    """Saved: on to whom it is meant for, to publishing, or back to the page."""
    if request.POST.get("then") == "publish" and commission.state == "draft":
        if not commission.by_invitation:
            _publish(request, commission)
            return redirect(commission)
        return redirect("commissions:invite", commission.number)
    if commission.by_invitation and not commission.invitations.exists():
        return redirect("commissions:invite", commission.number)
    messages.success(request, _("Saved."))
    return redirect(commission)


def _publish(request: SignedIn, commission: Commission) -> None:
    try:
        held = services.submit_commission(commission=commission, by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
        return
    if held:
        messages.info(request, str(wording.HELD))
    else:
        messages.success(request, _("Your commission is published."))


@require_http_methods(["GET", "POST"])
@login_required
def invite(request: SignedIn, number: str) -> HttpResponse:
    """Search artists and galleries in either script, and ask them."""
    commission = own_commission(request, number)
    if not rules.may_invite(request.user, commission):
        raise Http404
    if request.method == "POST":
        _ask(request, commission)
        return redirect(request.get_full_path())
    words = clean_line(request.GET.get("q", ""))[:80]
    invitations = list(commission.invitations.filter(state__in=rules.INVITED).select_related("seller"))
    context = {
        "commission": commission,
        "words": words,
        "found": _sellers(request, words)[:FOUND],
        "invitations": invitations,
        "asked": {row.seller_id for row in invitations},
    }
    return render(request, "commissions/invite.html", context)


def _sellers(request: SignedIn, words: str) -> QuerySet[Seller]:
    rows = Seller.objects.filter(kind__in=queries.MAKERS, house=False).exclude(members=request.user)
    for word in fold(words.lower()).split():
        rows = rows.alias(
            folded_ar=ArFold(Coalesce("name_ar", Value(""), output_field=TextField())),
            folded_en=ArFold(Lower(Coalesce("name_en", Value(""), output_field=TextField()))),
        ).filter(Q(folded_ar__contains=word) | Q(folded_en__contains=word))
    return rows.order_by("slug")


def _ask(request: SignedIn, commission: Commission) -> None:
    pk = request.POST.get("seller", "")
    seller = get_object_or_404(Seller, pk=int(pk) if pk.isdecimal() else 0)
    try:
        if request.POST.get("verb") == "uninvite":
            services.uninvite(commission=commission, by=request.user, seller=seller)
        else:
            services.invite(commission=commission, by=request.user, sellers=[seller])
    except SoukError as error:
        messages.error(request, error.text)


@require_POST
@login_required
def commission_act(request: SignedIn, number: str, verb: str) -> HttpResponse:
    """Publish, close to proposals, cancel."""
    commission = own_commission(request, number)
    if verb == "submit":
        _publish(request, commission)
        return redirect(commission)
    try:
        if verb == "close":
            services.close_commission(commission=commission, by=request.user)
            messages.success(
                request, _("No new proposals are taken. You can still choose among those you have.")
            )
        elif verb == "cancel":
            services.cancel_commission(commission=commission, by=request.user)
            messages.success(request, _("Your commission is cancelled."))
        else:
            raise Http404
    except SoukError as error:
        messages.error(request, error.text)
    return redirect(commission)
