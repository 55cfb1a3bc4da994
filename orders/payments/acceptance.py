"""Which provider takes which currency from whom: data, read once (data/acceptance.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ANY: Final = "*"
FILE: Final = Path(__file__).with_name("data") / "acceptance.toml"
# Names of rails as they stand on the cards themselves.
RAILS: Final[dict[str, str | Promise]] = {
    "mada": pgettext_lazy("payment rail", "mada"),
    "applepay": pgettext_lazy("payment rail", "Apple Pay"),
    "stcpay": pgettext_lazy("payment rail", "STC Pay"),
    "knet": pgettext_lazy("payment rail", "KNET"),
    "benefit": pgettext_lazy("payment rail", "Benefit"),
    "mpesa": pgettext_lazy("payment rail", "M-Pesa"),
    "card": _("credit card"),
}


@dataclass(frozen=True, slots=True)
class Acceptance:
    currencies: frozenset[str]
    countries: frozenset[str]
    rails: dict[str, list[str]] = field(default_factory=dict)

    def takes(self, currency: str, country: str) -> bool:
        """An unknown country ("") is refused only where a provider serves a few."""
        return _fits(currency, self.currencies) and _fits(country, self.countries)

    def rails_of(self, currency: str) -> list[str]:
        return self.rails.get(currency) or self.rails.get(ANY, [])


@cache
def acceptance(provider: str) -> Acceptance:
    """Raises KeyError for a provider that the table does not name."""
    row = _table()[provider]
    return Acceptance(
        currencies=frozenset(row["currencies"]),
        countries=frozenset(row["countries"]),
        rails=dict(row.get("rails", {})),
    )


def rail_names(provider: str, currency: str) -> list[str]:
    """What to look for there, in the active language."""
    return [str(RAILS[rail]) for rail in acceptance(provider).rails_of(currency)]


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _fits(value: str, known: frozenset[str]) -> bool:
    return ANY in known or value in known
