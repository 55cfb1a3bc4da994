"""Who carries the mail: a small interface, and the one that the settings name."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from mailing.providers.interface import Accepted, Kept, Outcome, Provider, Refused, Retry, Unwanted

__all__ = ["Accepted", "Kept", "Outcome", "Provider", "Refused", "Retry", "Unwanted", "provider"]


def provider() -> Provider:
    """The provider of `settings.MAIL_PROVIDER`, built anew: workers are threads and processes."""
    built: Provider = import_string(settings.MAIL_PROVIDERS[settings.MAIL_PROVIDER])()
    return built
