"""Who takes the money: what a provider is, and which ones there are.

A provider's word is a Report; its silence is silence, never a refusal. `orders.payments` registers the real
ones; the money side itself knows only this interface.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.functional import Promise

from orders.exceptions import ProviderUnknown

if TYPE_CHECKING:
    from orders.models import Payment, Refund


class Verdict(StrEnum):
    """What a provider's message says. The last four concern money that was received before."""

    PAID = "paid"
    REFUSED = "refused"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    DISPUTE_WON = "won"
    DISPUTE_LOST = "lost"


class RefundAnswer(StrEnum):
    DONE = "done"
    PENDING = "pending"
    REFUSED = "refused"


class ProviderSilent(Exception):
    """No answer in time, or none that can be read. Nothing follows from it."""


class ProviderRefused(Exception):
    """The provider will not do this; the text is for staff and logs, never for the buyer."""


@dataclass(frozen=True, slots=True)
class Started:
    """Where the person pays. `wait` says that they do it elsewhere (on their telephone, at their bank)."""

    url: str = ""
    provider_reference: str = ""
    wait: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One message of a provider about one of our payments; `amount` in minor units.

    `reference` is ours. `amount` is the payment's for PAID and REFUSED, else what went back or is in dispute.
    `refund_reference` is ours too, where the provider names the refund.
    """

    provider: str
    event_id: str
    reference: str
    verdict: Verdict
    amount: int
    currency: str
    raw: Mapping[str, Any] = field(default_factory=dict)
    refund_reference: str = ""
    reason: str = ""


class Provider(Protocol):
    code: str
    name: str | Promise
    hint: str | Promise

    def accepts(self, currency: str, country: str) -> bool:
        """Whether a payment in this currency, for a buyer of this country, can be made here and now."""
        ...

    def start(self, payment: Payment) -> Started:
        """Opens the payment there; the same reference again is the same payment.

        Raises ProviderSilent, ProviderRefused.
        """
        ...

    def ask(self, payment: Payment) -> Report | None:
        """What became of it; None while the provider does not know yet. Raises ProviderSilent."""
        ...

    def refund(self, refund: Refund) -> RefundAnswer:
        """Returns the refund's amount, once for its reference. Raises ProviderSilent."""
        ...

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        """What became of a refund; None while the provider does not know. Raises ProviderSilent."""
        ...


_factories: dict[str, tuple[int, Callable[[], Provider]]] = {}


def register(code: str, factory: Callable[[], Provider], *, order: int = 50) -> None:
    """Registering a code again replaces it. Called from the `ready()` of an app."""
    _factories[code] = (order, factory)


def unregister(code: str) -> None:
    _factories.pop(code, None)


def provider(code: str) -> Provider:
    """Raises ProviderUnknown."""
    try:
        return _factories[code][1]()
    except KeyError as error:
        raise ProviderUnknown(code=code) from error


def offered(currency: str, country: str) -> list[Provider]:
    """The ways to pay that a buyer may choose from, in the house's order."""
    known = (factory() for _order, factory in sorted(_factories.values(), key=lambda entry: entry[0]))
    return [one for one in known if one.accepts(currency, country)]


def by_hand() -> dict[str, timedelta]:
    """The providers that are people, not machines, with how long they may take."""
    known = ((code, factory()) for code, (_order, factory) in _factories.items())
    return {code: one.patience for code, one in known if getattr(one, "by_hand", False)}  # type: ignore[attr-defined]


def default(currency: str, country: str) -> str:
    """The first way to pay, where nobody chose. Raises ProviderUnknown when there is none at all."""
    found = offered(currency, country)
    if not found:
        raise ProviderUnknown(code="-")
    return found[0].code
