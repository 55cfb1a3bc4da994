"""Tap: charges and refunds with decimals in major units, and its hashstring."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.orders.payments.fakes.server import Call, Fake, Reply

SECRET = "sk_test_right"
PLACES = {"KWD": 3, "BHD": 3, "OMR": 3}


@dataclass
class FakeTap(Fake):
    charges: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    refund_status: str = "REFUNDED"

    def answer(self, call: Call) -> Reply:
        if call.headers.get("Authorization") != f"Bearer {SECRET}":
            return 401, {"errors": [{"code": "2107", "description": "Unauthorized"}]}
        match call.path.strip("/").split("/")[1:]:
            case ["charges"]:
                return 200, written(self._charge(call))
            case ["charges", key] if key in self.charges:
                return 200, written(self.charges[key])
            case ["refunds"]:
                return self._refund(call)
            case ["refunds", "list"]:
                rows = [one for one in self.refunds if one["charge_id"] in call.json["charges"]]
                return 200, written({"refunds": rows})
        return 404, {"errors": [{"code": "1101", "description": "Charge not found"}]}

    def _charge(self, call: Call) -> dict[str, Any]:
        body = json.loads(call.body, parse_float=Decimal)
        reference = body["reference"]["idempotent"]
        for row in self.charges.values():
            if row["reference"]["transaction"] == reference:
                return row
        key = f"chg_{len(self.charges) + 1}"
        self.charges[key] = {
            "id": key,
            "object": "charge",
            "amount": body["amount"],
            "currency": body["currency"],
            "status": "INITIATED",
            "reference": {"transaction": reference},
            "transaction": {"created": "1700000000000", "url": f"https://checkout.tap.company/{key}"},
        }
        return self.charges[key]

    def _refund(self, call: Call) -> Reply:
        body = json.loads(call.body, parse_float=Decimal)
        charge = self.charges[body["charge_id"]]
        gone = sum((one["amount"] for one in self.refunds if one["charge_id"] == charge["id"]), Decimal(0))
        if gone + body["amount"] > charge["amount"]:
            return 400, {"errors": [{"code": "1108", "description": "Refund amount is more"}]}
        row = {
            "id": f"re_{len(self.refunds) + 1}",
            "object": "refund",
            "charge_id": charge["id"],
            "amount": body["amount"],
            "currency": body["currency"],
            "status": self.refund_status,
            "reference": body["reference"],
            "created": "1700000000001",
        }
        self.refunds.append(row)
        return 200, written(row)

    def pay(self, key: str = "chg_1", status: str = "CAPTURED") -> dict[str, Any]:
        row = self.charges[key]
        row["status"] = status
        row["reference"] |= {"gateway": "gw1", "payment": "py1"}
        row["source"] = {"payment_method": "KNET"}
        return row


def written(data: Any) -> bytes:
    """JSON in which an amount has all its digits, as Tap writes it: 1.500."""
    text = json.dumps(data, default=lambda value: f"#{value}#")
    return re.sub(r'"#([0-9.]+)#"', r"\1", text).encode()


def signed(row: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    """The webhook of a charge or refund: body and headers."""
    places = PLACES.get(row["currency"], 2)
    amount = f"{Decimal(row['amount']):.{places}f}"
    reference = row.get("reference", {})
    created = row.get("transaction", {}).get("created") or row.get("created", "")
    text = (
        f"x_id{row['id']}x_amount{amount}x_currency{row['currency']}"
        f"x_gateway_reference{reference.get('gateway', '')}x_payment_reference{reference.get('payment', '')}"
        f"x_status{row['status']}x_created{created}"
    )
    return written(row), {"hashstring": hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()}
