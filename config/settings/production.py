"""Production: every secret from the environment, HTTPS only."""

from __future__ import annotations

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import CONTENT_SECURITY_POLICY, CONTROLLER, PLATFORM, PRIVACY_OFFICER, VAR_DIR

SECRET_KEY = env.text("SECRET_KEY")
HEADLESS_JWT_PRIVATE_KEY = env.text("JWT_PRIVATE_KEY")  # PEM; one key for all processes
FIELD_KEYS = env.words("FIELD_KEYS", None)  # of encrypted columns, the newest first
SITE_URL = env.text("SITE_URL").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [SITE_URL.split("://")[-1]]
SERVE_MEDIA = env.flag("SERVE_MEDIA", default=False)
SANDBOX_PAYMENTS = env.flag("SANDBOX_PAYMENTS", default=False)  # a bank that moves no money
# Whoever takes real money says who they are: no invoice bears the demonstration's name.
PLATFORM = {
    **PLATFORM,
    **{
        name: env.text(f"PLATFORM_{name.upper()}", str(PLATFORM[name]) if SANDBOX_PAYMENTS else None)
        for name in ("name_ar", "name_en", "vat_number", "registration_number", "iban", "bank_name")
    },
}
# So does whoever answers for personal data: records and notices name them.
CONTROLLER = {
    name: env.text(f"CONTROLLER_{name.upper()}", value if SANDBOX_PAYMENTS else None)
    for name, value in CONTROLLER.items()
}
PRIVACY_OFFICER = {
    name: env.text(f"PRIVACY_OFFICER_{name.upper()}", value if SANDBOX_PAYMENTS else None)
    for name, value in PRIVACY_OFFICER.items()
}
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# The prefix binds a cookie to this very host and to HTTPS: no sub-domain and no plain page can set it.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
MFA_TRUST_COOKIE_NAME = "__Host-trusted"
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True
LANGUAGE_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": {
        "BACKEND": "core.scanning.ScannedStorage",
        "OPTIONS": {"location": VAR_DIR / "originals"},  # private: never served
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
