"""A provider on the loopback: speaks its documented API, and can be told to fail in every way."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

Reply = tuple[int, Any]
Route = Callable[["Call"], Reply]


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
    """`faults` are spent one a call before any route answers: a status, "hang", "cut", "garbage" or "drip"."""

    calls: list[Call] = field(default_factory=list)
    faults: deque[Any] = field(default_factory=deque)
    hang: float = 1.5

    def __enter__(self) -> Self:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                parts = urlsplit(self.path)
                call = Call(
                    self.command, parts.path, dict(parse_qsl(parts.query)), dict(self.headers.items()), body
                )
                fake.calls.append(call)
                if fake.faults:
                    fault = fake.faults.popleft()
                    if fault is not None:
                        self._fail(fault)
                        return
                self._say(*fake.answer(call))

            do_GET = do_POST = do_DELETE = _serve  # noqa: N815

            def _fail(self, fault: Any) -> None:
                if isinstance(fault, int):
                    self._say(fault, {"message": "told to fail"})
                elif fault == "hang":
                    time.sleep(fake.hang)
                    self.close_connection = True
                elif fault == "cut":
                    self.close_connection = True
                elif fault == "garbage":
                    self._raw(200, b"<html>not json")
                elif fault == "short":
                    self.send_response(200)
                    self.send_header("Content-Length", "100")
                    self.end_headers()
                    self.wfile.write(b'{"path": "/x"}')
                    self.close_connection = True
                elif fault == "drip":
                    self._drip()

            def _drip(self) -> None:
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                try:
                    for _at in range(8):
                        self.wfile.write(b" " * 2)
                        self.wfile.flush()
                        time.sleep(fake.hang / 8)
                except OSError:
                    pass
                self.close_connection = True

            def _say(self, status: int, data: Any) -> None:
                self._raw(status, data if isinstance(data, bytes) else json.dumps(data).encode())

            def _raw(self, status: int, raw: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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
