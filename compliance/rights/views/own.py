"""A person's own requests: ask, follow, prove, take back. Somebody else's request does not exist."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from compliance import obstacles
from compliance.rights import evidence, joins, queries, services, story, wording
from compliance.rights.enums import Right
from compliance.rights.forms import AskForm, EvidenceForm
from compliance.rights.models import Correction, Request, Restriction
from compliance.rights.rules import owns
from compliance.rights.views import staff
from compliance.rights.views.limits import ASK, limited
from core import clock
from core.errors import SoukError


@require_http_methods(["GET", "POST"])
@login_required
@limited("ask", ("user", ASK))
def request_new(request: HttpRequest, right: str) -> HttpResponse:
    """One right, what it does, and the button."""
    if right not in Right.values:
        raise Http404
    kind = Right(right)
    if (known := queries.open_of(request.user, kind)) and kind is not Right.COMPLAINT:
        messages.info(request, _("You have an open request for this already: here it is."))
        return redirect(known)
    initial = {"about": request.GET.get("about", "")}
    form = AskForm(
        request.POST if request.method == "POST" else None, right=kind, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid() and (made := _ask(request, kind, form)):
        messages.success(request, _("We have your request. Its number and its term stand here."))
        return redirect(made)
    context = {
        "form": form,
        "right": kind,
        "title": wording.TITLES[kind],
        "lead": wording.LEADS[kind],
        "button": wording.BUTTONS[kind],
        "in_the_way": obstacles.in_the_way(_user(request)) if kind is Right.DESTRUCTION else [],
    }
    return render(request, "rights/request_new.html", context)


def _user(request: HttpRequest) -> Any:
    return request.user


def _ask(request: HttpRequest, kind: Right, form: AskForm) -> Request | None:
    """None where the service refuses: the sentence stands above the form, and nothing typed is lost."""
    given = form.cleaned_data
    try:
        return services.open_request(
            user=request.user,
            right=kind,
            details=given.get("details", ""),
            corrections=form.corrections,
            about=given.get("about"),
        )
    except SoukError as error:
        form.add_error(None, error.text)
        return None


@require_GET
@login_required
def request_read(request: HttpRequest, number: str) -> HttpResponse:
    """The person's page, or the office's for the same number."""
    found = get_object_or_404(queries.with_details(queries.visible_to(request.user)), number=number)
    if not owns(request.user, found):
        return staff.page(request, found)
    return page(request, found)


def page(request: HttpRequest, found: Request, *, bound: dict[int, Any] | None = None) -> HttpResponse:
    asked = [
        (row, (bound or {}).get(row.pk) or EvidenceForm(prefix=f"e{row.pk}"))
        for row in found.corrections.all()
    ]
    context = {
        **story.about(found, clock.now(), officer=False),
        "corrections": asked,
        "copy": joins.copy_of(found),
        "restrictions": queries.restrictions_of(request.user).filter(request=found),
        "may_take_back": found.status.open
        and not (found.kind is Right.DESTRUCTION and found.state == "fulfilling"),
        "may_complain": found.answered_at is not None and found.kind is not Right.COMPLAINT,
    }
    return render(request, "rights/request_read.html", context)


@require_POST
@login_required
def request_confirm(request: HttpRequest, number: str) -> HttpResponse:
    """Staff wrote it down; the person says here that it is theirs."""
    found = _own(request, number)
    return _do(request, found, lambda: services.confirm_by_login(request=found, user=request.user))


@require_POST
@login_required
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    found = _own(request, number)
    return _do(request, found, lambda: services.take_back(request=found, user=request.user))


@require_POST
@login_required
def restriction_lift(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Restriction.objects.select_related("request"), pk=pk, user=request.user)
    services.lift(restriction=row, user=request.user)
    messages.success(request, _("The restriction is lifted."))
    return redirect("rights:centre")


@require_safe
@login_required
def evidence_file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """To the office and to whom it belongs; kept by nobody on the way."""
    row = get_object_or_404(
        Correction, pk=pk, request__number=number, request__in=queries.visible_to(request.user)
    )
    if not row.evidence_path:
        raise Http404
    try:
        data, mime = evidence.load(row.evidence_path)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{number}-{row.pk}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _own(request: HttpRequest, number: str) -> Request:
    found: Request = get_object_or_404(Request, number=number, user=_user(request))
    return found


def _do(request: HttpRequest, found: Request, act: Any) -> HttpResponse:
    try:
        act()
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("Done."))
    return redirect(found)
