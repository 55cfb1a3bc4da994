"""A provider on the loopback: speaks its documented API, and can be told to fail in every way."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

Reply = tuple[int, Any]


@dataclass(slots=True)
class Call:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"null")

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))


@dataclass
class Fake:
    """`faults` are spent one a call before any route answers: a status, "hang", "cut", "short", "garbage" or
    "drip"; None lets a call through."""

    calls: list[Call] = field(default_factory=list)
    faults: deque[Any] = field(default_factory=deque)
    hang: float = 1.5

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"fake": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, call: Call) -> Reply:
        raise NotImplementedError

    def paths(self) -> list[str]:
        return [f"{call.method} {call.path}" for call in self.calls]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: Fake

    def log_message(self, *_args: Any) -> None:
        """Quiet."""

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        call = Call(self.command, parts.path, dict(parse_qsl(parts.query)), dict(self.headers.items()), body)
        self.fake.calls.append(call)
        fault = self.fake.faults.popleft() if self.fake.faults else None
        if fault is None:
            self._say(*self.fake.answer(call))
        elif isinstance(fault, int):
            self._say(fault, {"message": "told to fail"})
        else:
            getattr(self, f"_{fault}")()

    do_GET = do_POST = do_DELETE = _serve  # noqa: N815

    def _hang(self) -> None:
        time.sleep(self.fake.hang)
        self.close_connection = True

    def _cut(self) -> None:
        self.close_connection = True

    def _garbage(self) -> None:
        self._say(200, b"<html>not json")

    def _short(self) -> None:
        self._promise(100)
        self.wfile.write(b'{"path": "/x"}')

    def _drip(self) -> None:
        self._promise(1000)
        with suppress(OSError):
            for _at in range(8):
                self.wfile.write(b"  ")
                self.wfile.flush()
                time.sleep(self.fake.hang / 8)

    def _promise(self, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.close_connection = True

    def _say(self, status: int, data: Any) -> None:
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
