"""Who takes the money: a small interface, and the providers by their code."""

from __future__ import annotations

from collections.abc import Callable

from orders.exceptions import ProviderUnknown
from orders.payments.interface import Provider, ProviderSilent, Report, Started, Verdict
from orders.payments.sandbox import SandboxProvider

__all__ = ["DEFAULT", "Provider", "ProviderSilent", "Report", "Started", "Verdict", "provider"]

DEFAULT = SandboxProvider.code
_PROVIDERS: dict[str, Callable[[], Provider]] = {SandboxProvider.code: SandboxProvider}


def provider(code: str) -> Provider:
    """Raises ProviderUnknown."""
    try:
        return _PROVIDERS[code]()
    except KeyError as error:
        raise ProviderUnknown(code=code) from error
