"""What gets into the private storage, and what a scanner keeps out."""

from __future__ import annotations

import io
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from core import scanning

BUILT_IN = "core.scanning.known_marks"
CLAMD = "core.scanning.clamd"


class Daemon(socketserver.BaseRequestHandler):
    """Speaks as clamd does: "virus" in the stream is found; "moody" gets no proper answer."""

    def handle(self) -> None:
        stream, seen = self.request.makefile("rb"), b""
        assert stream.read(10) == b"zINSTREAM\0"
        while length := struct.unpack("!L", stream.read(4))[0]:
            seen += stream.read(length)
        answer = b"stream: Test.Virus FOUND" if b"virus" in seen else b"stream: OK"
        self.request.sendall((b"INSTREAM size limit exceeded. ERROR" if b"moody" in seen else answer) + b"\0")


@contextmanager
def daemon() -> Iterator[str]:
    with socketserver.TCPServer(("127.0.0.1", 0), Daemon) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ""),
        (b"%PDF-1.7 a paper", ""),
        ("سعر,عنوان".encode(), ""),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + scanning.TEST_FILE + b"!$H+H*", "EICAR test file"),
        (b"MZ\x90\x00", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh", "program"),
    ],
)
def test_the_built_in_scanner(data: bytes, found: str) -> None:
    assert scanning.known_marks(io.BytesIO(data)) == found


def test_a_harmful_file_never_lies_in_the_private_storage() -> None:
    store = storages["originals"]
    with pytest.raises(scanning.UploadRefused) as refusal:
        store.save("scan/bad.pdf", ContentFile(b"MZ not a paper"))
    assert (refusal.value.params, store.exists("scan/bad.pdf")) == ({"found": "program"}, False)


def test_a_good_file_is_kept_whole() -> None:
    store = storages["originals"]
    name = store.save("scan/good.pdf", ContentFile(b"%PDF-1.7 whole"))
    with store.open(name) as file:
        assert file.read() == b"%PDF-1.7 whole"
    store.delete(name)


@pytest.mark.parametrize(("data", "found"), [(b"x" * 200_000, ""), (b"x" * 70_000 + b"virus", "Test.Virus")])
def test_clamd_sees_the_whole_file(settings, data: bytes, found: str) -> None:
    with daemon() as settings.CLAMD_ADDRESS:
        assert scanning.clamd(io.BytesIO(data)) == found


def test_an_answer_that_is_none_keeps_the_file_out(settings) -> None:
    with daemon() as settings.CLAMD_ADDRESS, pytest.raises(scanning.ScannerSilent):
        scanning.clamd(io.BytesIO(b"moody"))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock"])
def test_a_silent_scanner_keeps_the_file_out(settings, address: str) -> None:
    settings.CLAMD_ADDRESS, settings.UPLOAD_SCANNERS = address, [BUILT_IN, CLAMD]
    with pytest.raises(scanning.ScannerSilent):
        storages["originals"].save("scan/unseen.pdf", ContentFile(b"%PDF-1.7"))
    assert storages["originals"].exists("scan/unseen.pdf") is False
