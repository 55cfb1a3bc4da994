"""Forms that take a passkey's answer: what is no answer at all is an error in the form, not a crash."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms

MALFORMED = (KeyError, TypeError, AttributeError, ValueError)


class ChecksShape:
    """For the two ways in which the library reads the answer: in `clean` and in `clean_credential`."""

    def clean(self) -> Any:
        try:
            return super().clean()  # type: ignore[misc]
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class ChecksAnswer:
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class AddPasskey(ChecksShape, forms.AddWebAuthnForm):
    pass


class SignupPasskey(ChecksShape, forms.SignupWebAuthnForm):
    pass


class LoginPasskey(ChecksAnswer, forms.LoginWebAuthnForm):
    pass


class SecondStepPasskey(ChecksAnswer, forms.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskey(ChecksAnswer, forms.ReauthenticateWebAuthnForm):
    pass
