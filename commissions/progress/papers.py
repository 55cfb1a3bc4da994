"""A PDF that a stranger sent, looked into without trust. pypdf only, no Django.

Taken as it is or not at all: its own header and end, not locked, and no part of it may act, reach out or carry
another file. What it says in words, and where its links lead, is handed out for the screening.

`look_apart` does it in a process of its own, with a bound on time and memory: a file that was made to keep its
reader busy stops nobody else.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

HEADER: Final = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\r\n\s%]")
END: Final = b"%%EOF"
BLANKS: Final = b"\r\n\t \x00"
MAX_PAGES: Final = 200
MAX_OBJECTS: Final = 40_000
MAX_NODES: Final = 1_000_000
PAGES_READ: Final = 40
LONGEST_READ: Final = 40_000  # characters
SECONDS: Final = 8.0
SECONDS_APART: Final = 15
MEMORY_APART: Final = 1536 * 1024 * 1024

# Keys that lead to code, to other files, or to forms that send themselves.
_KEYS: Final = {
    "/JS": "active",
    "/JavaScript": "active",
    "/AA": "active",
    "/XFA": "active",
    "/RichMediaContent": "active",
    "/RichMediaSettings": "active",
    "/EmbeddedFiles": "files",
    "/EF": "files",
    "/AF": "files",
    "/Collection": "files",
}
_ACTIONS: Final = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/RichMediaExecute",
    "/Sound",
    "/Movie",
    "/SetOCGState",
    "/GoTo3DView",
}
_SUBTYPES: Final = {
    "/FileAttachment": "files",
    "/RichMedia": "active",
    "/Movie": "active",
    "/Screen": "active",
    "/Sound": "active",
    "/3D": "active",
}
# A second look at the bytes themselves: another reader may find objects that no table names.
_RAW: Final = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)[\s/<>\[\]()]")
_HEX_NAME: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
# What broken input raises inside the reader; a bug of ours raises something else.
_DAMAGE: Final = (
    PyPdfError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    OverflowError,
    AssertionError,
    NotImplementedError,
    ZeroDivisionError,
    MemoryError,
)


class Fault(StrEnum):
    NOT_A_PDF = "not_a_pdf"
    DAMAGED = "damaged"
    LOCKED = "locked"
    ACTIVE = "active"
    FILES = "files"
    TOO_LONG = "too_long"


class PaperRefused(Exception):
    """Why a PDF is not taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Paper:
    """`words` are what a reader would see, links included, as far as they could be read."""

    pages: int
    words: str


def look_apart(data: bytes) -> Paper:
    """`look_into` in another process. Raises PaperRefused; one that does not come to an end is too long."""
    command = [sys.executable, "-I", __file__]
    try:
        done = subprocess.run(  # noqa: S603  our own file, nothing of the sender's in the command
            command, input=data, capture_output=True, timeout=SECONDS_APART, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PaperRefused(Fault.TOO_LONG) from error
    if done.returncode:
        raise PaperRefused(Fault.TOO_LONG if done.returncode < 0 else Fault.DAMAGED)
    found = json.loads(done.stdout)
    if "fault" in found:
        raise PaperRefused(Fault(found["fault"]))
    return Paper(**found)


def look_into(data: bytes, *, seconds: float = SECONDS) -> Paper:
    """Raises PaperRefused. Takes no longer than about `seconds`."""
    if not HEADER.match(data) or not data.rstrip(BLANKS).endswith(END):
        raise PaperRefused(Fault.NOT_A_PDF)
    found = _RAW.search(_HEX_NAME.sub(lambda hit: bytes([int(hit[1], 16)]), data))
    if found:
        raise PaperRefused(Fault.FILES if found[1].startswith(b"Embedded") else Fault.ACTIVE)
    until = time.monotonic() + seconds
    try:
        return _read(data, until)
    except _DAMAGE as error:
        raise PaperRefused(Fault.DAMAGED) from error


def _read(data: bytes, until: float) -> Paper:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise PaperRefused(Fault.LOCKED)
    links = _search(reader, until)
    count = len(reader.pages)
    if not count:
        raise PaperRefused(Fault.DAMAGED)
    if count > MAX_PAGES:
        raise PaperRefused(Fault.TOO_LONG)
    return Paper(count, "\n".join([*_words(reader, count, until), *links])[:LONGEST_READ])


def _search(reader: PdfReader, until: float) -> list[str]:
    """Every object of the file, whether a page leads to it or not. Returns where its links lead."""
    budget, links = MAX_NODES, []
    for thing in _objects(reader, until):
        waiting: list[Any] = [thing]
        while waiting:
            budget -= 1
            if budget < 0:
                raise PaperRefused(Fault.TOO_LONG)
            node = waiting.pop()
            if isinstance(node, DictionaryObject):
                links += _judge(node)
                waiting += [value for value in node.values() if not isinstance(value, IndirectObject)]
            elif isinstance(node, ArrayObject):
                waiting += [value for value in node if not isinstance(value, IndirectObject)]
    return links


def _objects(reader: PdfReader, until: float) -> Iterator[Any]:
    ids = {(number, generation) for generation, table in reader.xref.items() for number in table}
    ids |= {(number, 0) for number in reader.xref_objStm}
    if len(ids) > MAX_OBJECTS:
        raise PaperRefused(Fault.TOO_LONG)
    yield reader.trailer
    for number, generation in sorted(ids):
        if time.monotonic() > until:
            raise PaperRefused(Fault.TOO_LONG)
        if number:
            yield reader.get_object(IndirectObject(number, generation, reader))


def _judge(node: DictionaryObject) -> list[str]:
    for key, kind in _KEYS.items():
        if key in node:
            raise PaperRefused(Fault(kind))
    if _name(node, "/S") in _ACTIONS:
        raise PaperRefused(Fault.ACTIVE)
    subtype = _SUBTYPES.get(_name(node, "/Subtype"), "")
    if subtype and _name(node, "/Type") in {"", "/Annot"}:
        raise PaperRefused(Fault(subtype))
    if _name(node, "/Type") == "/EmbeddedFile":
        raise PaperRefused(Fault.FILES)
    return [str(node["/URI"])[:2000]] if "/URI" in node and _name(node, "/S") == "/URI" else []


def _name(node: DictionaryObject, key: str) -> str:
    """The name that stands there, followed if it stands elsewhere."""
    if key not in node:
        return ""
    value = node[key]
    return str(value) if isinstance(value, NameObject) else ""


def _words(reader: PdfReader, count: int, until: float) -> Iterator[str]:
    """As much as can be read in the time; a page whose words cannot be read is silent."""
    length = 0
    for number in range(min(count, PAGES_READ)):
        if length > LONGEST_READ or time.monotonic() > until:
            return
        try:
            text = reader.pages[number].extract_text() or ""
        except _DAMAGE:
            continue
        length += len(text)
        yield text


def _bounded() -> None:
    """Where the system knows such bounds: a process that takes more is ended by it."""
    try:
        import resource  # noqa: PLC0415  not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_APART, MEMORY_APART))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_APART, SECONDS_APART))


def _main() -> None:
    _bounded()
    try:
        answer: dict[str, Any] = asdict(look_into(sys.stdin.buffer.read()))
    except PaperRefused as error:
        answer = {"fault": error.fault.value}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
