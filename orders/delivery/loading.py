"""The price list of the house, from data/rates.toml into the tables. The first migration calls it too."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from core.money import EXPONENTS, Money

DATA: Final = Path(__file__).parent / "data" / "rates.toml"


@dataclass(frozen=True, slots=True)
class Tables:
    """The model classes to write with: the real ones, or a migration's."""

    zone: Any
    card: Any
    rate: Any
    crate: Any
    insurance: Any


def read() -> Mapping[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@transaction.atomic
def write(tables: Tables, data: Mapping[str, Any]) -> Any:
    """The house's list, once: when one is in use already, nothing is touched. Gives the list in use."""
    if known := tables.card.objects.filter(seller__isnull=True, active=True).first():
        return known
    zones = {entry["code"]: _zone(tables, position, entry) for position, entry in enumerate(data["zones"])}
    card = tables.card.objects.create(
        seller=None, name=data["name"], pickup=data["pickup"], volume_divisor=data["volume_divisor"]
    )
    tables.rate.objects.bulk_create(
        tables.rate(card=card, zone=zones[entry["zone"]], **row)
        for entry in data["rates"]
        for row in _rates(entry)
    )
    tables.crate.objects.bulk_create(tables.crate(card=card, **row) for row in _crates(data["crates"]))
    tables.insurance.objects.bulk_create(
        tables.insurance(card=card, **row) for row in _insurance(data["insurance"])
    )
    return card


def _zone(tables: Tables, position: int, entry: Mapping[str, Any]) -> Any:
    found, _made = tables.zone.objects.get_or_create(
        code=entry["code"],
        defaults={
            "name_ar": entry["ar"],
            "name_en": entry["en"],
            "position": (position + 1) * 10,
            "same_country": entry.get("same_country", False),
            "same_city": entry.get("same_city", False),
            **{key: entry.get(key, []) for key in ("origins", "countries", "regions", "cities")},
        },
    )
    return found


def _rates(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for currency in _currencies(entry):
        for (side, kilograms), price in zip(entry["bands"], entry[currency], strict=True):
            yield {
                "method": entry["method"],
                "currency": currency,
                "side_cm": side,
                "weight_g": kilograms * 1_000,
                "price": _minor(price, currency),
                "days_min": entry["days"][0],
                "days_max": entry["days"][1],
            }


def _crates(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for currency in _currencies(entry):
        for side, price in zip(entry["bands"], entry[currency], strict=True):
            yield {"currency": currency, "side_cm": side, "price": _minor(price, currency)}


def _insurance(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for currency, minimum in entry["minimum"].items():
        limit = _minor(entry["limit"][currency], currency)
        yield {
            "currency": currency,
            "bps": entry["bps"],
            "minimum": _minor(minimum, currency),
            "limit": limit,
        }


def _currencies(entry: Mapping[str, Any]) -> list[str]:
    return [key for key in entry if key in EXPONENTS]


def _minor(major: int | str, currency: str) -> int:
    """Raises AmountTooPrecise when the data has more decimals than the currency."""
    return Money.of(Decimal(major), currency).minor
