"""Whether somebody has confirmed a moment ago that it is them: a session left open must not give the file away."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def is_fresh(request: HttpRequest) -> bool:
    """Confirmed within ACCOUNT_REAUTHENTICATION_TIMEOUT (15 minutes).

    An account with neither password nor second factor has nothing to confirm with: there its sign-in counts.
    """
    records = get_authentication_records(request, request.user)
    if any(one.get("reauthenticated") and _is_young(one) for one in records):
        return True
    return not get_adapter().get_reauthentication_methods(request.user) and any(map(_is_young, records))


def ask(request: HttpRequest, back_to: str) -> HttpResponse:
    """To the page that confirms the person; without password and second factor to a new sign-in."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        logout(request)
    door = ways[0]["url"] if ways else reverse("account_login")
    return redirect(f"{door}?{urlencode({'next': back_to})}")


def _is_young(record: dict[str, Any]) -> bool:
    return bool(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT)
