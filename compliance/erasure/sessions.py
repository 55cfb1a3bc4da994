"""Ends what is still signed in, wherever it is kept."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from compliance.erasure import plain


def end_sessions(user_id: int | None) -> int:
    """Every session of the account, also those that no list of devices knows; returns how many."""
    if user_id is None:
        return 0
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = {*_listed(user_id), *_stored(user_id)}
    for key in keys:
        store(session_key=key).delete()
    return len(keys)


def _listed(user_id: int) -> set[str]:
    if not apps.is_installed("allauth.usersessions"):
        return set()
    devices = apps.get_model("usersessions", "UserSession")
    return set(plain.rows(devices).filter(user_id=user_id).values_list("session_key", flat=True))


def _stored(user_id: int) -> set[str]:
    """Living sessions are opened one by one: whose they are stands inside, signed."""
    sessions = apps.get_model("sessions", "Session")
    living = plain.rows(sessions).filter(expire_date__gt=timezone.now())
    return {
        row.session_key
        for row in living.iterator(chunk_size=1_000)
        if str(row.get_decoded().get(SESSION_KEY)) == str(user_id)
    }
