"""What every answer tells the browser beyond the content policy: devices, embedding, caching.

HSTS, nosniff, Referrer-Policy and COOP come from Django's SecurityMiddleware, the content policy from django-csp,
X-Frame-Options from Django; here is the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What a page may use of the device. A view that needs one more (the camera at the door) says so itself.
PERMISSIONS: Final = {
    **dict.fromkeys(("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"), "()"),
    **dict.fromkeys(("magnetometer", "microphone", "midi", "payment", "usb"), "()"),
    **dict.fromkeys(("publickey-credentials-create", "publickey-credentials-get", "fullscreen"), "(self)"),
}
# Pictures, styles and feeds are public; mail programs and calendars load them from elsewhere.
PUBLIC: Final = ("/media/", "/static/", "/calendars/")


class HeadersMiddleware:
    """Outside of all that makes answers, so that refusals, static files and the administration bear them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = permissions(response.get("Permissions-Policy", ""))
        is_public = request.path_info.startswith(PUBLIC)
        response.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_public else "same-origin")
        response.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        if not is_public and is_personal(request, response):
            response.setdefault("Cache-Control", caching(request, response))
        if has_signed_out(request, response):
            response["Clear-Site-Data"] = '"cache"'
        return response


def permissions(said: str) -> str:
    """The house's rule, with what this answer said about single features."""
    own = dict(part.strip().split("=", 1) for part in said.split(",") if "=" in part)
    return ", ".join(f"{feature}={allowed}" for feature, allowed in sorted({**PERMISSIONS, **own}.items()))


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody known may have asked: by our cookie, by a token, or by signing in just now."""
    name = settings.SESSION_COOKIE_NAME
    by_token = "Authorization" in request.headers or "X-Session-Token" in request.headers
    return name in request.COOKIES or name in response.cookies or by_token


def caching(request: HttpRequest, response: HttpResponse) -> str:
    """Nothing personal is kept; what has a tag is asked for again each time, so that a phone saves the way."""
    return "private, no-cache" if response.has_header("ETag") else "private, no-store"


def has_signed_out(request: HttpRequest, response: HttpResponse) -> bool:
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and cookie["max-age"] == 0
