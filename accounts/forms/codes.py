"""Forms that take a code: Arabic-Indic digits count, and so do blanks that a mail program put in."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

from core.digits import western


class CodeField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return western("".join(str(super().to_python(value) or "").split()))


class TakesCode:
    """Puts our field in the place of the library's, under the same label."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "autofocus": True}
        given = self.fields["code"]
        self.fields["code"] = CodeField(label=given.label, widget=forms.TextInput(attrs=attrs), max_length=20)


class ConfirmLoginCode(TakesCode, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmailCode(TakesCode, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmResetCode(TakesCode, account.ConfirmPasswordResetCodeForm):
    pass


class Authenticate(TakesCode, mfa.AuthenticateForm):
    pass


class Reauthenticate(TakesCode, mfa.ReauthenticateForm):
    pass


class ActivateTotp(TakesCode, totp.ActivateTOTPForm):
    pass
