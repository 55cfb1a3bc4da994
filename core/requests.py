"""The request at hand: one id in the answer's headers and in every log line, and who reads the answer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="")
current: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
SAFE = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Takes a well-formed X-Request-ID from the proxy in front, or makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        id_token = request_id.set(given if SAFE.fullmatch(given) else uuid.uuid4().hex)
        token = current.set(request)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
        finally:
            current.reset(token)
            request_id.reset(id_token)
        return response


def wants_arabic_digits() -> bool:
    """Whether the reader of this answer has asked for ٠-٩ (a setting of the account)."""
    user = getattr(current.get(), "user", None)
    return bool(user is not None and user.is_authenticated and getattr(user, "arabic_digits", False))
