"""A refusal that no view caught becomes a page (or, for a script, a problem) in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from allauth.socialaccount.models import SocialApp
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core.api.problems import CONTENT_TYPE
from core.errors import NotFound, SoukError


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, SocialApp.DoesNotExist):  # a provider that the house has not switched on
            return refused(request, NotFound())
        return refused(request, error) if isinstance(error, SoukError) else None


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def refused(request: HttpRequest, error: SoukError) -> HttpResponse:
    """The error with its own status, as problem details where the caller asked for JSON."""
    if wants_json(request):
        body = {"type": "about:blank", "status": error.http_status, "code": error.code, "detail": error.text}
        return JsonResponse(body, status=error.http_status, content_type=CONTENT_TYPE)
    return render(request, "refused.html", {"error": error}, status=error.http_status)
