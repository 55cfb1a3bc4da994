"""The first administrator, made once by whoever can read the server's terminal."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts import events, locks, queries
from accounts.enums import Role
from accounts.exceptions import SetupClosed, SetupKeyWrong
from accounts.models import SetupToken, User
from accounts.services.profile import name_columns
from accounts.services.roles import grant_role
from core import clock


@transaction.atomic
def make_setup_token() -> str | None:
    """A fresh key (its digest is stored, the one before stops working), or None once there is an admin."""
    if queries.admin_exists():
        SetupToken.objects.all().delete()
        return None
    token = secrets.token_urlsafe(32)
    SetupToken.objects.update_or_create(pk=1, defaults={"digest": _digest(token), "made_at": clock.now()})
    return token


@transaction.atomic
def create_first_admin(*, token: str, email: str, password: str, name: str, language: str) -> User:
    """The administrator; uses the key up. Locks the key, so that of two at once only one succeeds.

    An account with this address becomes the administrator, with the new password.
    Raises SetupClosed when there is an admin or no key, SetupKeyWrong when the key does not fit.
    """
    kept = locks.setup_token()
    if kept is None or queries.admin_exists():
        raise SetupClosed
    if not hmac.compare_digest(kept.digest, _digest(token)):
        raise SetupKeyWrong
    kept.delete()
    user = _raised(email.lower(), password, name_columns(name), language)
    grant_role(user=user, role=Role.STAFF, by=None)
    events.record("accounts.setup.done", subject=user, actor=None)
    return user


def _raised(email: str, password: str, names: dict[str, str], language: str) -> User:
    user = User.objects.filter(email__iexact=email).first() or User(email=email)
    for field, value in {**names, "language": language, "is_staff": True, "is_superuser": True}.items():
        setattr(user, field, value)
    user.is_active = True
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
