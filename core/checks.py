"""What can be wrong with the settings that the kernel relies on."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def field_keys_are_keys(**_kwargs: Any) -> list[checks.CheckMessage]:
    """core.E001: encrypted columns can be neither read nor written."""
    keys = list(settings.FIELD_KEYS)
    if keys and all(_is_key(key) for key in keys):
        return []
    return [
        checks.Error(
            "FIELD_KEYS must hold at least one key of 32 bytes in URL-safe base64, the newest first.",
            hint="Make one with cryptography.fernet.Fernet.generate_key().",
            id="core.E001",
        )
    ]


def _is_key(text: str) -> bool:
    try:
        Fernet(text)
    except ValueError:
        return False
    return True
