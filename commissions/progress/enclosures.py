"""What may be attached to a message: a picture, drawn anew (`core/pictures.py`), or a PDF that was looked into
(`papers.py`). Kept privately under its hash; what it says in words or codes is handed out for the screening."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import zxingcpp
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from PIL import Image

from commissions.progress import papers
from commissions.progress.enums import AttachmentKind
from commissions.progress.exceptions import (
    FileTooHeavy,
    FileUnknown,
    PaperActive,
    PaperCarriesFiles,
    PaperDamaged,
    PaperLocked,
    PaperTooLong,
)
from commissions.progress.papers import Fault, PaperRefused
from core.bidi import clean_line, clean_text
from core.pictures import MEGABYTE, PictureRefused, PictureTooHeavy, redrawn

MAX_BYTES: Final = 12 * MEGABYTE
MAX_FILES: Final = 6
LONGEST: Final = 2_400
MIN_SIDE: Final = 16
NAME: Final = 100
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|%;\x00-\x1f]+')
_ENDINGS: Final = {AttachmentKind.PICTURE: "jpg", AttachmentKind.PDF: "pdf"}
MIME: Final = {AttachmentKind.PICTURE: "image/jpeg", AttachmentKind.PDF: "application/pdf"}
_REFUSALS: Final = {
    Fault.NOT_A_PDF: PaperDamaged,
    Fault.DAMAGED: PaperDamaged,
    Fault.LOCKED: PaperLocked,
    Fault.ACTIVE: PaperActive,
    Fault.FILES: PaperCarriesFiles,
    Fault.TOO_LONG: PaperTooLong,
}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """`words` are what somebody would read in it: the text of a PDF, the content of codes in a picture."""

    kind: AttachmentKind
    name: str
    data: bytes
    sha256: str
    words: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None


def read(file: Any) -> Enclosure:
    """Raises FileTooHeavy, FileUnknown, PaperDamaged, PaperLocked, PaperActive, PaperCarriesFiles, PaperTooLong."""
    said = clean_line(str(getattr(file, "name", "") or ""))[:NAME]
    head = file.read(5)
    file.seek(0)
    return _paper(file, said) if head == b"%PDF-" else _picture(file, said)


def _paper(file: Any, said: str) -> Enclosure:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileTooHeavy(name=said, limit=MAX_BYTES // MEGABYTE)
    try:
        paper = papers.look_apart(data)
    except PaperRefused as error:
        raise _REFUSALS[error.fault](name=said, limit=papers.MAX_PAGES) from error
    return Enclosure(
        AttachmentKind.PDF,
        name_of(said, AttachmentKind.PDF),
        data,
        hashlib.sha256(data).hexdigest(),
        clean_text(paper.words),
        pages=paper.pages,
    )


def _picture(file: Any, said: str) -> Enclosure:
    try:
        data, width, height = redrawn(file, max_bytes=MAX_BYTES, longest=LONGEST, shortest=MIN_SIDE)
    except PictureTooHeavy as error:
        raise FileTooHeavy(name=said, limit=MAX_BYTES // MEGABYTE) from error
    except PictureRefused as error:
        raise FileUnknown(name=said) from error
    return Enclosure(
        AttachmentKind.PICTURE,
        name_of(said, AttachmentKind.PICTURE),
        data,
        hashlib.sha256(data).hexdigest(),
        codes_in(data),
        width=width,
        height=height,
    )


def codes_in(data: bytes) -> str:
    """What QR and bar codes in a picture say: a telephone number is sent as easily in a code as in words."""
    with Image.open(io.BytesIO(data)) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    return clean_text("\n".join(code.text for code in found))


def name_of(said: str, kind: AttachmentKind) -> str:
    """The sender's name for it, safe as a file name anywhere, with the ending of what it is now."""
    last = re.split(r"[\\/]", said)[-1]
    stem = _UNSAFE.sub("-", last.rpartition(".")[0] or last).strip(" .-") or kind.value
    return f"{stem[: NAME - 4]}.{_ENDINGS[kind]}"


def store() -> Storage:
    """The private store; nothing in it is served by itself."""
    return storages["originals"]


def keep(conversation: int, found: Enclosure) -> str:
    """Written under its hash: the same file again is the same file."""
    path = f"talks/{conversation}/{found.sha256}.{_ENDINGS[found.kind]}"
    if not store().exists(path):
        store().save(path, ContentFile(found.data))
    return path


def load(path: str) -> bytes:
    """Raises FileNotFoundError."""
    with store().open(path, "rb") as file:
        data: bytes = file.read()
    return data


def disposition(name: str, *, inline: bool) -> str:
    """The header that names a file, in any script; the plain name is for old readers."""
    plain = name.encode("ascii", "ignore").decode().replace('"', "").strip(" .") or "file"
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
