"""A file handed to participants: looked into before it is kept, whatever its name says.

Pictures are drawn anew. A PDF must be one from its first to its last bytes and must start nothing when it is
opened. A ZIP archive is opened without unpacking it: no programs, no locked files, no paths that climb out, no
bomb. Everything lies in the private store under its hash and is handed out by a view that asks who wants it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from core.bidi import clean_line
from core.pictures import MEGABYTE, PictureRefused, PictureTooHeavy, redrawn
from workshops.admission.enums import FileKind
from workshops.admission.exceptions import ArchiveRefused, FileRefused, FileTooHeavy, PdfRefused

MAX_BYTES: Final = 30 * MEGABYTE
LONGEST_SIDE: Final = 3_000
MOST_ENTRIES: Final = 500
UNPACKED: Final = 200 * MEGABYTE
RATIO: Final = 120  # a picture or a PDF hardly shrinks; a bomb grows a thousandfold
LOCKED: Final = 0x1
LINK: Final = 0o120000
PROGRAM: Final = re.compile(
    r"\.(apk|app|bat|bin|cmd|com|cpl|dll|dmg|docm|exe|hta|html?|jar|js|jse|lnk|mjs|msi|pif|pkg|ps1|py|reg|scr|sh"
    r"|svg|sys|vb|vbe|vbs|wsf|xlsm|zip)$",
    re.IGNORECASE,
)
# What makes a viewer run or fetch something. Names may be written with #xx escapes: these are undone first.
ACTIVE: Final = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|SubmitForm|ImportData)\b")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Checked:
    kind: FileKind
    data: bytes
    sha256: str

    @property
    def size(self) -> int:
        return len(self.data)


def check(file: Any) -> Checked:
    """What an uploaded file is, by its content. Raises FileRefused, FileTooHeavy, ArchiveRefused, PdfRefused."""
    name = clean_line(str(getattr(file, "name", "") or ""))[:80]
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileTooHeavy(name=name, limit=MAX_BYTES // MEGABYTE)
    if data.startswith(b"%PDF-"):
        return _kept(FileKind.PDF, _pdf(data, name))
    if data.startswith(b"PK\x03\x04"):
        return _kept(FileKind.ZIP, _archive(data, name))
    return _kept(FileKind.PICTURE, _picture(data, name))


def _kept(kind: FileKind, data: bytes) -> Checked:
    return Checked(kind, data, hashlib.sha256(data).hexdigest())


def _picture(data: bytes, name: str) -> bytes:
    try:
        return redrawn(io.BytesIO(data), max_bytes=MAX_BYTES, longest=LONGEST_SIDE)[0]
    except PictureTooHeavy as error:
        raise FileTooHeavy(name=name, limit=MAX_BYTES // MEGABYTE) from error
    except PictureRefused as error:
        raise FileRefused(name=name) from error


def _pdf(data: bytes, name: str) -> bytes:
    if b"%%EOF" not in data[-2048:] or b"startxref" not in data[-4096:]:
        raise FileRefused(name=name)
    if ACTIVE.search(_ESCAPED.sub(_unescaped, data)):
        raise PdfRefused(name=name)
    return data


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])


def _archive(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, *_BROKEN) as error:
        raise FileRefused(name=name) from error
    unpacked = sum(entry.file_size for entry in entries)
    bomb = unpacked > UNPACKED or unpacked > RATIO * len(data)
    if not entries or len(entries) > MOST_ENTRIES or bomb or not all(map(_harmless, entries)):
        raise ArchiveRefused(name=name)
    return data


_BROKEN: Final = (OSError, ValueError, IndexError, EOFError, KeyError, NotImplementedError)


def _harmless(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    climbs = path.is_absolute() or ".." in path.parts or ":" in entry.filename
    linked = (entry.external_attr >> 16) & 0o170000 == LINK
    program = PROGRAM.search(entry.filename.rstrip(" ./\\")) is not None
    return not (climbs or linked or program or entry.flag_bits & LOCKED)


def store() -> Storage:
    """The private store; nothing in it is served by itself."""
    return storages["originals"]


def path_of(event: int, checked: Checked) -> str:
    return f"materials/{event}/{checked.sha256}.{checked.kind.ending}"


def keep(event: int, checked: Checked) -> str:
    """Written under its hash: the same file again is the same file."""
    path = path_of(event, checked)
    if not store().exists(path):
        store().save(path, ContentFile(checked.data))
    return path


def load(path: str) -> bytes:
    """Raises FileNotFoundError."""
    with store().open(path, "rb") as file:
        data: bytes = file.read()
    return data
