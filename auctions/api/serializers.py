"""What the API takes and gives of lots and bids. Amounts are whole minor units of the sale's currency."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from core.errors import SoukError
from core.money import Money


class BidRequestSerializer(serializers.Serializer[Any]):
    """Either `max_minor`, or `amount` as a person typed it (digits of either script)."""

    key = serializers.UUIDField(help_text="Your own id for this bid. Sent again, it counts once.")
    max_minor = serializers.IntegerField(required=False, min_value=1, max_value=10**15)
    amount = serializers.CharField(required=False, max_length=40)
    seen_total_minor = serializers.IntegerField(
        required=False, help_text="The whole cost that was shown. The bid is refused if it has changed."
    )
    accept_terms = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("amount"):
            try:
                attrs["max_minor"] = Money.parse(attrs["amount"], self.context["currency"]).minor
            except SoukError as error:
                raise serializers.ValidationError({"amount": error.text}, code=error.code) from error
        if "max_minor" not in attrs:
            raise serializers.ValidationError(
                {"max_minor": self.fields["max_minor"].error_messages["required"]}
            )
        return attrs


class BidAnswerSerializer(serializers.Serializer[Any]):
    """The receipt: `seq` and `hash` are the bid's place in the lot's chained log."""

    result = serializers.ChoiceField(choices=["leading", "outbid", "raised"])
    text = serializers.CharField(help_text="The same in one sentence, in the caller's language.")
    lot = serializers.CharField()
    seq = serializers.IntegerField()
    paddle = serializers.CharField()
    max = serializers.IntegerField()
    price = serializers.IntegerField()
    ask = serializers.IntegerField()
    total = serializers.IntegerField()
    reserve = serializers.ChoiceField(choices=["none", "not_met", "met"])
    ends_at = serializers.DateTimeField()
    extended = serializers.BooleanField()
    received_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField()
    hash = serializers.CharField()
    replayed = serializers.BooleanField()
