"""The receipt as the API tells it: the same object as page, print and mail."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import BOTH, MONEY, money_json
from core.money import Money
from mailing.bilingual import Bilingual
from orders.models import Order
from orders.receipts import receipt_of


@extend_schema_field(BOTH)
class Both(serializers.DictField):
    pass


@extend_schema_field(MONEY)
class Amount(serializers.DictField):
    pass


class ReceiptLineSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    what = Both()
    net = Amount()
    vat = Amount()
    gross = Amount()


class ReceiptRateSerializer(serializers.Serializer[Any]):
    percent = serializers.CharField()
    net = Amount()
    vat = Amount()


class ReceiptSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    buyer = Both()
    seller = Both()
    seller_vat_number = serializers.CharField(allow_blank=True)
    placed_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField()
    lines = ReceiptLineSerializer(many=True)
    rates = ReceiptRateSerializer(many=True)
    net = Amount()
    vat = Amount()
    total = Amount()


def receipt_json(order: Order) -> dict[str, Any]:
    receipt = receipt_of(order)
    return {
        "number": receipt.number,
        "buyer": _both(receipt.buyer),
        "seller": _both(receipt.seller),
        "seller_vat_number": receipt.seller_vat_number,
        "placed_at": receipt.placed_at,
        "paid_at": receipt.paid_at,
        "lines": [
            {"kind": str(line.kind), "what": _both(line.what), **_sums(line.net, line.vat, gross=line.gross)}
            for line in receipt.lines
        ],
        "rates": [{"percent": rate.percent, **_sums(rate.net, rate.vat)} for rate in receipt.rates],
        **_sums(receipt.net, receipt.vat, total=receipt.total),
    }


def _both(text: Bilingual) -> dict[str, str]:
    return {"ar": text.ar, "en": text.en}


def _sums(net: Money, vat: Money, **more: Money) -> dict[str, Any]:
    return {name: money_json(money) for name, money in {"net": net, "vat": vat, **more}.items()}
