"""A person's own copies: ordering, watching, downloading. Another person's copy does not exist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance.copies import files, freshness, queries, services
from compliance.copies.models import Copy
from compliance.copies.views import sending
from core.errors import SoukError
from core.pages import paginate

PER_PAGE = 20


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """My copies; ordering one (POST) leads to its page."""
    if request.method == "POST":
        return _ordered(request)
    page = paginate(queries.visible_to(request.user), request, PER_PAGE)
    return render(request, "copies/copy_list.html", {"page": page})


@never_cache
@login_required
@require_GET
def copy(request: HttpRequest, code: UUID) -> HttpResponse:
    found = _own(request, code)
    context = {"copy": found, "fresh": found.status.is_there and freshness.is_fresh(request)}
    return render(request, "copies/copy_detail.html", context)


@never_cache
@login_required
@require_GET
def progress(request: HttpRequest, code: UUID) -> HttpResponse:
    """For the page's script."""
    found = _own(request, code)
    return JsonResponse({"state": found.state, "percent": found.percent, "coming": found.status.is_coming})


@login_required
@require_POST
def confirm(request: HttpRequest, code: UUID) -> HttpResponse:
    """To the page that asks who they are, and back to the copy."""
    return freshness.ask(request, _own(request, code).get_absolute_url())


@login_required
@require_GET
def download(request: HttpRequest, code: UUID) -> HttpResponseBase:
    found = _own(request, code)
    if not found.status.is_there:
        raise Http404
    if not freshness.is_fresh(request):
        return freshness.ask(request, found.get_absolute_url())
    chunks = files.read(found)
    services.note_fetched(copy=found, by=request.user)
    return sending.archive(request, found, chunks)


def _ordered(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    try:
        found = services.order_copy(user=person, by=person, language=get_language() or "ar")
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("copies:mine")
    messages.success(request, _("Your copy is being made. We will write to you when it is ready."))
    return redirect(found)


def _own(request: HttpRequest, code: UUID) -> Copy:
    found = queries.visible_to(request.user).filter(code=code).first()
    if found is None:
        raise Http404
    return found
