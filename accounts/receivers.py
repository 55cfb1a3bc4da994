"""What the library tells about people, written down in the audit log and in their life-cycle."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.dispatch import receiver

from accounts import events, stepup
from accounts.enums import Stage, StageEvent
from accounts.models import User
from accounts.services import advance_stage


@receiver(account.user_signed_up)
def on_sign_up(user: User, **_: Any) -> None:
    events.record("accounts.user.signed_up", subject=user, actor=user)
    advance_stage(user=user, event=StageEvent.SIGNED_UP)


@receiver(account.email_confirmed)
def on_email_confirmed(email_address: Any, **_: Any) -> None:
    user = email_address.user
    events.record("accounts.email.confirmed", subject=user, actor=user)
    advance_stage(user=user, event=StageEvent.EMAIL_CONFIRMED)


@receiver(account.user_logged_in)
def on_sign_in(user: User, **_: Any) -> None:
    if user.stage in {Stage.REGISTERED, Stage.DORMANT}:
        advance_stage(user=user, event=StageEvent.SIGNED_IN)


@receiver(account.password_changed)
def on_password_changed(user: User, **_: Any) -> None:
    events.record("accounts.password.changed", subject=user, actor=user)


@receiver(account.password_set)
def on_password_set(user: User, **_: Any) -> None:
    events.record("accounts.password.set", subject=user, actor=user)


@receiver(account.password_reset)
def on_password_reset(user: User, **_: Any) -> None:
    events.record("accounts.password.reset", subject=user, actor=user)


@receiver(account.email_changed)
def on_email_changed(user: User, **_: Any) -> None:
    events.record("accounts.email.changed", subject=user, actor=user)


@receiver(account.email_added)
def on_email_added(user: User, **_: Any) -> None:
    events.record("accounts.email.added", subject=user, actor=user)


@receiver(account.email_removed)
def on_email_removed(user: User, **_: Any) -> None:
    events.record("accounts.email.removed", subject=user, actor=user)


@receiver(mfa.authenticator_added)
def on_factor_added(user: User, authenticator: Any, request: Any = None, **_: Any) -> None:
    """Who has just set a factor up has shown it: this session counts as one with a second factor."""
    events.record("accounts.factor.added", subject=user, actor=user, after={"kind": authenticator.type})
    if request is not None and authenticator.type in stepup.FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=str(authenticator.type))


@receiver(mfa.authenticator_removed)
def on_factor_removed(user: User, authenticator: Any, **_: Any) -> None:
    events.record("accounts.factor.removed", subject=user, actor=user, before={"kind": authenticator.type})


@receiver(mfa.authenticator_reset)
def on_factor_renewed(user: User, authenticator: Any, **_: Any) -> None:
    events.record("accounts.factor.renewed", subject=user, actor=user, after={"kind": authenticator.type})


@receiver(social.social_account_added)
def on_provider_connected(sociallogin: Any, **_: Any) -> None:
    user = sociallogin.user
    events.record(
        "accounts.provider.connected",
        subject=user,
        actor=user,
        after={"provider": sociallogin.account.provider},
    )


@receiver(social.social_account_removed)
def on_provider_disconnected(socialaccount: Any, **_: Any) -> None:
    user = socialaccount.user
    events.record(
        "accounts.provider.disconnected",
        subject=user,
        actor=user,
        before={"provider": socialaccount.provider},
    )
