"""What the audit log says about people, and the one way in which this app writes to it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from compliance import audit

ACTIONS = {
    "accounts.user.signed_up": _("Account opened"),
    "accounts.profile.changed": _("Profile changed"),
    "accounts.role.granted": _("Role granted"),
    "accounts.role.revoked": _("Role taken back"),
    "accounts.stage.changed": _("Life-cycle stage changed"),
    "accounts.setup.done": _("First administrator made"),
    "accounts.session.ended": _("Session ended"),
    "accounts.session.all_ended": _("All sessions ended"),
    "accounts.login.stopped": _("Sign-in paused after failed tries"),
    "accounts.password.changed": _("Password changed"),
    "accounts.password.set": _("Password set"),
    "accounts.password.reset": _("Password reset"),
    "accounts.email.confirmed": _("E-mail address confirmed"),
    "accounts.email.changed": _("Primary e-mail address changed"),
    "accounts.email.added": _("E-mail address added"),
    "accounts.email.removed": _("E-mail address removed"),
    "accounts.factor.added": _("Second factor switched on"),
    "accounts.factor.removed": _("Second factor switched off"),
    "accounts.factor.renewed": _("Recovery codes renewed"),
    "accounts.provider.connected": _("Provider connected"),
    "accounts.provider.disconnected": _("Provider disconnected"),
}


for code, label in ACTIONS.items():
    audit.register(code, label)


def record(action: str, *, subject: User, actor: User | None, **details: Any) -> None:
    """One line in the audit log, in the caller's transaction or, from the library's signals, in its own."""
    with transaction.atomic():
        audit.record(action, subject=itself(subject), actor=itself(actor), **details)


def itself(user: Any) -> Any:
    """The person behind a request's lazy `user`."""
    if not isinstance(user, SimpleLazyObject):
        return user
    user.pk  # noqa: B018  reading anything makes the lazy object fetch the person
    return user._wrapped  # noqa: SLF001
