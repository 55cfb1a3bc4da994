"""The authority's API: clearance of standard documents, reporting of simplified ones (Developer Portal V2)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Self

import requests
from django.conf import settings

from orders.invoicing.enums import Outcome
from orders.invoicing.filing.interface import Answer, Remark, Way
from orders.invoicing.stamps import Unit

LONGEST_BODY: Final = 20_000
OK, WITH_REMARKS, SEE_OTHER, BAD, KNOWN_ALREADY = 200, 202, 303, 400, 409
OUTCOMES: Final = {
    OK: Outcome.ACCEPTED,
    WITH_REMARKS: Outcome.REMARKS,
    SEE_OTHER: Outcome.REDIRECTED,
    BAD: Outcome.REFUSED,
    # Handed in before, and the answer was lost on its way back to us.
    KNOWN_ALREADY: Outcome.REMARKS,
}


@dataclass(frozen=True, slots=True)
class Authority:
    """`token` and `secret` are those of the unit's production certificate (CSID)."""

    base: str
    token: str
    secret: str
    timeout: int

    @classmethod
    def of(cls, unit: Unit) -> Self:
        return cls(settings.ZATCA_API, unit.token, unit.secret, settings.ZATCA_TIMEOUT)

    def file(self, *, way: Way, xml: bytes, hashed: str, uuid: str) -> Answer | None:
        """One attempt. Silence, a wrong password and trouble at the other end are no refusal."""
        body = {"invoiceHash": hashed, "uuid": uuid, "invoice": base64.b64encode(xml).decode()}
        try:
            reply = requests.post(
                f"{self.base}/invoices/{way}/single",
                json=body,
                auth=(self.token, self.secret),
                headers=self._headers(way),
                timeout=self.timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return Answer(way, Outcome.SILENT, body=type(error).__name__)
        return _read(way, reply)

    def _headers(self, way: Way) -> dict[str, str]:
        headers = {"Accept": "application/json", "Accept-Version": "V2", "Accept-Language": "en"}
        if way == "clearance":
            headers["Clearance-Status"] = "1"
        return headers


def _read(way: Way, reply: requests.Response) -> Answer:
    outcome = OUTCOMES.get(reply.status_code, Outcome.SILENT)
    said = _json(reply)
    return Answer(
        way=way,
        outcome=outcome,
        status=reply.status_code,
        remarks=list(_remarks(said)),
        body=reply.text[:LONGEST_BODY].replace("\x00", ""),
        cleared=_cleared(said) if outcome in {Outcome.ACCEPTED, Outcome.REMARKS} else b"",
    )


def _json(reply: requests.Response) -> dict[str, Any]:
    try:
        said = json.loads(reply.content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _remarks(said: dict[str, Any]) -> Iterator[Remark]:
    results = said.get("validationResults")
    if not isinstance(results, dict):
        return
    for kind in ("errorMessages", "warningMessages"):
        for one in results.get(kind) or []:
            if isinstance(one, dict):
                yield Remark(*(str(one.get(name, ""))[:500] for name in ("type", "code", "message")))


def _cleared(said: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(str(said.get("clearedInvoice") or ""), validate=True)
    except binascii.Error:
        return b""
