"""The register: the overview of the office, the list, one activity, its versions, the files."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from compliance import audit, office
from compliance.records import exports, queries, services, showing, template, versions
from compliance.records.forms import ActivityForm
from compliance.records.models import Processor
from compliance.records.views.access import download, officers_only
from core import clock
from core.errors import SoukError

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@officers_only
def overview(request: HttpRequest) -> HttpResponse:
    """Every clock of the privacy office on one page."""
    now = clock.now()
    return render(request, "records/office_overview.html", {"cards": office.cards(now), "now": now})


@require_GET
@officers_only
def register(request: HttpRequest) -> HttpResponse:
    """All activities with what is still missing in each."""
    ties = queries.breaches_by_activity()
    rows = [
        (
            activity,
            sum(cell.missing for cell in showing.cells(activity, _language(), ties.get(activity.code, []))),
        )
        for activity in showing.listed()
    ]
    context = {
        "rows": rows,
        "today": clock.now().date(),
        "open": sum(bool(missing) for _row, missing in rows),
    }
    return render(request, "records/activity_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only
def activity(request: HttpRequest, code: str) -> HttpResponse:
    """One activity: what the machine says, what staff add, and every version."""
    found = get_object_or_404(showing.listed(), code=code)
    form = ActivityForm(request.POST or None, activity=found)
    if request.method == "POST" and form.is_valid() and _completed(request, form, code):
        messages.success(request, _("Saved. The review counts anew from today."))
        return redirect(found)
    ties = queries.breaches_by_activity().get(code, [])
    history = list(found.versions.all())
    context = {
        "activity": found,
        "cells": showing.cells(found, _language(), ties),
        "marks": template.MARKS,
        "form": form,
        "versions": [(version, _changes(version)) for version in history[:20]],
        "broken": versions.first_break(found),
    }
    return render(request, "records/activity_edit.html", context)


@require_GET
@officers_only
def xlsx(request: HttpRequest) -> HttpResponse:
    """The workbook for the authority; that it was taken is an entry of the audit."""
    content = exports.workbook(
        showing.listed(),
        Processor.objects.select_related("transfer"),
        now=clock.now(),
        breaches=queries.breaches_by_activity(),
    )
    _note(request, "xlsx")
    return download(content, "records-of-processing.xlsx", XLSX)


@require_GET
@officers_only
def pdf(request: HttpRequest) -> HttpResponse:
    """On paper, in the language of the page."""
    content = exports.document(
        showing.listed(), language=_language(), now=clock.now(), breaches=queries.breaches_by_activity()
    )
    _note(request, "pdf")
    return download(content, f"records-of-processing-{_language()}.pdf", "application/pdf")


def _completed(request: HttpRequest, form: ActivityForm, code: str) -> bool:
    try:
        services.complete(
            code=code,
            by=request.user,
            answers=form.answers,
            seen=form.cleaned_data["seen"],
            note=form.cleaned_data["note"],
        )
    except SoukError as error:
        form.add_error(None, error.text)
        return False
    return True


def _changes(version: Any) -> list[str]:
    """The titles of the columns that a version changed."""
    known = template.BY_CODE
    return [str(known[row["code"]].title) for row in version.changes if row["code"] in known]


def _note(request: HttpRequest, kind: str) -> None:
    with transaction.atomic():
        audit.record("records.exported", subject=None, actor=request.user, after={"format": kind})


def _language() -> str:
    return "ar" if (get_language() or "ar").startswith("ar") else "en"
