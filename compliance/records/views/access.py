"""Pages of the privacy office: to everybody else they do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from compliance import rules

View = Callable[..., HttpResponse]


def officers_only(view: View) -> View:
    """404 for whoever is no officer; visitors sign in first."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.is_officer(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def download(content: bytes, name: str, mime: str) -> HttpResponse:
    """A file to keep; it lies in no cache and is never shown by itself."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
