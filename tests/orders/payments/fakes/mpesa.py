"""Daraja: a token, the push, the query."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from tests.orders.payments.fakes.server import Call, Fake, Reply

BASIC = "Basic " + b64encode(b"ck_right:cs_right").decode()


@dataclass
class FakeMpesa(Fake):
    tokens: int = 0
    pushes: list[dict[str, Any]] = field(default_factory=list)
    result: int | None = None  # None: still on the telephone
    lost_ack: bool = False

    def answer(self, call: Call) -> Reply:
        if call.path == "/oauth/v1/generate":
            if call.headers.get("Authorization") != BASIC:
                return 400, {"errorCode": "400.008.01", "errorMessage": "Invalid Authentication passed"}
            self.tokens += 1
            return 200, {"access_token": f"token-{self.tokens}", "expires_in": "3599"}
        if call.headers.get("Authorization") != f"Bearer token-{self.tokens}":
            return 404, {"requestId": "1", "errorCode": "404.001.03", "errorMessage": "Invalid Access Token"}
        if call.path == "/mpesa/stkpush/v1/processrequest":
            return self._push(call.json)
        if call.path == "/mpesa/stkpushquery/v1/query":
            return self._query(call.json)
        return 404, {"errorCode": "404.001.01", "errorMessage": "Resource not found"}

    def _push(self, body: dict[str, Any]) -> Reply:
        self.pushes.append(body)
        if self.lost_ack:
            return 500, b"<html>"
        return 200, {
            "MerchantRequestID": f"29115-34620561-{len(self.pushes)}",
            "CheckoutRequestID": f"ws_CO_{len(self.pushes)}",
            "ResponseCode": "0",
            "ResponseDescription": "Success. Request accepted for processing",
            "CustomerMessage": "Success. Request accepted for processing",
        }

    def _query(self, body: dict[str, Any]) -> Reply:
        if self.result is None:
            return 500, {
                "requestId": "1",
                "errorCode": "500.001.1001",
                "errorMessage": "The transaction is being processed",
            }
        return 200, {
            "ResponseCode": "0",
            "ResponseDescription": "The service request has been accepted successfully",
            "MerchantRequestID": "29115-34620561-1",
            "CheckoutRequestID": body["CheckoutRequestID"],
            "ResultCode": str(self.result),
            "ResultDesc": "said so",
        }


def callback(request: str = "ws_CO_1", *, result: int = 0, amount: Any = 100.0) -> dict[str, Any]:
    told: dict[str, Any] = {
        "MerchantRequestID": "29115-34620561-1",
        "CheckoutRequestID": request,
        "ResultCode": result,
        "ResultDesc": "The service request is processed successfully." if not result else "Request cancelled",
    }
    if not result:
        told["CallbackMetadata"] = {
            "Item": [
                {"Name": "Amount", "Value": amount},
                {"Name": "MpesaReceiptNumber", "Value": "NLJ7RT61SV"},
                {"Name": "Balance"},
                {"Name": "TransactionDate", "Value": 20191219102115},
                {"Name": "PhoneNumber", "Value": 254708374149},
            ]
        }
    return {"Body": {"stkCallback": told}}
