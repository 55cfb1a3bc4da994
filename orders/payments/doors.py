"""The webhook door's words: what comes in, what was read from it, and what a client must be able to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from orders.models import Payment
from orders.payments.exceptions import DoorUnknown, Truncated
from orders.payments.http import load
from orders.providers import Provider, Report


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as it came: header names in small letters, `secret` the part of the path behind our name."""

    body: bytes
    headers: Mapping[str, str]
    now: float
    secret: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a verified letter says. Only that something happened to a payment is believed, never what.

    `reference` is ours where the letter carries it; `there` is the provider's name of the thing it is about;
    `amount` in minor units where the provider tells it in no other place.
    """

    event_id: str
    kind: str
    reference: str = ""
    there: str = ""
    amount: int | None = None
    about_payment: bool = True


class Client(Provider, Protocol):
    """A provider that sends messages."""

    def verify(self, letter: Letter) -> None:
        """Raises Forged, OutOfTime, Truncated."""
        ...

    def read(self, letter: Letter) -> Opened:
        """Of a verified letter. Raises Truncated."""
        ...

    def whose(self, opened: Opened) -> str:
        """Our reference, asked from the provider where the letter does not carry it; "" for a stranger's."""
        ...

    def tell(self, payment: Payment, opened: Opened | None) -> list[Report]:
        """All that is true of a payment now, as the provider says it, in the order in which it happened.

        Raises ProviderSilent.
        """
        ...


_doors: dict[str, Callable[[], Client]] = {}


def open_door(code: str, factory: Callable[[], Client]) -> None:
    _doors[code] = factory


def client(code: str) -> Client:
    """Raises DoorUnknown."""
    try:
        return _doors[code]()
    except KeyError:
        raise DoorUnknown from None


def doors() -> list[str]:
    return sorted(_doors)


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object of a body; raises Truncated."""
    try:
        data = load(body)
    except ValueError as error:
        raise Truncated from error
    if not isinstance(data, dict):
        raise Truncated
    return data


def text(data: Any, *path: str) -> str:
    """The text or number at the end of a path of keys; "" where there is none."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return str(data) if isinstance(data, str | int) and not isinstance(data, bool) else ""
