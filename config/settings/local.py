"""`make run` on one machine: embedded parts, no account with anybody, no debug pages."""

from __future__ import annotations

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR
from config.settings.integrations.accounts import HEADLESS_JWT_PRIVATE_KEY, kept_signing_key
from config.settings.integrations.secrets import FIELD_KEYS, kept_field_key


def _kept_secret() -> str:
    """A random key made on the first start and kept beside the data."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        # Only the first start makes a key: later ones need not load it.
        from django.core.management.utils import get_random_secret_key

        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


SECRET_KEY = env.text("SECRET_KEY", "") or _kept_secret()
DEBUG = env.flag("DEBUG")
HEADLESS_JWT_PRIVATE_KEY = HEADLESS_JWT_PRIVATE_KEY or kept_signing_key(VAR_DIR / "jwt_key.pem")
FIELD_KEYS = FIELD_KEYS or [kept_field_key(VAR_DIR / "field_key")]
# For a demonstration only: staff come in by password alone. The log says so at each start.
STAFF_MFA = env.flag("STAFF_MFA", default=True)
