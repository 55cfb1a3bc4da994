"""Settings that hold everywhere; local, test and production only add to them."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

SITE_NAME = "Art Souk"
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "hello@artsouk.example")
PRIVACY_EMAIL = env.text("PRIVACY_EMAIL", "privacy@artsouk.example")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
DEBUG = False

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose forms it extends
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "pgtrigger",
    "channels",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "django_countries",
    "django_htmx",
    "csp",
    "django_ratelimit",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.apple",
    "allauth.socialaccount.providers.twitter_oauth2",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "core",
    "compliance",
    "compliance.consents",
    "compliance.records",
    "compliance.safety",
    "compliance.copies",
    "compliance.erasure",
    "compliance.incidents",
    "compliance.rights",
    "accounts",
    "mailing",
    "orders",
    "orders.payments",
    "orders.delivery",
    "orders.checkout",
    "orders.invoicing",
    "orders.aftercare",
    "orders.payouts",
    "orders.memberships",
    "orders.verification",
    "marketplace.imaging",
    "marketplace",
    "auctions",
    "workshops",
    "workshops.booking",
    "workshops.admission",
    "workshops.agenda",
    "commissions",
    "commissions.contracts",
    "commissions.progress",
]

MIDDLEWARE = [
    "core.requests.RequestIdMiddleware",
    "core.health.HealthMiddleware",
    "core.logs.AccessLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.HeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "compliance.consents.middleware.ConsentMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.factors.StaffFactorMiddleware",
    "config.limits.LimitMiddleware",
    "compliance.middleware.LooksMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.site",
                "compliance.consents.context.consents",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "core.templatetags.souk",
            ],
        },
    },
]

# Language: Arabic first. Each app keeps its own catalogue under locale/<app>/.
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = sorted(path for path in (BASE_DIR / "locale").glob("*") if path.is_dir())
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Riyadh"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
SERVE_MEDIA = env.flag("SERVE_MEDIA", default=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": {
        "BACKEND": "core.scanning.ScannedStorage",
        "OPTIONS": {"location": VAR_DIR / "originals"},  # private: never served
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # forms carry the token themselves
CSRF_FAILURE_VIEW = "config.views.stale_form"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

from config.settings.integrations.accounts import *  # noqa: E402, F403
from config.settings.integrations.api import *  # noqa: E402, F403
from config.settings.integrations.content import *  # noqa: E402, F403
from config.settings.integrations.csp import *  # noqa: E402, F403
from config.settings.integrations.database import *  # noqa: E402, F403
from config.settings.integrations.erasure import *  # noqa: E402, F403
from config.settings.integrations.invoicing import *  # noqa: E402, F403
from config.settings.integrations.logs import *  # noqa: E402, F403
from config.settings.integrations.mail import *  # noqa: E402, F403
from config.settings.integrations.money import *  # noqa: E402, F403
from config.settings.integrations.payments import *  # noqa: E402, F403
from config.settings.integrations.privacy import *  # noqa: E402, F403
from config.settings.integrations.redis import *  # noqa: E402, F403
from config.settings.integrations.secrets import *  # noqa: E402, F403
from config.settings.integrations.uploads import *  # noqa: E402, F403
