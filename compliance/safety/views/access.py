"""Who comes in: people, visitors, moderators. To anybody else a page of staff does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from compliance.rules import is_moderator

View = Callable[..., HttpResponse]


class Known(HttpRequest):
    """A request of somebody who is signed in; the user model lies above this room."""

    user: Any


def moderators(view: View) -> View:
    """Asks to sign in first; then 404 for everybody but moderators."""

    @wraps(view)
    def guarded(request: Known, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_moderator(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)
