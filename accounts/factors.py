"""Staff go about the house with a second factor and for a working day: pages, administration, API by cookie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from accounts import stepup
from accounts.exceptions import SecondFactorMissing

# What it takes to set a second factor up, to show it, or to leave.
ENTRANCES: Final = (
    *("mfa_", "account_reauthenticate", "account_logout", "account_login", "usersessions_list"),
    *("account_email", "account_change_password", "account_set_password", "account_confirm"),
)
PROBLEM: Final = "application/problem+json"  # as core.api.problems, which needs these classes to be loaded
OUTSIDE: Final = (
    "/_allauth/",
    "/media/",
    "/static/",
    "/health/",
    "/calendars/",
    "/.well-known/",
    "/webhooks/",
)


class StaffFactorMiddleware:
    """After AuthenticationMiddleware and MessageMiddleware; reads the session only, and no table for others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.path_info.startswith(OUTSIDE) or not stepup.is_staff(request.user):
            return None
        if stepup.is_over(request.session, request.user):
            return stepup.sign_in_again(request)
        if not stepup.needs_second_factor(request.user):
            return None
        if is_entrance(request) or stepup.showed_second_factor(request.session, request.user):
            return None
        if request.path_info.startswith("/api/"):
            return refusal()
        return stepup.ask_for_factor(request)


def is_entrance(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.view_name and match.view_name.startswith(ENTRANCES))


def refusal() -> HttpResponse:
    error = SecondFactorMissing()
    body = {
        "type": "about:blank",
        "title": "Forbidden",
        "status": error.http_status,
        "code": error.code,
        "detail": error.text,
    }
    return JsonResponse(body, status=error.http_status, content_type=PROBLEM)
