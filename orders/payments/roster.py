"""Every provider of this room: registered with the orders, its door opened, its fuse told to the health page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from orders import providers
from orders.payments import doors
from orders.payments.base import Base
from orders.payments.breaker import Breaker, State
from orders.payments.clients.bank import BankProvider
from orders.payments.clients.direct import DirectProvider
from orders.payments.clients.moyasar import MoyasarProvider
from orders.payments.clients.mpesa import MpesaProvider
from orders.payments.clients.sandbox import SandboxProvider
from orders.payments.clients.stripe import StripeProvider
from orders.payments.clients.tap import TapProvider
from orders.payments.doors import Client
from orders.providers import Provider

# In the order in which a buyer is offered them: the rails of the Gulf first.
ROSTER: Final[tuple[type[Base], ...]] = (
    MoyasarProvider,
    TapProvider,
    MpesaProvider,
    StripeProvider,
    SandboxProvider,
    BankProvider,
    DirectProvider,
)
SENDERS: Final[tuple[type[Base], ...]] = (
    MoyasarProvider,
    TapProvider,
    MpesaProvider,
    StripeProvider,
    SandboxProvider,
)


def register() -> None:
    """Called by PaymentsConfig.ready()."""
    for place, kind in enumerate(ROSTER, start=1):
        providers.register(kind.code, cast("Callable[[], Provider]", kind), order=place * 10)
    for sender in SENDERS:
        doors.open_door(sender.code, cast("Callable[[], Client]", sender))


def remote() -> list[Base]:
    """Those with a network between them and us."""
    return [kind() for kind in ROSTER if kind.remote]


def degraded() -> dict[str, str]:
    """Fuses that are not closed, for /health/ready."""
    states = {one.code: Breaker(one.code).state for one in remote() if one.configured}
    return {f"payments.{code}": str(state) for code, state in states.items() if state is not State.CLOSED}
