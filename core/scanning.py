"""Everything that people upload and we keep is looked at on its way into the private storage.

`settings.UPLOAD_SCANNERS` names functions `scan(content) -> str` that answer the name of what they found, or "".
The built-in one knows the test file of the scanners' makers and programs under another name; `clamd` asks a
ClamAV daemon at CLAMD_ADDRESS ("host:port" or a socket's path). A scanner that does not answer refuses the file:
what nobody looked at is not kept.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.errors import SoukError

Scanner = Callable[[IO[bytes]], str]

CHUNK: Final = 64 * 1024
PATIENCE: Final = 20.0  # seconds
# What every scanner must find, in two parts, so that this file is not found itself.
TEST_FILE: Final = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!"
PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"#!")


class UploadRefused(SoukError):
    """A scanner found something in a file; `found` is its name for it."""

    code = "core.upload_refused"
    message = _(
        "This file was not taken: it looks like harmful software. Check your device, then try another file."
    )


class ScannerSilent(SoukError):
    """A scanner that is set up does not answer."""

    code = "core.scanner_silent"
    http_status = 503
    message = _("Files cannot be checked at the moment, so none is taken. Try again in a few minutes.")


def check(content: Any) -> None:
    """Show the file to every scanner and rewind it. Raises UploadRefused, ScannerSilent."""
    for name in settings.UPLOAD_SCANNERS:
        content.seek(0)
        found = import_string(name)(content)
        content.seek(0)
        if found:
            raise UploadRefused(found=found)


def known_marks(content: IO[bytes]) -> str:
    """The built-in scanner."""
    head = content.read(CHUNK)
    if TEST_FILE in head:
        return "EICAR test file"
    return "program" if head.startswith(PROGRAMS) else ""


def clamd(content: IO[bytes]) -> str:
    """Ask the daemon (its INSTREAM command: chunks with their length before them). Raises ScannerSilent."""
    try:
        with _line() as line:
            line.sendall(b"zINSTREAM\0")
            for chunk in _chunks(content):
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
            line.sendall(struct.pack("!L", 0))
            answer = _answer(line)
    except OSError as error:
        raise ScannerSilent from error
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if answer != "stream: OK":
        raise ScannerSilent
    return ""


def _line() -> socket.socket:
    address = str(settings.CLAMD_ADDRESS)
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        line.connect(address)
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    while chunk := content.read(CHUNK):
        yield chunk


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (more := line.recv(4096)) and len(said) < CHUNK:
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


class ScannedStorage(FileSystemStorage):
    """The private storage: nothing gets in that a scanner objects to. Raises UploadRefused, ScannerSilent."""

    def _save(self, name: str, content: File[Any]) -> str:
        check(content)
        return str(super()._save(name, content))  # type: ignore[misc]
