"""The doors of what an officer does with a breach; a refusal comes back on the breach's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compliance.incidents import services
from compliance.incidents.enums import Audience, MeasureKind, Risk
from compliance.incidents.forms import (
    AssessForm,
    CloseForm,
    DescribeForm,
    EvidenceForm,
    MeasureForm,
    NoteForm,
    NoticeForm,
    RecipientsForm,
    ReportForm,
)
from compliance.incidents.models import Breach
from compliance.incidents.views.pages import page
from compliance.records.views.access import officers_only
from core.errors import SoukError

Run = Callable[[str, Any, Any], object]


def _describe(number: str, by: Any, form: DescribeForm) -> object:
    return services.describe(
        number=number, by=by, facts=form.facts, activities=form.cleaned_data["activities"]
    )


def _assess(number: str, by: Any, form: AssessForm) -> object:
    given = form.cleaned_data
    return services.assess(
        number=number,
        by=by,
        risk=Risk(given["risk"]),
        report_needed=given["report_needed"],
        tell_subjects=given["tell_subjects"],
        reason=given["reason"],
    )


def _report(number: str, by: Any, form: ReportForm) -> object:
    given = form.cleaned_data
    return services.report(
        number=number,
        by=by,
        at=given["at"],
        reference=given["reference"],
        delay_reason=given["delay_reason"],
    )


def _close(number: str, by: Any, form: CloseForm) -> object:
    return services.close(number=number, by=by, conclusions=form.cleaned_data["conclusions"])


def _recipients(number: str, by: Any, form: RecipientsForm) -> object:
    given = form.cleaned_data
    addresses = [(address, given["language"]) for address in given["addresses"]]
    added = services.add_recipients(number=number, by=by, addresses=addresses) if addresses else 0
    return added + (services.add_affected(number=number, by=by) if given["affected"] else 0)


def _evidence(number: str, by: Any, form: EvidenceForm) -> object:
    file = form.cleaned_data["file"]
    return services.keep_evidence(
        number=number, by=by, name=file.name, data=file.read(), note=form.cleaned_data["note"]
    )


def _measure(number: str, by: Any, form: MeasureForm) -> object:
    given = form.cleaned_data
    return services.plan_measure(
        number=number, by=by, kind=MeasureKind(given["kind"]), text=given["text"], due_on=given["due_on"]
    )


def _note(number: str, by: Any, form: NoteForm) -> object:
    return services.note(number=number, by=by, text=form.cleaned_data["text"])


ACTS: Final[dict[str, tuple[type[Any], Run]]] = {
    "describe": (DescribeForm, _describe),
    "assess": (AssessForm, _assess),
    "report": (ReportForm, _report),
    "close": (CloseForm, _close),
    "recipients": (RecipientsForm, _recipients),
    "evidence": (EvidenceForm, _evidence),
    "measure": (MeasureForm, _measure),
    "note": (NoteForm, _note),
}


@require_POST
@officers_only
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """One act with its form."""
    if verb not in ACTS:
        raise Http404
    found = get_object_or_404(Breach, number=number)
    kind, run = ACTS[verb]
    # A copy of the row: a form of the model writes into what it is given, and only services write.
    given = {"instance": Breach.objects.get(pk=found.pk)} if kind is DescribeForm else {}
    form = kind(request.POST, request.FILES, prefix=verb, **given)
    if not form.is_valid():
        return page(request, found, {verb: form}, status=422)
    try:
        run(number, request.user, form)
    except SoukError as error:
        form.add_error(None, error.text)
        return page(request, found, {verb: form}, status=error.http_status)
    messages.success(request, _("Saved."))
    return redirect(found)


@require_POST
@officers_only
def notice(request: HttpRequest, number: str, audience: str, verb: str) -> HttpResponse:
    """`draft` draws the words from the register, `write` keeps what was typed as a new version."""
    if audience not in Audience.values or verb not in {"draft", "write"}:
        raise Http404
    found, side = get_object_or_404(Breach, number=number), Audience(audience)
    form = NoticeForm(request.POST, prefix=f"notice_{audience}", notice=None)
    if verb == "write" and not form.is_valid():
        return page(request, found, {f"notice_{audience}": form}, status=422)
    try:
        if verb == "draft":
            services.draft_notice(number=number, by=request.user, audience=side)
        else:
            services.write_notice(number=number, by=request.user, audience=side, words=form.words)
    except SoukError as error:
        messages.error(request, error.text)
    return redirect(found)


@require_POST
@officers_only
def plain(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Acts without a form: the sending to the people, the supplement of the report."""
    runs = {"tell": services.start_telling, "supplement": services.supplement}
    if verb not in runs:
        raise Http404
    found = get_object_or_404(Breach, number=number)
    try:
        runs[verb](number=number, by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    return redirect(found)


@require_POST
@officers_only
def measure_done(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    services.measure_done(number=number, pk=pk, by=request.user)
    return redirect("incidents:breach", number)
