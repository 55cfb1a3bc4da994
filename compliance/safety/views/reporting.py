"""Reporting something: by people, and by visitors whose address is confirmed by a code."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_ratelimit.decorators import ratelimit

from compliance.safety import codes, queries, services, targets
from compliance.safety.exceptions import TooFast
from compliance.safety.forms import CodeForm, ReportForm
from compliance.safety.letters import told_reporter
from compliance.safety.views.access import Known
from core.errors import SoukError
from core.pages import paginate

PER_PAGE: Final = 20
BY_PERSON: Final = "10/h"
BY_PLACE: Final = "20/h"
BY_ADDRESS: Final = "4/h"
GUESSES: Final = "30/h"


def _address(group: str, request: HttpRequest) -> str:
    """Codes to one address are counted over all visitors, or a stranger could be flooded with them."""
    return request.POST.get("email", "").strip().lower()[:254]


def _by_address(group: str, request: HttpRequest) -> str | None:
    """Who is signed in is sent no code."""
    return None if request.user.is_authenticated else BY_ADDRESS


@require_http_methods(["GET", "POST"])
@ratelimit(key="user_or_ip", rate=BY_PERSON, method="POST", block=False)
@ratelimit(key="ip", rate=BY_PLACE, method="POST", block=False)
@ratelimit(key=_address, rate=_by_address, method="POST", block=False)
def report_new(request: Known, kind: str, pk: int) -> HttpResponse:
    """What is wrong with a thing. A visitor signs in or leaves an address. Raises TargetMissing."""
    thing = targets.seen_by(request.user, kind, pk)
    visitor = not request.user.is_authenticated
    form = ReportForm(request.POST or None, visitor=visitor)
    if request.method == "POST" and getattr(request, "limited", False):
        form.add_error(None, TooFast().text)
        return _form(request, kind, thing, form, status=429)
    if request.method != "POST" or not form.is_valid():
        return _form(request, kind, thing, form)
    given = form.cleaned_data
    if visitor:
        codes.begin(request.session, codes.Draft(kind, pk, language=_language(), **given))
        return redirect("safety:confirm")
    try:
        row = services.report(kind=kind, pk=pk, reporter=request.user, language=_language(), **given)
    except SoukError as error:
        form.add_error(None, error.text)
        return _form(request, kind, thing, form, status=error.http_status)
    messages.success(request, _("Thank you. Your report is with us."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
@ratelimit(key="ip", rate=GUESSES, method="POST", block=False)
def report_confirm(request: HttpRequest) -> HttpResponse:
    """The code that proves the visitor's address; then the report is made."""
    draft = codes.waiting(request.session)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and getattr(request, "limited", False):
        form.add_error("code", TooFast().text)
        return render(request, "safety/report_confirm.html", {"form": form, "draft": draft}, status=429)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _make(request, form.cleaned_data["code"])
        except SoukError as error:
            form.add_error("code", error.text)
            status = error.http_status
        else:
            return redirect("safety:thanks")
    return render(request, "safety/report_confirm.html", {"form": form, "draft": draft}, status=status)


def _make(request: HttpRequest, digits: str) -> None:
    draft = codes.confirm(request.session, digits)
    services.report(
        kind=draft.kind,
        pk=draft.pk,
        reason=draft.reason,
        text=draft.text,
        email=draft.email,
        language=draft.language,
    )
    codes.done(request.session)


@require_GET
def report_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/report_thanks.html")


@require_GET
@login_required
def report_list(request: Known) -> HttpResponse:
    """What this person reported, and how it stands."""
    page = paginate(queries.reports_of(request.user), request, PER_PAGE)
    return render(request, "safety/report_list.html", {"page": page, "rows": [_row(one) for one in page]})


@require_GET
@login_required
def report_detail(request: Known, number: str) -> HttpResponse:
    row = get_object_or_404(queries.reports_of(request.user), number=number)
    return render(request, "safety/report_detail.html", {"report": row, **_row(row)})


def _row(row: Any) -> dict[str, Any]:
    decision = getattr(row.case, "decision", None)
    return {
        "report": row,
        "kind": targets.label_of(row.case.kind),
        "outcome": told_reporter(decision) if decision else "",
    }


def _form(request: HttpRequest, kind: str, thing: Any, form: ReportForm, status: int = 200) -> HttpResponse:
    found = targets.kind_of(kind)
    context = {
        "form": form,
        "kind": found.label,
        "title": found.title(thing),
        "url": found.url(thing),
        "visitor": "email" in form.fields,
    }
    return render(request, "safety/report_new.html", context, status=status)


def _language() -> str:
    return (get_language() or "ar")[:2]
