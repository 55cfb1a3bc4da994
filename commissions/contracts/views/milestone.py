"""A milestone's page: what was handed over and asked, and the step that is due."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import SignedIn
from commissions.contracts import queries, rules, services, shown
from commissions.contracts.enums import Party
from commissions.contracts.forms import ReviseForm, SubmitForm
from commissions.contracts.models import Milestone
from commissions.contracts.views.access import first_error, milestone_of, refused
from core.errors import SoukError


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    milestone, party = milestone_of(request, pk)
    return _page(request, milestone, party)


def _page(request: SignedIn, milestone: Milestone, party: Party, **bound: Any) -> HttpResponse:
    contract = milestone.contract
    context = {
        "milestone": milestone,
        "contract": contract,
        "party": party,
        "verbs": shown.verbs(contract, milestone, party),
        "submissions": queries.submissions_of(milestone),
        "full": rules.may_see_full(party, milestone),
        "large": rules.large_files(contract.licence),
        "revisions_left": max(0, contract.revisions - milestone.revisions_used),
        "submit_form": bound.get("submit") or SubmitForm(),
        "revise_form": bound.get("revise") or ReviseForm(),
    }
    return render(request, "contracts/milestone_detail.html", context)


@require_POST
@login_required
def fund(request: SignedIn, pk: int) -> HttpResponse:
    """Orders the milestone and leads to its payment."""
    milestone, _party = milestone_of(request, pk)
    try:
        order = services.fund(milestone=milestone, by=request.user)
    except SoukError as error:
        refused(request, error)
        return redirect("contracts:milestone", pk)
    return redirect("checkout:order", order.number)


@require_POST
@login_required
def submit(request: SignedIn, pk: int) -> HttpResponse:
    milestone, party = milestone_of(request, pk)
    form = SubmitForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.submit(milestone=milestone, by=request.user, text=given["text"], files=given["pictures"])
        except SoukError as error:
            form.add_error("pictures" if "picture" in error.code else None, error.text)
        else:
            messages.success(request, _("The work is handed over. The collector answers within seven days."))
            return redirect("contracts:milestone", pk)
    return _page(request, milestone, party, submit=form)


@require_POST
@login_required
def accept(request: SignedIn, pk: int) -> HttpResponse:
    milestone, _party = milestone_of(request, pk)
    try:
        services.accept(milestone=milestone, by=request.user)
    except SoukError as error:
        refused(request, error)
    else:
        messages.success(request, _("You have accepted the milestone, and its money goes to the artist."))
    return redirect("contracts:milestone", pk)


@require_POST
@login_required
def revise(request: SignedIn, pk: int) -> HttpResponse:
    milestone, party = milestone_of(request, pk)
    form = ReviseForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return _page(request, milestone, party, revise=form)
    try:
        services.ask_revision(milestone=milestone, by=request.user, text=form.cleaned_data["text"])
    except SoukError as error:
        refused(request, error)
    else:
        messages.success(request, _("The artist knows what you would like otherwise."))
    return redirect("contracts:milestone", pk)
