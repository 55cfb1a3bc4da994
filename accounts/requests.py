"""A request of somebody who is signed in: what `login_required` leaves behind."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.models import User


class SignedIn(HttpRequest):
    user: User
