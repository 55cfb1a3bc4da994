"""The question about cookies: two buttons that weigh the same, no script, no cookie before the answer."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from compliance.consents import registry, services
from compliance.consents.enums import Group
from compliance.consents.forms import here

SAME: Final = "same-origin"


@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """`answer` is yes or no for what the question names; back to the page it stood on.

    Instead of Django's token, which would set a cookie before anybody has agreed to anything, the browser's own
    word on where the form came from is asked for.
    """
    if not from_here(request):
        return HttpResponseForbidden()
    agreed = request.POST.get("answer") == "yes"
    codes = [one.code for one in registry.purposes(Group.DEVICE)]
    services.choose(
        request=request,
        given=dict.fromkeys(codes, agreed),
        words={code: request.POST.get(f"words_{code}", "") for code in codes},
        language=here(),
    )
    return HttpResponseRedirect(_back(request))


def from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == SAME
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe else reverse("consents:mine")
