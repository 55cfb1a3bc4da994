"""Reads about people."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from accounts.enums import Role, Stage
from accounts.models import RoleGrant, StageChange, User


def visible_to(user: Any) -> QuerySet[User]:
    """Staff see everybody, a person sees themselves, a visitor nobody."""
    if not user.is_authenticated:
        return User.objects.none()
    return User.objects.all() if user.is_staff else User.objects.filter(pk=user.pk)


def roles_of(user: Any) -> frozenset[Role]:
    """The roles a person holds; read once for each instance."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_roles"):
        held = RoleGrant.objects.filter(user=user).values_list("role", flat=True)
        user._roles = frozenset(map(Role, held))  # noqa: SLF001
    roles: frozenset[Role] = user._roles  # noqa: SLF001
    return roles


def has_role(user: Any, role: Role) -> bool:
    return role in roles_of(user)


def admin_exists() -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exists()


def stage_before_sleep(user: User) -> Stage:
    last = StageChange.objects.filter(user=user, after=Stage.DORMANT).order_by("-at", "-pk").first()
    return Stage(last.before) if last else Stage.ACTIVE


def sessions_of(user: User) -> QuerySet[UserSession]:
    sessions: QuerySet[UserSession] = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    return sessions


def security_of(user: User) -> dict[str, Any]:
    """What the account page says about how a person signs in."""
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {
        "addresses": EmailAddress.objects.filter(user=user).count(),
        "has_password": user.has_usable_password(),
        "has_totp": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "sessions": sessions_of(user).count(),
        "connections": SocialAccount.objects.filter(user=user).count(),
    }
