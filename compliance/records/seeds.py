"""Who receives data, as the settings tell: data/processors.toml against what is switched on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

DATA: Final = Path(__file__).with_name("data") / "processors.toml"
ALL: Final = "*"
_SETTING: Final = "setting:"
_SIGN_IN: Final = "sign_in:"


@dataclass(frozen=True, slots=True)
class Seed:
    """`fields` of the Processor; `transfer` those of its Transfer, None for what stays in the Kingdom."""

    code: str
    fields: Mapping[str, Any]
    transfer: Mapping[str, Any] | None


def seeds(topics: list[str]) -> list[Seed]:
    """Those that are switched on now; `topics` is what "*" stands for."""
    return [_seed(code, row, topics) for code, row in _rows().items() if _switched_on(row["when"])]


def _seed(code: str, row: Mapping[str, Any], topics: list[str]) -> Seed:
    country = _text(row["country"])
    fields = {
        "kind": row["kind"],
        "name": _text(row["name"]),
        "country": country,
        "topics": topics if row["topics"] == [ALL] else row["topics"],
        **{name: row[name] for name in ("purpose_ar", "purpose_en", "data_ar", "data_en")},
        **{name: row.get(name, "") for name in ("contact_email", "contact_url", "sub_processors")},
    }
    transfer = {
        "country": country,
        "purpose": row.get("transfer", "obligation"),
        "continuous": row.get("continuous", False),
    }
    return Seed(code, fields, None if country == "SA" else transfer)


def _text(value: str) -> str:
    """As it stands, or what the named setting holds."""
    return str(getattr(settings, value.removeprefix(_SETTING))) if value.startswith(_SETTING) else value


def _switched_on(when: str) -> bool:
    if when == "always":
        return True
    if when == "object_storage":
        return _object_storage()
    if when.startswith(_SIGN_IN):
        provider = settings.SOCIALACCOUNT_PROVIDERS.get(when.removeprefix(_SIGN_IN), {})
        return bool(provider.get("APPS"))
    return bool(getattr(settings, when, ""))


def _object_storage() -> bool:
    """A store that is no folder of our own machines."""
    backends = (str(settings.STORAGES[name]["BACKEND"]) for name in ("default", "originals"))  # type: ignore[index]
    return any(backend.startswith("storages.backends.") for backend in backends)


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
