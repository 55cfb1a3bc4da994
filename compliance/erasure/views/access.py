"""The privacy office's pages. An outsider is told that there is nothing here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from compliance.rules import is_officer

View = Callable[..., HttpResponse]
REFUSED = 422


def for_officers(view: View) -> View:
    """Signed in, and of the privacy office; Http404 for everybody else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_officer(request.user):
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return login_required(guarded)
