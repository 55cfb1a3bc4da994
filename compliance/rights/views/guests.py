"""Somebody without an account: the form, the code to the address, the page behind the signed link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from compliance.rights import letters, queries, services, story
from compliance.rights.enums import Right
from compliance.rights.forms import CodeForm, GuestForm
from compliance.rights.models import Request
from compliance.rights.views.limits import CODES, GUEST, MAILED, by_mail, limited
from core import clock
from core.errors import SoukError


@require_http_methods(["GET", "POST"])
@limited("guest", ("ip", GUEST), (by_mail, MAILED))
def guest_new(request: HttpRequest) -> HttpResponse:
    """Says the same whether we know the address or not."""
    if request.user.is_authenticated:
        return redirect("rights:centre")
    initial = {"right": request.GET.get("right", "")}
    form = GuestForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and (made := _ask(form)):
        return redirect("rights:guest", letters.guest_token(made))
    return _plain(render(request, "rights/guest_new.html", {"form": form}))


def _ask(form: GuestForm) -> Request | None:
    given: dict[str, Any] = dict(form.cleaned_data)
    try:
        return services.open_as_guest(**{**given, "right": Right(given["right"])})
    except SoukError as error:
        form.add_error(None, error.text)
        return None


@require_safe
def guest_read(request: HttpRequest, token: str) -> HttpResponse:
    """What it shows is no more than the state: whoever holds the link may not be who asked."""
    return _page(request, _found(token), token, CodeForm())


@require_POST
@limited("code", ("ip", CODES))
def guest_code(request: HttpRequest, token: str) -> HttpResponse:
    """The code, or the wish for a new one."""
    found = _found(token)
    if "again" in request.POST:
        return _again(request, found, token)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, token, form)
    try:
        kept = services.confirm_code(request=found, code=form.cleaned_data["code"])
    except SoukError as error:
        form.add_error("code", error.text)
        return _page(request, found, token, form)
    messages.success(request, _("Thank you: we know now that it is you."))
    return redirect("rights:guest", letters.guest_token(kept))


def _again(request: HttpRequest, found: Request, token: str) -> HttpResponse:
    try:
        services.send_code(request=found)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("A new code is on its way."))
    return redirect("rights:guest", token)


def _found(token: str) -> Request:
    pk = letters.from_token(token)
    if pk is None:
        raise Http404
    found: Request = get_object_or_404(queries.with_details(Request.objects.all()), pk=pk)
    return found


def _page(request: HttpRequest, found: Request, token: str, form: CodeForm) -> HttpResponse:
    now = clock.now()
    context = {
        **story.about(found, now, officer=False),
        "moments": [moment for moment in story.moments_of(found, officer=False) if not moment.words],
        "answer": "",
        "form": form,
        "token": token,
        "asks_code": found.state in {"received", "identity_pending"} and bool(found.email),
    }
    return _plain(render(request, "rights/guest_read.html", context))


def _plain(response: HttpResponse) -> HttpResponse:
    """The link is a secret of a kind: no cache keeps it, no other site learns it."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
