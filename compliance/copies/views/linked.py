"""For people without an account: the link of the letter, then a code to the same address, then the file."""

from __future__ import annotations

import time
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from compliance.copies import files, queries, services
from compliance.copies.exceptions import CodeWrong
from compliance.copies.forms import CodeForm
from compliance.copies.models import Copy
from compliance.copies.views import sending

PROVED: Final = "copies_proved"
PROVED_FOR: Final = 15 * 60


@never_cache
@require_GET
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    found = _linked(token)
    return _page(request, found, token, CodeForm())


@require_POST
def send(request: HttpRequest, token: str) -> HttpResponse:
    """The code goes to the address that we know, not to one that the visitor names."""
    services.send_code(copy=_linked(token))
    messages.info(request, _("We have sent you a code. It holds for ten minutes."))
    return redirect("copies:link", token)


@never_cache
@require_POST
def prove(request: HttpRequest, token: str) -> HttpResponseBase:
    found, form = _linked(token), CodeForm(request.POST)
    if form.is_valid():
        try:
            services.check_code(copy=found, typed=form.cleaned_data["number"])
        except CodeWrong as error:
            form.add_error("number", error.text)
        else:
            request.session[PROVED] = {str(found.code): time.time()}
            return redirect("copies:link", token)
    return _page(request, found, token, form)


@require_GET
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    found = _linked(token)
    if not _is_proved(request, found):
        return redirect("copies:link", token)
    chunks = files.read(found, token)
    services.note_fetched(copy=found)
    return sending.archive(request, found, chunks)


def _page(request: HttpRequest, copy: Copy, token: str, form: CodeForm) -> HttpResponseBase:
    context = {"copy": copy, "token": token, "form": form, "proved": _is_proved(request, copy)}
    return sending.guarded(render(request, "copies/copy_link.html", context))


def _is_proved(request: HttpRequest, copy: Copy) -> bool:
    at = request.session.get(PROVED, {}).get(str(copy.code), 0)
    return bool(time.time() - at < PROVED_FOR)


def _linked(token: str) -> Copy:
    found = queries.by_token(token)
    if found is None:
        raise Http404
    return found
