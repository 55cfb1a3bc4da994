"""Moyasar: invoices with hosted pages, payments, refunds that are only a running sum."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from tests.orders.payments.fakes.server import Call, Fake, Reply

KEY = "Basic " + b64encode(b"sk_test_right:").decode()


@dataclass
class FakeMoyasar(Fake):
    invoices: dict[str, dict[str, Any]] = field(default_factory=dict)
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)

    def answer(self, call: Call) -> Reply:  # noqa: PLR0911  one answer for each route
        if call.headers.get("Authorization") != KEY:
            return 401, {"type": "authentication_error", "message": "Invalid authorization credentials"}
        match call.path.strip("/").split("/")[1:]:
            case ["invoices"] if call.method == "POST":
                return 201, self._invoice(call.json)
            case ["invoices"]:
                wanted = call.query.get("metadata[reference]")
                rows = [one for one in self.invoices.values() if one["metadata"]["reference"] == wanted]
                return 200, {"invoices": rows, "meta": {}}
            case ["invoices", key] if key in self.invoices:
                return 200, self.invoices[key]
            case ["payments", key] if key in self.payments:
                return 200, self.payments[key]
            case ["payments", key, "refund"]:
                return self._refund(self.payments[key], call.json)
        return 404, {"type": "record_not_found", "message": "Object not found"}

    def _invoice(self, body: dict[str, Any]) -> dict[str, Any]:
        key = f"inv-{len(self.invoices) + 1}"
        self.invoices[key] = {
            "id": key,
            "status": "initiated",
            "amount": body["amount"],
            "currency": body["currency"],
            "metadata": body["metadata"],
            "url": f"https://checkout.moyasar.com/invoices/{key}",
            "payments": [],
        }
        return self.invoices[key]

    def _refund(self, row: dict[str, Any], body: dict[str, Any]) -> Reply:
        if row["refunded"] + body["amount"] > row["amount"]:
            return 400, {
                "type": "invalid_request_error",
                "message": "amount exceeds",
                "errors": {"amount": ["x"]},
            }
        row["refunded"] += body["amount"]
        row["status"] = "refunded"
        return 200, row

    def pay(self, invoice: str = "inv-1", *, company: str = "mada", **given: Any) -> dict[str, Any]:
        row = self.invoices[invoice]
        payment = {
            "id": f"pay-{len(self.payments) + 1}",
            "status": "paid",
            "amount": row["amount"],
            "currency": row["currency"],
            "refunded": 0,
            "invoice_id": invoice,
            "metadata": {},
            "source": {"type": "creditcard", "company": company},
            **given,
        }
        self.payments[payment["id"]] = payment
        row["payments"].append(payment)
        if payment["status"] == "paid":
            row["status"] = "paid"
        return payment
