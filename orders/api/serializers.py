"""Orders as phones see them: amounts with their currency, states as code and word, texts in both languages."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import BOTH, BilingualField, MoneyField
from orders import providers, queries, rules
from orders.addresses import PostalAddress
from orders.delivery.models import Address
from orders.enums import LineKind, OrderState
from orders.models import Order, OrderLine, OrderStep, Payment, Refund

ADDRESS_FIELDS = tuple(PostalAddress.__dataclass_fields__)


STATE = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "text": {"type": "string"}},
    "required": ["code", "text"],
}


@extend_schema_field(STATE)
class StateField(serializers.Field):  # type: ignore[type-arg]
    """A stable code, and the word for it in the caller's language."""

    def __init__(self, *, source: str = "status", **options: Any) -> None:
        super().__init__(source=source, read_only=True, **options)

    def to_representation(self, value: Any) -> dict[str, str]:
        return {"code": str(value), "text": str(value.label)}


class LineSerializer(serializers.ModelSerializer[OrderLine]):
    description = BilingualField()
    kind = serializers.SerializerMethodField()
    net = MoneyField("net", currency="order.currency")
    vat = MoneyField("vat", currency="order.currency")
    gross = MoneyField("gross", currency="order.currency")

    class Meta:
        model = OrderLine
        fields = ("position", "kind", "source", "description", "net", "vat_bps", "vat", "gross", "supplier")

    @extend_schema_field(STATE)
    def get_kind(self, line: OrderLine) -> dict[str, str]:
        return {"code": line.kind, "text": str(LineKind(line.kind).label)}


class OrderSerializer(serializers.ModelSerializer[Order]):
    """A row of a list."""

    state = StateField()
    seller = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    total = MoneyField("total")
    refunded = MoneyField("refunded")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = (
            "number", "state", "origin", "title", "seller", "total", "refunded", "placed_at", "due_at", "paid_at",
            "promised_at", "url",
        )  # fmt: skip

    @extend_schema_field(BOTH)
    def get_seller(self, order: Order) -> dict[str, str]:
        return {"ar": order.seller_name_ar, "en": order.seller_name_en}

    @extend_schema_field(BOTH)
    def get_title(self, order: Order) -> dict[str, str]:
        """What the first line sells."""
        first = order.lines.all()[0]
        return {"ar": first.description_ar, "en": first.description_en}

    def get_url(self, order: Order) -> str:
        uri: str = self.context["request"].build_absolute_uri(order.get_absolute_url())
        return uri


class SoldOrderSerializer(OrderSerializer):
    """A row of what a seller's people sold; the buyer by the name that stands on the bill."""

    buyer = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = (*OrderSerializer.Meta.fields, "buyer")

    @extend_schema_field(BOTH)
    def get_buyer(self, order: Order) -> dict[str, str]:
        return {"ar": order.buyer_name_ar, "en": order.buyer_name_en}


class StepSerializer(serializers.ModelSerializer[OrderStep]):
    """One move of the order, as both sides read it."""

    after = serializers.SerializerMethodField()
    side = serializers.SerializerMethodField()

    class Meta:
        model = OrderStep
        fields = ("at", "after", "side", "reason", "note")

    @extend_schema_field(STATE)
    def get_after(self, step: OrderStep) -> dict[str, str]:
        return {"code": step.after, "text": str(OrderState(step.after).label)}

    @extend_schema_field(STATE)
    def get_side(self, step: OrderStep) -> dict[str, str]:
        return {"code": step.side, "text": str(step.get_side_display())}


class PaymentSerializer(serializers.ModelSerializer[Payment]):
    """`unknown` is not failed: the bank has not answered yet."""

    state = StateField()
    amount = MoneyField("amount")

    class Meta:
        model = Payment
        fields = (
            "reference",
            "provider",
            "provider_reference",
            "state",
            "reason",
            "amount",
            "created_at",
            "settled_at",
        )


class RefundSerializer(serializers.ModelSerializer[Refund]):
    state = StateField()
    amount = MoneyField("amount")
    reason = serializers.CharField()

    class Meta:
        model = Refund
        fields = ("reference", "state", "reason", "amount", "asked_at", "settled_at")


class WaySerializer(serializers.Serializer[Any]):
    """A way to pay that is open for this order."""

    code = serializers.CharField()
    name = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)


class OrderDetailSerializer(SoldOrderSerializer):
    """Everything that the order's page shows. `ways` and `may_cancel` are the caller's."""

    lines = LineSerializer(many=True)
    net = MoneyField("net")
    vat = MoneyField("vat")
    steps = StepSerializer(many=True)
    payments = serializers.SerializerMethodField()
    refunds = RefundSerializer(many=True)
    ship_to = serializers.SerializerMethodField()
    ways = serializers.SerializerMethodField()
    may_cancel = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = (
            *SoldOrderSerializer.Meta.fields,
            "delivery", "shipped_at", "delivered_at", "withdraw_until", "completed_at", "net", "vat", "lines",
            "steps", "payments", "refunds", "ship_to", "ways", "may_cancel",
        )  # fmt: skip

    @extend_schema_field(PaymentSerializer(many=True))
    def get_payments(self, order: Order) -> list[dict[str, Any]]:
        """The buyer's own; what a bank said to a buyer is not the seller's business."""
        user = self.context["request"].user
        if not (rules.may_pay(user, order) or rules.may_handle(user)):
            return []
        payments = [part.payment for part in order.parts.all()]
        return list(PaymentSerializer(payments, many=True, context=self.context).data)

    @extend_schema_field({"type": "array", "items": {"type": "string"}, "description": "As on an envelope."})
    def get_ship_to(self, order: Order) -> list[str]:
        address = order.ship_address
        return address.lines() if address else []

    @extend_schema_field(WaySerializer(many=True))
    def get_ways(self, order: Order) -> list[dict[str, str]]:
        if not order.status.payable or not rules.may_pay(self.context["request"].user, order):
            return []
        offered = providers.offered(order.currency, order.country)
        return [{"code": way.code, "name": str(way.name), "hint": str(way.hint)} for way in offered]

    def get_may_cancel(self, order: Order) -> bool:
        may = rules.may_cancel(self.context["request"].user, order)
        return order.status.payable and may and queries.open_payment(order) is None


class StartSerializer(serializers.Serializer[Any]):
    provider = serializers.CharField(
        required=False, max_length=20, help_text="One of the order's `ways`; the first one without it."
    )


class StartedSerializer(PaymentSerializer):
    """Where the person pays. Without an address: wait, and ask with `check`."""

    url = serializers.CharField(allow_blank=True)

    class Meta:
        model = Payment
        fields = (*PaymentSerializer.Meta.fields, "url")


class CancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=200)


class AddressSerializer(serializers.ModelSerializer[Address]):
    """An address of one's own book; a country's own form is checked when it is saved, a sentence a field."""

    lines = serializers.SerializerMethodField()

    class Meta:
        model = Address
        fields = ("id", "label", "is_default", *ADDRESS_FIELDS, "lines")
        extra_kwargs: ClassVar[dict[str, dict[str, Any]]] = {
            name: {"required": False, "allow_blank": True} for name in ADDRESS_FIELDS
        }

    @extend_schema_field({"type": "array", "items": {"type": "string"}, "description": "As on an envelope."})
    def get_lines(self, address: Address) -> list[str]:
        return address.postal.lines()
