"""The way out of a mail: works logged out, on any device, also when the account is gone."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from compliance.consents import registry, services
from compliance.consents.enums import Means
from compliance.consents.origins import origin_of
from mailing import consent

ONE_CLICK = "One-Click"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, because scanners follow links; POST acts at once (RFC 8058: no cookie, no login, no redirect)."""
    link = consent.read(token)
    if link is None or not registry.known(link.purpose):
        raise Http404
    done = request.method == "POST"
    if done:
        _withdraw(request, link)
    if request.POST.get("List-Unsubscribe") == ONE_CLICK:
        return HttpResponse("OK", content_type="text/plain; charset=utf-8")
    wording = registry.purpose(link.purpose).wording((get_language() or "ar")[:2])
    return render(request, "mailing/unsubscribe.html", {"wording": wording, "done": done})


def _withdraw(request: HttpRequest, link: consent.WayOut) -> None:
    people = get_user_model().objects
    services.withdraw(
        party=consent.party_of(link, lambda pk: people.filter(pk=pk).first()),
        purpose=link.purpose,
        origin=origin_of(request, Means.UNSUBSCRIBE, actor=None),
    )
