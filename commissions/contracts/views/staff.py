"""For those who settle disputes about contracts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import SignedIn
from commissions.contracts import queries, rules, services
from commissions.contracts.enums import Decision, DisputeState
from commissions.contracts.forms import DecideForm
from commissions.contracts.models import Dispute
from core.errors import SoukError
from core.pages import paginate
from orders import rules as order_rules

PER_PAGE = 30


@require_GET
@login_required
def queue(request: SignedIn) -> HttpResponse:
    """Open disputes, the oldest first."""
    if not order_rules.may_handle(request.user):
        raise Http404
    page = paginate(queries.waiting_disputes(), request, PER_PAGE)
    return render(request, "contracts/dispute_queue.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def decide(request: SignedIn, pk: int) -> HttpResponse:
    """What each side said and showed, and the decision."""
    found = get_object_or_404(
        Dispute.objects.select_related(
            "contract__commission", "contract__collector", "contract__seller", "milestone", "decided_by"
        ).prefetch_related("evidence__by"),
        pk=pk,
    )
    contract = found.contract
    if not rules.may_decide(request.user, contract):
        raise Http404
    held = [*queries.held(contract).order_by("position")]
    for row in held:
        row.contract = contract
    posted = request.method == "POST"
    form = DecideForm(request.POST if posted else None, held=held)
    if posted and form.is_valid():
        try:
            services.decide(
                dispute=found,
                by=request.user,
                decision=Decision(form.cleaned_data["decision"]),
                note=form.cleaned_data["note"],
                back=form.back,
            )
        except SoukError as error:
            form.add_error(None, error.text)
        else:
            messages.success(request, _("The decision is made, and both sides are told."))
            return redirect("contracts:dispute", contract.pk)
    context = {
        "dispute": found,
        "contract": contract,
        "held": held,
        "form": form if found.state == DisputeState.OPEN else None,
    }
    return render(request, "contracts/dispute_decide.html", context)
