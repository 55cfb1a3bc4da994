"""The contract's own pages: read, accept, decline, change, end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedIn
from commissions.contracts import queries, rules, services, shown, terms
from commissions.contracts.enums import ContractState, Party
from commissions.contracts.forms import PARTS, AcceptForm, DeclineForm, EndForm, TermsForm, initial_parts
from commissions.contracts.models import Contract, ContractVersion
from commissions.contracts.views.access import contract_of, first_error, refused
from core.errors import SoukError
from core.pages import paginate

PER_PAGE = 20


@require_GET
@login_required
def mine(request: SignedIn) -> HttpResponse:
    """Every contract that the person has a side in."""
    page = paginate(queries.with_milestones(queries.of_person(request.user)), request, PER_PAGE)
    rows = [
        {
            "contract": one,
            "party": Party.COLLECTOR if one.collector_id == request.user.pk else Party.ARTIST,
            "current": shown.current(list(one.milestones.all())),
        }
        for one in page.object_list
    ]
    return render(request, "contracts/contract_list.html", {"page": page, "rows": rows})


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    contract, _party = contract_of(request, pk)
    return _page(request, contract, queries.versions_of(contract), None)


@require_GET
@login_required
def version(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """One version by itself, older ones too."""
    contract, _party = contract_of(request, pk)
    return _page(request, contract, queries.versions_of(contract), number)


def _page(
    request: SignedIn, contract: Contract, versions: list[ContractVersion], number: int | None
) -> HttpResponse:
    """Without a number the newest version is shown."""
    place = next((at for at, one in enumerate(versions) if number in {None, one.number}), None)
    party = rules.party_of(request.user, contract)
    if place is None or party is None:
        raise Http404
    chosen = versions[place]
    before = versions[place + 1] if place + 1 < len(versions) else None
    milestones = list(contract.milestones.all())
    signed = any(mark.side == party for mark in versions[0].acceptances.all())
    current = shown.current(milestones)
    open_now = contract.state in {ContractState.OFFERED, ContractState.ACTIVE}
    may_sign = open_now and rules.may_sign(request.user, contract)
    context = {
        "contract": contract,
        "commission": contract.commission,
        "party": party,
        "versions": versions,
        "version": chosen,
        "before": before,
        "texts": [(code, shown.clauses(chosen, before, code)) for code in _languages()],
        "signatures": shown.signatures(contract, chosen),
        "standing": shown.standing(contract, party, signed=signed, current=current),
        "rows": [(row, shown.verbs(contract, row, party)) for row in milestones],
        "current": current,
        "form": AcceptForm(initial={"version": chosen.number}),
        "may_accept": may_sign and not signed and chosen == versions[0],
        "may_sign": may_sign,
        "decline_form": DeclineForm(),
        "dispute": queries.open_dispute(contract) if contract.state == ContractState.DISPUTED else None,
        "held": any(row.status.held for row in milestones),
    }
    return render(request, "contracts/contract_detail.html", context)


def _languages() -> tuple[str, str]:
    """The reader's first."""
    return ("ar", "en") if (get_language() or "ar").startswith("ar") else ("en", "ar")


@require_POST
@login_required
def accept(request: SignedIn, pk: int) -> HttpResponse:
    contract, _party = contract_of(request, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect(contract)
    found = contract.versions.filter(number=form.cleaned_data["version"]).first()
    if found is None:
        raise Http404
    try:
        after = services.accept_contract(version=found, by=request.user, language=get_language() or "ar")
    except SoukError as error:
        refused(request, error)
    else:
        done = after.in_force == found.number
        messages.success(
            request,
            _("Both sides have accepted: this version is in force.")
            if done
            else _("You have accepted. It holds when the other side does."),
        )
    return redirect(contract)


@require_POST
@login_required
def decline(request: SignedIn, pk: int) -> HttpResponse:
    contract, _party = contract_of(request, pk)
    form = DeclineForm(request.POST)
    try:
        services.decline(contract=contract, by=request.user, note=form.data.get("note", ""))
    except SoukError as error:
        refused(request, error)
    else:
        messages.success(request, _("You have declined the contract."))
    return redirect(contract)


@require_http_methods(["GET", "POST"])
@login_required
def change(request: SignedIn, pk: int) -> HttpResponse:
    """The newest terms as a form; what is sent is a new version that this side accepts with it."""
    contract, _party = contract_of(request, pk)
    if contract.state not in {ContractState.OFFERED, ContractState.ACTIVE}:
        return redirect(contract)
    agreed = terms.read(queries.newest(contract).terms)
    data = request.POST if request.method == "POST" else None
    start = {"revisions": agreed.revisions, "licence": agreed.licence}
    form = TermsForm(data, initial=start)
    options = {"currency": contract.currency}
    parts = PARTS(data, initial=initial_parts(agreed), form_kwargs=options, prefix="parts")
    if data is not None and form.is_valid() and parts.is_valid() and _propose(request, contract, form, parts):
        return redirect(contract)
    context = {"contract": contract, "form": form, "parts": parts, "milestones": contract.milestones.all()}
    return render(request, "contracts/contract_change.html", context)


def _propose(request: SignedIn, contract: Contract, form: TermsForm, parts: Any) -> bool:
    given = form.cleaned_data
    try:
        services.propose_change(
            contract=contract,
            by=request.user,
            parts=parts.parts,
            revisions=given["revisions"],
            licence=given["licence"],
            note=given["note"],
            language=get_language() or "ar",
        )
    except SoukError as error:
        form.add_error(None, error.text)
        return False
    messages.success(request, _("The new version is with the other side. It holds when they accept it."))
    return True


@require_http_methods(["GET", "POST"])
@login_required
def end(request: SignedIn, pk: int) -> HttpResponse:
    """First what it comes to, then exactly that."""
    contract, _party = contract_of(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            services.cancel(contract=contract, by=request.user, note=given["note"], seen=given["seen"])
            messages.success(request, _("The contract has ended, and its money is divided as shown."))
            return redirect(contract)
        found = services.preview(contract=contract, by=request.user)
    except SoukError as error:
        refused(request, error)
        return redirect(contract)
    context = {
        "contract": contract,
        "preview": found,
        "rows": shown.divided(list(contract.milestones.all()), found.shares, contract.currency),
        "form": form if form.is_bound else EndForm(initial={"seen": found.mark}),
    }
    return render(request, "contracts/contract_end.html", context)
