"""The collector's desk: an overview, and one page for each section."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts import desk, queries
from accounts.requests import SignedIn


@login_required
def overview(request: SignedIn) -> HttpResponse:
    context = {
        "tabs": _tabs(request),
        "roles": queries.roles_of(request.user),
        "security": queries.security_of(request.user),
    }
    return render(request, "accounts/desk_overview.html", context)


@login_required
def section(request: SignedIn, code: str) -> HttpResponse:
    shown = desk.section(code)
    if shown is None:
        raise Http404
    tabs = _tabs(request)
    is_empty = shown.empty is not None and any(
        tab["count"] == 0 for tab in tabs if tab["section"].code == code
    )
    context = {} if is_empty else shown.loader(request.user)
    context |= {"tabs": tabs, "section": shown, "is_empty": is_empty}
    return render(request, "accounts/desk_section.html", context)


def _tabs(request: SignedIn) -> list[dict[str, Any]]:
    return [
        {"section": part, "count": part.count(request.user) if part.count else None}
        for part in desk.sections()
    ]
