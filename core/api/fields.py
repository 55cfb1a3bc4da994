"""How the API writes what the house has everywhere: texts in both languages, and money."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.money import EXPONENTS, Money

BOTH = {
    "type": "object",
    "properties": {"ar": {"type": "string"}, "en": {"type": "string"}},
    "required": ["ar", "en"],
}
MONEY = {
    "type": "object",
    "nullable": True,
    "properties": {
        "minor": {"type": "integer", "format": "int64"},
        "currency": {"type": "string"},
        "exponent": {"type": "integer"},
        "text": {"type": "string"},
    },
    "required": ["minor", "currency", "exponent", "text"],
}


@extend_schema_field(BOTH)
class BilingualField(serializers.Field):  # type: ignore[type-arg]
    """A text that exists in both languages; an empty string where one is not written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Any) -> dict[str, str]:
        name = self.field_name
        return {language: getattr(value, f"{name}_{language}") or "" for language in ("ar", "en")}


@extend_schema_field(MONEY)
class MoneyField(serializers.Field):  # type: ignore[type-arg]
    """Whole minor units with their currency, and how a person reads them; null where there is no amount."""

    def __init__(self, column: str, *, currency: str = "currency", **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)
        self.column, self.currency = column, currency.split(".")

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        minor = getattr(value, self.column)
        for part in self.currency:
            value = getattr(value, part)
        return None if minor is None else money_json(Money(minor, value))


def money_json(money: Money) -> dict[str, Any]:
    return {
        "minor": money.minor,
        "currency": money.currency,
        "exponent": EXPONENTS[money.currency],
        "text": money.text(),
    }
