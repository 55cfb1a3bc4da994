"""Staff whom a test signs in by `force_login` have said why they open people's records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from compliance import looks

YEARS = 10 * 365 * 24 * 60 * 60  # a test that travels in time keeps its reason


def give_reasons(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """A real sign-in has a method; `force_login` makes an empty request."""
    if request.method is None and user.is_staff:
        for kind in looks.kinds():
            looks.give_reason(request.session, kind, "the case of this test", seconds=YEARS)
