"""What the API takes and gives of lots and bids. Amounts are whole minor units of the sale's currency."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from auctions import queries
from auctions.models import Lot, Sale
from core.api.fields import BOTH, BilingualField, MoneyField
from core.errors import SoukError
from core.money import Money


class SaleSerializer(serializers.ModelSerializer[Sale]):
    title = BilingualField()
    text = BilingualField()
    terms = BilingualField()
    lot_count = serializers.IntegerField()
    open_count = serializers.IntegerField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Sale
        fields = (
            "slug", "title", "text", "terms", "terms_version", "kind", "state", "currency", "increments", "fees",
            "extension", "starts_at", "first_close_at", "interval_seconds", "lot_count", "open_count", "url",
        )  # fmt: skip

    def get_url(self, sale: Sale) -> str:
        uri: str = self.context["request"].build_absolute_uri(sale.get_absolute_url())
        return uri


class StateSerializer(serializers.Serializer[Any]):
    """What anybody may know of a lot now. Amounts are minor units of `cur`."""

    status = serializers.CharField()
    price = serializers.IntegerField(allow_null=True)
    ask = serializers.IntegerField(help_text="The least that a new bidder must bid.")
    leader = serializers.CharField(allow_null=True, help_text="A paddle, such as P-214; never a name.")
    bids = serializers.IntegerField()
    reserve = serializers.ChoiceField(choices=["none", "not_met", "met"])
    ends_at = serializers.DateTimeField(allow_null=True)
    ext = serializers.IntegerField(help_text="How often the time was extended.")
    cur = serializers.CharField()
    opening = serializers.IntegerField()
    estimate = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    closed = serializers.BooleanField()
    on_hold = serializers.BooleanField()


class MineSerializer(serializers.Serializer[Any]):
    """What only the caller may know."""

    paddle = serializers.CharField(allow_null=True)
    max = serializers.IntegerField(allow_null=True)
    standing = serializers.ChoiceField(choices=["none", "leading", "outbid", "won", "lost"])


class LotSerializer(serializers.ModelSerializer[Lot]):
    sale = serializers.SlugField(source="sale.slug")
    artwork = serializers.IntegerField(source="artwork_id")
    title = serializers.SerializerMethodField()
    wire_id = serializers.CharField(help_text="How the socket names the lot.")
    price = MoneyField("price_minor", currency="sale.currency", help_text="Null: no bid yet.")
    opening = MoneyField("opening_minor", currency="sale.currency")
    estimate_low = MoneyField("estimate_low_minor", currency="sale.currency")
    estimate_high = MoneyField("estimate_high_minor", currency="sale.currency")
    state = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Lot
        fields = (
            "id", "wire_id", "sale", "number", "artwork", "title", "status", "price", "opening", "estimate_low",
            "estimate_high", "ends_at", "bid_count", "seq", "state", "url",
        )  # fmt: skip

    @extend_schema_field(BOTH)
    def get_title(self, lot: Lot) -> dict[str, str]:
        work = lot.artwork
        return {"ar": work.title_ar or "", "en": work.title_en or ""}

    @extend_schema_field(StateSerializer)
    def get_state(self, lot: Lot) -> dict[str, Any]:
        return queries.public_state(lot)

    def get_url(self, lot: Lot) -> str:
        uri: str = self.context["request"].build_absolute_uri(lot.get_absolute_url())
        return uri


class OwnLotSerializer(LotSerializer):
    """A lot the caller has bid on."""

    own_max = MoneyField("own_max", currency="sale.currency")
    standing = serializers.SerializerMethodField()

    class Meta:
        model = Lot
        fields = (*LotSerializer.Meta.fields, "own_max", "standing")

    @extend_schema_field(serializers.ChoiceField(choices=["leading", "outbid", "won", "lost"]))
    def get_standing(self, lot: Lot) -> str:
        return str(queries.standing_on(lot))


class EventSerializer(serializers.Serializer[Any]):
    """One numbered, chained event of a lot, as it also goes over the socket."""

    t = serializers.CharField()
    lot = serializers.CharField()
    seq = serializers.IntegerField()
    type = serializers.CharField()
    at = serializers.DateTimeField()
    prev = serializers.CharField()
    hash = serializers.CharField()
    commitment = serializers.CharField()
    d = serializers.DictField()


class CatchUpSerializer(serializers.Serializer[Any]):
    events = EventSerializer(many=True)
    seq = serializers.IntegerField()
    state = StateSerializer()
    server_time = serializers.DateTimeField()
    me = MineSerializer(required=False)


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
