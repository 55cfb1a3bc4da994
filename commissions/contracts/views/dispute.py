"""A dispute, for its two sides: opened, spoken in, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from commissions.contracts import queries, services
from commissions.contracts.enums import DisputeReason, DisputeState, Party
from commissions.contracts.forms import DisputeForm, EvidenceForm
from commissions.contracts.models import Contract
from commissions.contracts.views.access import contract_of, refused
from core.errors import SoukError


@require_http_methods(["GET", "POST"])
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """What both sides said; a POST adds to it."""
    contract, party = contract_of(request, pk)
    found = queries.disputes_of(contract).first()
    if found is None:
        raise Http404
    posted = request.method == "POST"
    form = EvidenceForm(request.POST, request.FILES) if posted else EvidenceForm()
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            services.add_evidence(dispute=found, by=request.user, text=given["text"], files=given["pictures"])
        except SoukError as error:
            form.add_error("pictures" if "picture" in error.code else "text", error.text)
        else:
            messages.success(request, _("It is with the dispute, and both sides can see it."))
            return redirect("contracts:dispute", pk)
    context = {
        "contract": contract,
        "dispute": found,
        "party": party,
        "form": form if found.state == DisputeState.OPEN else None,
        "may_withdraw": found.state == DisputeState.OPEN and found.side == party,
        "split": [(row, found.split.get(str(row.position), 0)) for row in contract.milestones.all()],
    }
    return render(request, "contracts/dispute_detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def open_one(request: SignedIn, pk: int) -> HttpResponse:
    contract, party = contract_of(request, pk)
    if party not in {Party.COLLECTOR, Party.ARTIST}:
        raise Http404
    posted = request.method == "POST"
    form = DisputeForm(request.POST, request.FILES) if posted else DisputeForm()
    if posted and form.is_valid() and _open(request, contract, form):
        return redirect("contracts:dispute", pk)
    return render(
        request, "contracts/dispute_open.html", {"contract": contract, "form": form, "party": party}
    )


def _open(request: SignedIn, contract: Contract, form: DisputeForm) -> bool:
    given = form.cleaned_data
    try:
        services.open_dispute(
            contract=contract,
            by=request.user,
            reason=DisputeReason(given["reason"]),
            text=given["text"],
            files=given["pictures"],
        )
    except SoukError as error:
        form.add_error("pictures" if "picture" in error.code else None, error.text)
        return False
    messages.success(request, _("The dispute is open, and the money stands still until it is decided."))
    return True


@require_POST
@login_required
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    contract, _party = contract_of(request, pk)
    found = queries.open_dispute(contract)
    if found is None:
        raise Http404
    try:
        services.withdraw_dispute(dispute=found, by=request.user)
    except SoukError as error:
        refused(request, error)
    else:
        messages.success(request, _("You have taken the dispute back. The work goes on as agreed."))
    return redirect(contract)
