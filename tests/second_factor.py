"""Whom a test signs in by `force_login` has shown a second factor and just confirmed that it is them."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest

from accounts.stepup import METHODS, METHODS_OF

YEARS = 10 * 365 * 24 * 60 * 60  # a test that travels in time stays confirmed


def show_second_factor(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """A real sign-in has a method; `force_login` makes an empty request."""
    if request.method is None:
        shown = {"method": "mfa", "type": "totp", "at": time.time() + YEARS, "reauthenticated": True}
        request.session[METHODS] = [shown]
        request.session[METHODS_OF] = str(user.pk)
