"""What a payment provider is. Its word is a Report; silence is silence, never a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from orders.models import Payment


class Verdict(StrEnum):
    PAID = "paid"
    REFUSED = "refused"


class ProviderSilent(Exception):
    """No answer in time. Nothing follows from it."""


@dataclass(frozen=True, slots=True)
class Started:
    """Where the person pays, and the provider's own name for the payment."""

    url: str
    provider_reference: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One message of a provider about one of our payments; `amount` in minor units."""

    provider: str
    event_id: str
    reference: str
    verdict: Verdict
    amount: int
    currency: str
    raw: Mapping[str, Any] = field(default_factory=dict)


class Provider(Protocol):
    code: str

    def start(self, payment: Payment) -> Started:
        """Opens the payment there; the same reference again is the same payment. Raises ProviderSilent."""
        ...

    def ask(self, payment: Payment) -> Report | None:
        """What became of it; None while the provider does not know yet. Raises ProviderSilent."""
        ...

    def pay_back(self, payment: Payment) -> None:
        """Returns the whole amount, once for a reference. Raises ProviderSilent."""
        ...
