"""For the header of every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from mailing.queries import unread_count


def notices(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices`: a number, counted only where a template asks for it."""
    return {"unread_notices": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    """Asked once a request, by page and header together."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    if not hasattr(request, "_unread_notices"):
        request._unread_notices = unread_count(user)  # type: ignore[attr-defined]  # noqa: SLF001
    count: int = request._unread_notices  # type: ignore[attr-defined]  # noqa: SLF001
    return count
