"""Every row lock of this app."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.enums import Stage
from accounts.models import SetupToken, User


def user(pk: int) -> User:
    """The person, held until the transaction ends."""
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def setup_token() -> SetupToken | None:
    """The set-up key, held; a second holder waits, and finds it gone when the first has used it."""
    return SetupToken.objects.select_for_update(of=("self",)).filter(pk=1).first()


def silent_since(moment: datetime, *, limit: int) -> QuerySet[User]:
    """People awake who have not signed in since `moment`; rows held elsewhere are left for the next round."""
    silent = Q(last_login__lt=moment) | Q(last_login__isnull=True, date_joined__lt=moment)
    waiting = User.objects.filter(silent, is_active=True).exclude(stage=Stage.DORMANT).order_by("pk")
    return waiting.select_for_update(of=("self",), no_key=True, skip_locked=True)[:limit]
