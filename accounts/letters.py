"""Every mail that the library sends about an account: its words, one action or one code each.

The library names a mail by a prefix ("account/email/login_code"); a prefix that is not written here falls back
to the library's own template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.bidi import isolate

Text = str | Promise
NOT_YOU = _("If this was not you, change your password now and end the sessions that you do not know.")
IGNORE = _("If you did not ask for this, ignore this mail: nothing happens without the code.")


@dataclass(frozen=True, slots=True)
class Letter:
    """`lines` may name %(email)s, %(from_email)s, %(to_email)s and %(provider)s."""

    subject: Text
    lines: tuple[Text, ...]
    after: Text = ""
    label: Text = ""
    url_name: str = ""


def _notice(subject: Text, line: Text) -> Letter:
    """Something changed in the account: said once, with the way to the security page."""
    return Letter(subject, (line,), NOT_YOU, _("Look at my account"), "accounts:home")


LETTERS: dict[str, Letter] = {
    "account/email/email_confirmation_signup": Letter(
        _("Your code for Art Souk"),
        (_("Welcome. Enter this code on the page that is open to confirm your e-mail address:"),),
        IGNORE,
    ),
    "account/email/email_confirmation": Letter(
        _("Confirm your new e-mail address"),
        (_("Enter this code on the page that is open to confirm that this address is yours:"),),
        IGNORE,
    ),
    "account/email/login_code": Letter(
        _("Your sign-in code"), (_("Enter this code on the page that is open to sign in:"),), IGNORE
    ),
    "account/email/password_reset_code": Letter(
        _("Your code for a new password"),
        (_("Enter this code on the page that is open to choose a new password:"),),
        IGNORE,
    ),
    "account/email/account_already_exists": Letter(
        _("You already have an account at Art Souk"),
        (
            _(
                "Somebody, perhaps you, tried to open an account with %(email)s. This address has one already."
            ),
            _("Sign in with it, or choose a new password if you have forgotten yours."),
        ),
        _("If it was not you, there is nothing to do: your account is as it was."),
        _("Choose a new password"),
        "account_reset_password",
    ),
    "account/email/unknown_account": Letter(
        _("There is no account with this address"),
        (
            _(
                "Somebody, perhaps you, tried to sign in with %(email)s. There is no account with this address."
            ),
            _("Perhaps you signed up with another address. You can also open an account now."),
        ),
        _("If it was not you, there is nothing to do."),
        _("Open an account"),
        "account_signup",
    ),
    "account/email/tries_stopped": Letter(
        _("We stopped tries to sign in to your account"),
        (
            _("Somebody entered wrong passwords for your account, so we paused signing in by password."),
            _("If it was you, wait a few minutes, or sign in with a code sent to your e-mail."),
        ),
        _(
            "If it was not you, your account is still closed to them. A second factor protects it even better."
        ),
        _("Look at my account"),
        "accounts:home",
    ),
    "account/email/password_changed": _notice(
        _("Your password was changed"), _("The password of your account was changed.")
    ),
    "account/email/password_set": _notice(
        _("Your account has a password"), _("A password was set for your account.")
    ),
    "account/email/password_reset": _notice(
        _("You have a new password"), _("The password of your account was replaced with a new one.")
    ),
    "account/email/email_changed": _notice(
        _("Your e-mail address was changed"),
        _("The main address of your account was changed from %(from_email)s to %(to_email)s."),
    ),
    "account/email/email_deleted": _notice(
        _("An e-mail address was removed"), _("The address %(deleted_email)s was removed from your account.")
    ),
    "account/email/email_confirm": _notice(
        _("Your e-mail address is confirmed"), _("This address is confirmed and belongs to your account.")
    ),
    "mfa/email/totp_activated": _notice(
        _("Authenticator app switched on"),
        _("Signing in now also asks for a code from your authenticator app."),
    ),
    "mfa/email/totp_deactivated": _notice(
        _("Authenticator app switched off"),
        _("Signing in no longer asks for a code from your authenticator app."),
    ),
    "mfa/email/webauthn_added": _notice(
        _("A passkey was added"), _("A passkey or security key was added to your account.")
    ),
    "mfa/email/webauthn_removed": _notice(
        _("A passkey was removed"), _("A passkey or security key was removed from your account.")
    ),
    "mfa/email/recovery_codes_generated": _notice(
        _("New recovery codes"),
        _("New recovery codes were made for your account; the old ones no longer work."),
    ),
    "socialaccount/email/account_connected": _notice(
        _("A provider was connected"), _("You can now sign in to your account with %(provider)s.")
    ),
    "socialaccount/email/account_disconnected": _notice(
        _("A provider was disconnected"), _("You can no longer sign in to your account with %(provider)s.")
    ),
}


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    text: str
    html: str


def write(letter: Letter, facts: Mapping[str, Any]) -> Written:
    """The mail in the active language, as plain text and as HTML."""
    language = (get_language() or "ar")[:2]
    direction = "rtl" if language == "ar" else "ltr"
    context = {
        "heading": str(letter.subject),
        "lines": [_filled(line, facts) for line in letter.lines],
        "code": facts.get("code", ""),
        "after": str(letter.after),
        "label": str(letter.label),
        "url": f"{settings.SITE_URL}{reverse(letter.url_name)}" if letter.url_name else "",
    }
    section = {
        "language": language,
        "direction": direction,
        "subject": context["heading"],
        "html": render_to_string("account/email/letter.html", context),
    }
    page = {"first": section, "sections": [section], "site_url": settings.SITE_URL}
    return Written(
        subject=str(letter.subject),
        text=render_to_string("account/email/letter.txt", context | {"site_url": settings.SITE_URL}).strip()
        + "\n",
        html=render_to_string("emails/mailing_document.html", page),
    )


def _filled(line: Text, facts: Mapping[str, Any]) -> str:
    """Addresses keep their own direction inside an Arabic sentence."""
    names = ("email", "from_email", "to_email", "deleted_email", "provider")
    return str(line) % {name: isolate(str(facts.get(name, ""))) for name in names}
