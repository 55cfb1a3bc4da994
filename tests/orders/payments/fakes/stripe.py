"""Stripe: checkout sessions, payment intents, refunds, disputes, idempotency keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.orders.payments.fakes.server import Call, Fake, Reply


@dataclass
class FakeStripe(Fake):
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    intents: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    disputes: list[dict[str, Any]] = field(default_factory=list)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    refund_status: str = "succeeded"

    def answer(self, call: Call) -> Reply:
        if call.headers.get("Authorization") != "Bearer sk_test_right":
            return 401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key"}}
        key = call.headers.get("Idempotency-Key", "") if call.method == "POST" else ""
        if key in self.keys:
            known = self.keys[key]
            if known["form"] != call.form:
                return 400, {"error": {"type": "idempotency_error", "message": "Keys for other parameters"}}
            return 200, known["answer"]
        status, data = self._route(call)
        if key and status == 200:
            self.keys[key] = {"form": call.form, "answer": data}
        return status, data

    def _route(self, call: Call) -> Reply:  # noqa: PLR0911  one answer for each route
        match call.path.strip("/").split("/")[1:]:
            case ["checkout", "sessions"]:
                return 200, self._session(call.form)
            case ["checkout", "sessions", key] if key in self.sessions:
                session = self.sessions[key]
                return 200, {**session, "payment_intent": self.intents[session["payment_intent"]]}
            case ["payment_intents", key] if key in self.intents:
                return 200, self.intents[key]
            case ["refunds"] if call.method == "GET":
                rows = [one for one in self.refunds if one["payment_intent"] == call.query["payment_intent"]]
                return 200, {"object": "list", "data": rows[::-1], "has_more": False}
            case ["refunds"]:
                return self._refund(call.form)
            case ["disputes"]:
                return 200, {"object": "list", "data": self.disputes[::-1], "has_more": False}
        return 404, {
            "error": {"type": "invalid_request_error", "code": "resource_missing", "message": "No such"}
        }

    def _session(self, form: dict[str, str]) -> dict[str, Any]:
        number = len(self.sessions) + 1
        amount = int(form["line_items[0][price_data][unit_amount]"])
        currency = form["line_items[0][price_data][currency]"]
        reference = form["payment_intent_data[metadata][reference]"]
        self.intents[f"pi_{number}"] = {
            "id": f"pi_{number}",
            "object": "payment_intent",
            "amount": amount,
            "amount_received": 0,
            "currency": currency,
            "status": "requires_payment_method",
            "metadata": {"reference": reference},
        }
        session = {
            "id": f"cs_test_{number}",
            "object": "checkout.session",
            "status": "open",
            "url": f"https://checkout.stripe.com/c/pay/cs_test_{number}",
            "payment_intent": f"pi_{number}",
            "client_reference_id": form["client_reference_id"],
        }
        self.sessions[session["id"]] = session
        return session

    def _refund(self, form: dict[str, str]) -> Reply:
        intent = self.intents[form["payment_intent"]]
        gone = sum(one["amount"] for one in self.refunds if one["payment_intent"] == intent["id"])
        if gone + int(form["amount"]) > intent["amount_received"]:
            error = {
                "type": "invalid_request_error",
                "code": "charge_already_refunded",
                "message": "Too much",
            }
            return 400, {"error": error}
        row = {
            "id": f"re_{len(self.refunds) + 1}",
            "object": "refund",
            "amount": int(form["amount"]),
            "currency": intent["currency"],
            "payment_intent": intent["id"],
            "status": self.refund_status,
            "metadata": {"refund": form["metadata[refund]"]},
        }
        self.refunds.append(row)
        return 200, row

    def pay(self, *, amount: int | None = None, session: str = "cs_test_1") -> dict[str, Any]:
        row = self.sessions[session]
        intent = self.intents[row["payment_intent"]]
        intent |= {"status": "succeeded", "amount_received": amount or intent["amount"]}
        row["status"] = "complete"
        return intent

    def decline(self, session: str = "cs_test_1") -> None:
        intent = self.intents[self.sessions[session]["payment_intent"]]
        intent["last_payment_error"] = {"code": "card_declined", "decline_code": "insufficient_funds"}

    def dispute(self, status: str, amount: int) -> None:
        self.disputes[:] = [
            {"id": "dp_1", "object": "dispute", "amount": amount, "status": status, "reason": "fraudulent"}
        ]
