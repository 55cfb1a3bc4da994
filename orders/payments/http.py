"""One provider's HTTP: time limits on every step, repeats only where a repeat is harmless, a fuse.

An answer of 2xx or 4xx is the provider's word. Everything else (no connection, no answer in time, 5xx, 429,
something that is no JSON) is its silence: ProviderSilent, from which nothing follows.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from orders.payments.breaker import Breaker
from orders.providers import ProviderRefused, ProviderSilent

TRIES: Final = 3
FIRST_WAIT: Final = 0.3  # seconds; doubled for each try, and anything between nothing and that is taken
LARGEST_ANSWER: Final = 1_000_000  # bytes
PIECE: Final = 16_384
REDIRECT: Final = 300
CLIENT: Final = 400
SERVER: Final = 500
SILENT: Final = frozenset({408, 425, 429})
KEY_TROUBLE: Final = frozenset({401, 403})
_EXACT: Final = re.compile(r'"\\u0000(-?[0-9.]+)\\u0000"')


class Answered(ProviderRefused):
    """The provider said no; `data` is how it put it."""

    def __init__(self, status: int, data: Any) -> None:
        super().__init__(f"{status} {reason_in(data)}".strip())
        self.status = status
        self.data = data


class Resting(ProviderSilent):
    """The fuse is open: no call was made."""


@dataclass(slots=True)
class Api:
    code: str
    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    auth: tuple[str, str] | None = None
    spoken: frozenset[str] = frozenset()  # error codes that are words, though they come as HTTP 5xx
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    def get(self, path: str, params: Mapping[str, str] | None = None, **given: Any) -> Any:
        """Raises ProviderSilent, Answered."""
        return self.call("GET", path, params=params, again=True, **given)

    def post(self, path: str, body: Any, *, again: bool = False, **given: Any) -> Any:
        """`again` says that the provider knows a repeat when it sees one. Raises ProviderSilent, Answered."""
        return self.call("POST", path, body=body, again=again, **given)

    def call(self, method: str, path: str, *, again: bool, **given: Any) -> Any:
        breaker = Breaker(self.code)
        if not breaker.admit():
            raise Resting
        end = self.clock() + settings.PAYMENT_DEADLINE
        call = f"{method} {path.partition('?')[0]}"
        for attempt in range(TRIES if again else 1):
            if attempt and not self._waited(attempt, end):
                break
            try:
                data = self._once(method, path, end=end, **given)
            except ProviderSilent as silence:
                error = str(silence)
                continue
            except Answered as refusal:
                self._heard(breaker, call, refusal)
                raise
            breaker.good()
            return data
        breaker.bad(call, error)
        raise ProviderSilent(error)

    def _heard(self, breaker: Breaker, call: str, refusal: Answered) -> None:
        """A refused key refuses everybody: that is a provider out of order, not a buyer out of luck."""
        if refusal.status in KEY_TROUBLE:
            breaker.bad(call, str(refusal))
        else:
            breaker.good()
            breaker.note(call, str(refusal))

    def _waited(self, attempt: int, end: float) -> bool:
        wait = self.chance() * FIRST_WAIT * 2**attempt
        if self.clock() + wait >= end:
            return False
        self.sleep(wait)
        return True

    def _once(self, method: str, path: str, *, end: float, **given: Any) -> Any:
        left = end - self.clock()
        if left <= 0:
            raise ProviderSilent("no time left")
        limits = (min(settings.PAYMENT_CONNECT_TIMEOUT, left), min(settings.PAYMENT_READ_TIMEOUT, left))
        try:
            with requests.request(
                method,
                f"{self.base}{path}",
                params=given.get("params"),
                data=dump(given["body"]) if "body" in given else None,
                headers={**self._heads(given), **self.headers, **given.get("headers", {})},
                auth=self.auth,
                timeout=limits,
                allow_redirects=False,
                stream=True,
            ) as answer:
                return _judged(answer.status_code, self._read(answer, end), self.spoken)
        except (requests.RequestException, HTTPError) as error:
            raise ProviderSilent(type(error).__name__) from error

    def _read(self, answer: requests.Response, end: float) -> bytes:
        """A body that drips is as silent as one that never comes."""
        parts = bytearray()
        while part := answer.raw.read1(PIECE, decode_content=True):
            parts += part
            if len(parts) > LARGEST_ANSWER or self.clock() > end:
                raise ProviderSilent("an answer without end")
        return bytes(parts)

    @staticmethod
    def _heads(given: Mapping[str, Any]) -> dict[str, str]:
        heads = {"Accept": "application/json"}
        return {**heads, "Content-Type": "application/json"} if "body" in given else heads


def _judged(status: int, raw: bytes, spoken: frozenset[str]) -> Any:
    try:
        data, readable = load(raw), True
    except ValueError:
        data, readable = {}, False
    if status >= SERVER and isinstance(data, dict) and data.get("errorCode") in spoken:
        raise Answered(status, data)
    if status >= SERVER or status in SILENT or REDIRECT <= status < CLIENT:
        raise ProviderSilent(f"HTTP {status}")
    if status >= CLIENT:
        raise Answered(status, data)
    if not readable or not isinstance(data, dict):
        raise ProviderSilent("an answer that is no JSON")
    return data


def load(raw: bytes | str) -> Any:
    """JSON with exact decimals; raises ValueError."""
    try:
        return json.loads(raw, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def dump(body: Any) -> bytes:
    """JSON in which a Decimal is a number with all its digits: 1.500 stays 1.500."""
    text = json.dumps(body, default=_exact, ensure_ascii=True)
    return _EXACT.sub(r"\1", text).encode("ascii")


def reason_in(data: Any) -> str:
    """The provider's own words, wherever it puts them."""
    if not isinstance(data, dict):
        return ""
    for name in ("message", "errorMessage", "error_description", "errors", "error"):
        if value := data.get(name):
            return (value if isinstance(value, str) else json.dumps(value, default=str))[:160]
    return ""


def _exact(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"\x00{value:f}\x00"
    raise TypeError(type(value).__name__)


def _no_constant(name: str) -> Any:
    raise ValueError(name)
