"""Sign-up, login, second factors and providers: django-allauth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:desk"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "accounts.validators.LongestPasswordValidator", "OPTIONS": {"max_length": 128}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.breached.EasyPasswordValidator"},
    {"NAME": "accounts.breached.LeakedPasswordValidator"},
]
# Hashes of passwords from leaks, "SHA-1 in hex:count", sorted by hash, as Have I Been Pwned gives them out.
LEAKED_PASSWORDS = env.text("LEAKED_PASSWORDS", "")

# One door: the e-mail address. Every mail carries a code, which also works on another device.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "confirm_email_verification_code": "accounts.forms.codes.ConfirmEmailCode",
    "confirm_login_code": "accounts.forms.codes.ConfirmLoginCode",
    "confirm_password_reset_code": "accounts.forms.codes.ConfirmResetCode",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FORM_CLASS = "compliance.consents.forms.SignupConsents"  # unticked questions, each by itself
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 30 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = 2
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # addresses and providers change only after a fresh confirmation
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    # Five tries, then five minutes; thirty a day, then until tomorrow. A code by mail or a new password still opens.
    "login_failed": "10/m/ip,5/5m/key,30/d/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "confirm_email": "1/10s/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
# Behind a proxy all visitors share its address, and one bucket of tries, unless this is set.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXY_COUNT", 0)

# security.txt (RFC 9116): who hears of a weakness, and until when this is promised; renewed once a year.
SECURITY_EMAIL = env.text("SECURITY_EMAIL", "security@artsouk.example")
SECURITY_TXT_EXPIRES = env.text("SECURITY_TXT_EXPIRES", "2027-11-01T00:00:00+00:00")
STAFF_MFA = True  # staff work in sessions that showed a second factor; accounts.E001 guards it
STAFF_SESSION_AGE = 10 * 60 * 60  # seconds from the sign-in: a working day
MFA_ADAPTER = "accounts.adapters.MfaAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.codes.Authenticate",
    "reauthenticate": "accounts.forms.codes.Reauthenticate",
    "activate_totp": "accounts.forms.codes.ActivateTotp",
    "add_webauthn": "accounts.forms.passkeys.AddPasskey",
    "signup_webauthn": "accounts.forms.passkeys.SignupPasskey",
    "login_webauthn": "accounts.forms.passkeys.LoginPasskey",
    "authenticate_webauthn": "accounts.forms.passkeys.SecondStepPasskey",
    "reauthenticate_webauthn": "accounts.forms.passkeys.ReauthenticatePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TRUST_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# Passkeys want HTTPS, except on one's own machine (localhost by name: an address is no passkey's home).
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.text("SITE_URL", "http://127.0.0.1:8000").startswith("http://")

# Phones: tokens instead of cookies, for the app client only; the pages are for browsers.
HEADLESS_CLIENTS = ("app",)
HEADLESS_TOKEN_STRATEGY = "allauth.headless.tokens.strategies.jwt.JWTTokenStrategy"  # noqa: S105
HEADLESS_JWT_PRIVATE_KEY = env.text("JWT_PRIVATE_KEY", "")
HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED = True  # an ended session ends its tokens at once
HEADLESS_SERVE_SPECIFICATION = True
HEADLESS_SPECIFICATION_TEMPLATE_NAME = None  # its page loads scripts from a CDN; JSON and YAML are served

SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
# A provider's word on an address never opens an account that exists: its owner signs in, then connects.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False


def kept_signing_key(path: Path) -> str:
    """A private key made on the first start and kept beside the data; for one machine only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(fresh_signing_key(), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def fresh_signing_key() -> str:
    """An RSA private key in PEM, for the tokens of phones."""
    from cryptography.hazmat.primitives import serialization  # only who has to make a key pays for it
    from cryptography.hazmat.primitives.asymmetric import rsa  # the same

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _apps(prefix: str, **settings: Any) -> list[dict[str, Any]]:
    """The one client of a provider, from PREFIX_CLIENT_ID and PREFIX_CLIENT_SECRET; none when unset."""
    client_id = env.text(f"{prefix}_CLIENT_ID", "")
    if not client_id:
        return []
    return [{"client_id": client_id, "secret": env.text(f"{prefix}_CLIENT_SECRET"), **settings}]


def _apple() -> list[dict[str, Any]]:
    """Apple signs with a key instead of a secret: key id, team id and the .p8 file's text."""
    if not env.text("APPLE_CLIENT_ID", ""):
        return []
    return [
        {
            "client_id": env.text("APPLE_CLIENT_ID"),
            "secret": env.text("APPLE_KEY_ID"),
            "key": env.text("APPLE_TEAM_ID"),
            "settings": {"certificate_key": env.text("APPLE_PRIVATE_KEY")},
        }
    ]


def _openid() -> list[dict[str, Any]]:
    """Any OpenID Connect providers: OPENID_PROVIDERS is a JSON list of
    {"id", "name", "server_url", "client_id", "secret"}.

    Raises ImproperlyConfigured when it is no such list.
    """
    try:
        return [
            {
                "provider_id": given["id"],
                "name": given["name"],
                "client_id": given["client_id"],
                "secret": given["secret"],
                "settings": {"server_url": given["server_url"], "oauth_pkce_enabled": True},
            }
            for given in json.loads(env.text("OPENID_PROVIDERS", "[]"))
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise ImproperlyConfigured(
            "OPENID_PROVIDERS must be a JSON list of objects with id, name, server_url, client_id and secret."
        ) from error


SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "google": {
        "APPS": _apps("GOOGLE"),
        "SCOPE": ["openid", "profile", "email"],
        "OAUTH_PKCE_ENABLED": True,
        "FETCH_USERINFO": True,
    },
    "apple": {"APPS": _apple()},
    "twitter_oauth2": {"APPS": _apps("X")},
    "github": {"APPS": _apps("GITHUB"), "SCOPE": ["user:email"], "OAUTH_PKCE_ENABLED": True},
    "openid_connect": {
        "APPS": _openid(),
        "OAUTH_PKCE_ENABLED": True,
        "provider_class": "accounts.openid.provider.StrictProvider",
    },
}
