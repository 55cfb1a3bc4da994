"""Who carries the work. One small interface; the default is a person who types the number of the label.

A carrier with a service of its own registers here under its code and answers `book`, `label` and `track`;
nothing else in the room knows a carrier. Names and tracking pages are data (data/carriers.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote

from core.bidi import clean_line
from core.digits import western
from orders.address_forms import Words
from orders.delivery.exceptions import CarrierUnknown, TrackingNumberInvalid
from orders.delivery.models import Shipment

DATA: Final = Path(__file__).parent / "data" / "carriers.toml"
MANUAL: Final = "manual"
OWN: Final = "own"
ANY_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9 /-]{2,38}[A-Z0-9]")


@dataclass(frozen=True, slots=True)
class CarrierFacts:
    """What the data says of a carrier."""

    code: str
    name: Words
    url: str
    number: str
    example: str
    untracked: bool = False

    def read_number(self, typed: str) -> str:
        """The tracking number as it is kept; "" where none is needed. Raises TrackingNumberInvalid."""
        number = western(clean_line(typed)).upper()
        if self.untracked or not number:
            return ""
        if self.number:
            number = re.sub(r"[\s-]", "", number)
        fits = re.fullmatch(self.number, number) if self.number else ANY_NUMBER.fullmatch(number)
        if not fits:
            raise TrackingNumberInvalid(typed=typed[:40], carrier=self.name, example=self.example)
        return number

    def link(self, number: str) -> str:
        """The carrier's own page about this parcel; "" where there is none."""
        return self.url.replace("{number}", quote(number, safe="")) if self.url and number else ""


@dataclass(frozen=True, slots=True)
class Booking:
    """What a carrier answers to an order: the number, and the link to follow it."""

    tracking_number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """What a carrier reports; `code` is a TrackingCode, `at` aware."""

    code: str
    at: datetime
    place: str = ""
    note_ar: str = ""
    note_en: str = ""


class Carrier(Protocol):
    """A carrier's service. A call may raise core.errors.Busy: nothing follows from silence."""

    @property
    def code(self) -> str: ...

    def book(self, shipment: Shipment) -> Booking:
        """Orders the collection; the same shipment again gives the same booking."""
        ...

    def label(self, shipment: Shipment) -> bytes | None:
        """The carrier's own label as PDF; None: ours is used."""
        ...

    def track(self, shipment: Shipment) -> Sequence[Station]:
        """Every station that the carrier knows of, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class ByHand:
    """No network: somebody takes the parcel to the counter and types what the label says."""

    code: str

    def book(self, shipment: Shipment) -> Booking:
        return Booking(shipment.tracking_number, facts(self.code).link(shipment.tracking_number))

    def label(self, shipment: Shipment) -> bytes | None:
        del shipment
        return None

    def track(self, shipment: Shipment) -> Sequence[Station]:
        del shipment
        return ()


_registered: dict[str, Carrier] = {}


def register(carrier: Carrier) -> None:
    """A carrier with a service of its own, in the place of the typed number."""
    _registered[carrier.code] = carrier


def with_service() -> list[str]:
    """The carriers that can be asked where a parcel is."""
    return sorted(_registered)


def carrier(code: str) -> Carrier:
    """Raises CarrierUnknown."""
    facts(code)
    return _registered.get(code) or ByHand(code)


def facts(code: str) -> CarrierFacts:
    """Raises CarrierUnknown."""
    try:
        return known()[code]
    except KeyError as error:
        raise CarrierUnknown from error


def tracking_link(shipment: Shipment) -> str:
    found = known().get(shipment.carrier)
    return found.link(shipment.tracking_number) if found else ""


@cache
def known() -> Mapping[str, CarrierFacts]:
    """Every carrier of the data, in its order."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        code: CarrierFacts(
            code,
            Words(row["ar"], row["en"]),
            row["url"],
            row["number"],
            row["example"],
            row.get("untracked", False),
        )
        for code, row in data.items()
    }
