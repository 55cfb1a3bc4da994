"""What must be shown again, or once more, before something dangerous: a fresh sign-in, a second factor.

`fresh_login_required` asks who has not confirmed within ACCOUNT_REAUTHENTICATION_TIMEOUT (15 minutes) that it is
still them. `second_factor_required` asks for a session in which a second factor was shown. Rooms below accounts
use `allauth.account.decorators.reauthentication_required`, on which the first is built.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]

METHODS = "account_authentication_methods"
METHODS_OF = "account_authentication_methods_user"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def records_of(session: Mapping[str, Any], user: Any) -> list[dict[str, Any]]:
    """How the person showed in this session who they are, oldest first."""
    records = session.get(METHODS)
    return records if isinstance(records, list) and session.get(METHODS_OF) == str(user.pk) else []


def showed_second_factor(session: Mapping[str, Any], user: Any) -> bool:
    """Whether a code, a passkey or a recovery code was shown in this session (reads no table)."""
    return any(record.get("method") == "mfa" for record in records_of(session, user))


def has_second_factor(user: Any) -> bool:
    return bool(is_mfa_enabled(user, FACTORS))


def is_staff(user: Any) -> bool:
    return bool(user.is_authenticated and (user.is_staff or user.is_superuser))


def needs_second_factor(user: Any) -> bool:
    """Staff, unless the house has said otherwise for a demonstration."""
    return bool(settings.STAFF_MFA and is_staff(user))


def is_over(session: Mapping[str, Any], user: Any) -> bool:
    """Whether a session of staff has lasted its day: it ends then, however busy it is."""
    records = records_of(session, user)
    return bool(records) and time.time() - records[0]["at"] > settings.STAFF_SESSION_AGE


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person confirmed a moment ago that it is them; reads no table where they did.

    An account with neither password nor second factor has nothing to confirm with: there its sign-in counts.
    """
    records = records_of(request.session, request.user)
    if any(record.get("reauthenticated") and _is_young(record) for record in records):
        return True
    if get_adapter().get_reauthentication_methods(request.user):
        return False
    return any(map(_is_young, records))


def _is_young(record: dict[str, Any]) -> bool:
    return bool(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT)


def fresh_login_required(view: Any) -> Any:
    """Below `login_required`. What was typed into a form is never kept for later: it may be a secret."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return asked


def second_factor_required(view: View) -> View:
    """Below `login_required`: leads to the second factor, or to where one is set up."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if showed_second_factor(request.session, request.user):
            return view(request, *args, **kwargs)
        return ask_for_factor(request)

    return asked


def ask_again(request: HttpRequest) -> HttpResponse:
    """To the page that confirms the person; without password and factor, to a new sign-in."""
    if request.method == "POST":
        messages.info(request, _("Confirm that it is you, then send the form again."))
    ways = get_adapter().get_reauthentication_methods(request.user)
    return _with_next(ways[0]["url"], request.get_full_path()) if ways else sign_in_again(request)


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Out, and to the door."""
    here = request.get_full_path()
    logout(request)
    return _with_next(reverse("account_login"), here)


def ask_for_factor(request: HttpRequest) -> HttpResponse:
    """To the code or passkey that the person has, else to the page on which they set one up."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    factors = [way["url"] for way in ways if way["id"].startswith("mfa_")]
    if factors:
        return _with_next(factors[0], request.get_full_path())
    messages.warning(request, _("Set up a second factor first: an authenticator app or a passkey."))
    return redirect("mfa_index")


def _with_next(url: str, here: str) -> HttpResponse:
    return redirect(f"{url}?{urlencode({'next': here})}")
