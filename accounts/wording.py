"""Sentences of the library, of Django's password rules and of its forms, in the words of the house.

The library's own Arabic is left where it reads well. What stands here is collected into our catalogue, which
comes before the library's, so the same English sentence gets our Arabic one.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

FORMS = (
    _("Email"),
    _("Password"),
    _("Remember Me"),
    _("Code"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("You must type the same password each time."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("Incorrect code."),
    _("This email address is already associated with this account."),
    _("You cannot add more than %d email addresses."),
    _("Your primary email address must be verified."),
    _("The new value must be different from the current one."),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _("Master key"),
    _("Backup key"),
    _("Key nr. {number}"),
    _("Invalid login."),
    _("Invalid or expired key."),
)
PASSWORDS = (
    _("This password is too common."),
    _("This password is entirely numeric."),
    _("The password is too similar to the %(verbose_name)s."),
)


def too_short(count: int) -> str:
    """Django's own sentence, so that all six Arabic plurals are ours."""
    return ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        count,
    )
