"""The doors of the office's acts, and of what a person adds to a correction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compliance import rules as offices
from compliance.rights import queries, rules, services
from compliance.rights.forms import ApplyForm, EvidenceForm
from compliance.rights.models import Correction, RecipientNotice, Request
from compliance.rights.views import own, staff
from compliance.rights.views.acts import ACTS
from compliance.rights.views.limits import ASK, limited
from core.errors import SoukError


@require_POST
@login_required
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """One act of an officer."""
    found = _handled(request, number)
    if verb not in ACTS:
        raise Http404
    chosen = ACTS[verb]
    form = chosen.form(request.POST, prefix=verb) if chosen.form else None
    if form is not None and not form.is_valid():
        return staff.page(request, found, bound={verb: form})
    try:
        chosen.run(found, request.user, form.cleaned_data if form else {})
    except SoukError as error:
        if form is not None:
            form.add_error(None, error.text)
            return staff.refused(request, found, error, bound={verb: form})
        return staff.refused(request, found, error)
    messages.success(request, str(chosen.done))
    return redirect(found)


@require_POST
@login_required
@limited("evidence", ("user", ASK))
def correction_act(request: HttpRequest, number: str, pk: int, verb: str) -> HttpResponse:
    """`evidence` by the person, `apply` and `refuse` by an officer."""
    found = get_object_or_404(queries.with_details(queries.visible_to(request.user)), number=number)
    row = get_object_or_404(Correction, pk=pk, request=found)
    if verb == "evidence" and rules.owns(request.user, found):
        return _evidence(request, found, row)
    if verb not in {"apply", "refuse"} or not offices.is_officer(request.user):
        raise Http404
    return _decide(request, found, row, verb)


def _evidence(request: HttpRequest, found: Request, row: Correction) -> HttpResponse:
    form = EvidenceForm(request.POST, request.FILES, prefix=f"e{row.pk}")
    if form.is_valid():
        try:
            services.add_evidence(correction=row, user=request.user, file=form.cleaned_data["file"])
        except SoukError as error:
            form.add_error("file", error.text)
        else:
            messages.success(request, _("Thank you. The paper is destroyed when we have decided."))
            return redirect(found)
    return own.page(request, found, bound={row.pk: form})


def _decide(request: HttpRequest, found: Request, row: Correction, verb: str) -> HttpResponse:
    form = ApplyForm(request.POST, prefix=f"c{row.pk}")
    if not form.is_valid():
        return staff.page(request, found, bound_rows={row.pk: form})
    try:
        if verb == "refuse":
            services.refuse_correction(correction=row, by=request.user)
        else:
            services.apply_correction(correction=row, by=request.user, **form.cleaned_data)
    except SoukError as error:
        form.add_error(None, error.text)
        return staff.refused(request, found, error, bound_rows={row.pk: form})
    messages.success(request, _("The decision is kept."))
    return redirect(found)


@require_POST
@login_required
def recipient_answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What a firm that was told answered."""
    found = _handled(request, number)
    row = get_object_or_404(RecipientNotice, pk=pk, request=found)
    try:
        services.note_answer(notice=row, by=request.user, text=request.POST.get("answer", ""))
    except SoukError as error:
        messages.error(request, error.text)
    return redirect(found)


def _handled(request: HttpRequest, number: str) -> Any:
    """Officers only; to anybody else there is nothing."""
    if not offices.is_officer(request.user):
        raise Http404
    return get_object_or_404(queries.with_details(queries.visible_to(request.user)), number=number)
