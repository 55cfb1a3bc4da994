"""Every page in the language and at the time of the person who reads it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language_from_path

from accounts import services
from accounts.cookies import keep_language
from accounts.models import User


class PreferencesMiddleware:
    """After LocaleMiddleware and AuthenticationMiddleware.

    The address says the language of a page. A person who goes from a page in one language to a page in the
    other has switched: it is remembered in a cookie and, signed in, on the account. A link from elsewhere
    switches nothing. Addresses without a language ("/") open in the person's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = _signed_in(request)
        shown = get_language_from_path(request.path_info)
        if user and not shown and "text/html" in request.headers.get("Accept", ""):
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        with timezone.override(_zone(user)) if user else nullcontext():
            response = self.get_response(request)
        if shown and has_switched(request, shown):
            keep_language(response, shown)
            if user and user.language != shown:
                services.remember_language(user=user, language=shown)
        return response


def has_switched(request: HttpRequest, shown: str) -> bool:
    """Whether the reader came here from one of our own pages in the other language."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if request.method != "GET" or came_from.netloc != request.get_host():
        return False
    before = get_language_from_path(came_from.path)
    return before is not None and before != shown


def _signed_in(request: HttpRequest) -> User | None:
    """The person, without touching the session of a browser that sent none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path_info.startswith(
        settings.STATIC_URL
    ):
        return None
    return request.user if isinstance(request.user, User) else None


def _zone(user: User) -> ZoneInfo:
    try:
        return ZoneInfo(user.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
