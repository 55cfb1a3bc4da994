"""What a provider is, and what it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from mailing.models import EmailMessage


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took it; from here it is theirs."""

    provider_id: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Nothing left the house: staff read it at /staff/mail/."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now. `after` is the provider's own wish, else our back-off decides."""

    error: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Never: the message itself is at fault."""

    error: str


@dataclass(frozen=True, slots=True)
class Unwanted:
    """No provider was asked: the reader does not agree to this kind of mail any more."""


Outcome = Accepted | Kept | Retry | Refused | Unwanted


class Provider(Protocol):
    code: str

    def send(self, message: EmailMessage) -> Outcome:
        """One try, with a time-out of its own; raises nothing that the network can cause."""
        ...
