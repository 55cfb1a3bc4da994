"""Recipients of data and assessments."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.records import services, versions
from compliance.records.enums import AssessmentKind, AssessmentState, Clause, Outcome
from compliance.records.forms import AssessmentForm, DecideForm, NewAssessmentForm, ProcessorForm
from compliance.records.models import Activity, Assessment, Processor
from compliance.records.views.access import officers_only
from core.errors import SoukError

BOTH = ["GET", "HEAD", "POST"]


@require_GET
@officers_only
def processors(request: HttpRequest) -> HttpResponse:
    """Everybody outside who receives data, with contract and transfer."""
    rows = Processor.objects.select_related("transfer").order_by("-configured", "code")
    return render(request, "records/processor_list.html", {"rows": rows, "clauses": len(Clause)})


@require_http_methods(BOTH)
@officers_only
def processor(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Processor.objects.select_related("transfer"), code=code)
    form = ProcessorForm(request.POST or None, party=found)
    if request.method == "POST" and form.is_valid():
        services.complete_processor(code=code, by=request.user, fields=form.own, transfer=form.transfer)
        messages.success(request, _("Saved. The records that name this recipient are drawn anew."))
        return redirect("records:processors")
    return render(request, "records/processor_edit.html", {"party": found, "form": form})


@require_GET
@officers_only
def assessments(request: HttpRequest) -> HttpResponse:
    rows = Assessment.objects.select_related("activity")
    return render(request, "records/assessment_list.html", {"rows": rows})


@require_http_methods(BOTH)
@officers_only
def assessment_new(request: HttpRequest) -> HttpResponse:
    """Begins an assessment; `?activity=` and `?kind=` come from the register."""
    chosen = Activity.objects.filter(code=request.GET.get("activity", "")).first()
    initial = {"activity": chosen, "kind": request.GET.get("kind"), "title": chosen.title if chosen else ""}
    form = NewAssessmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = services.open_assessment(
            kind=AssessmentKind(form.cleaned_data["kind"]),
            by=request.user,
            title=form.cleaned_data["title"],
            activity=form.cleaned_data["activity"],
        )
        return redirect(row)
    return render(request, "records/assessment_new.html", {"form": form})


@require_http_methods(BOTH)
@officers_only
def assessment(request: HttpRequest, number: str) -> HttpResponse:
    """The questions, while it is a draft; afterwards what was decided."""
    found = get_object_or_404(Assessment.objects.select_related("activity"), number=number)
    form = AssessmentForm(request.POST or None, assessment=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_assessment(
                number=number,
                by=request.user,
                answers=form.answers,
                triggers=form.cleaned_data.get("triggers"),
                seen=form.cleaned_data["seen"],
            )
        except SoukError as error:
            form.add_error(None, error.text)
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect(found)
    return _shown(request, found, form, DecideForm(prefix="decide"))


@require_POST
@officers_only
def assessment_decide(request: HttpRequest, number: str) -> HttpResponse:
    found = get_object_or_404(Assessment.objects.select_related("activity"), number=number)
    form = DecideForm(request.POST, prefix="decide")
    if form.is_valid():
        try:
            services.decide(
                number=number,
                by=request.user,
                outcome=Outcome(form.cleaned_data["outcome"]),
                note=form.cleaned_data["note"],
            )
        except SoukError as error:
            form.add_error(None, error.text)
        else:
            messages.success(request, _("The assessment is decided. It is reviewed in a year."))
            return redirect(found)
    return _shown(request, found, AssessmentForm(assessment=found), form)


def _shown(request: HttpRequest, found: Assessment, form: AssessmentForm, decide: DecideForm) -> HttpResponse:
    context = {
        "assessment": found,
        "form": form,
        "decide": decide,
        "draft": found.state == AssessmentState.DRAFT,
        "versions": found.versions.order_by("-number")[:20],
        "broken": versions.first_break(found),
    }
    return render(request, "records/assessment_edit.html", context)
