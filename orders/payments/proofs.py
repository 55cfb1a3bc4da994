"""What may be shown as proof of a transfer: judged by what is in the file, not by what it is called."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, UnidentifiedImageError

from orders.payments.exceptions import ProofMissing, ProofTooLarge, ProofUnreadable

ENDINGS: Final = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
}
FORMATS: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
MAX_PIXELS: Final = 60_000_000
PDF_END: Final = 2048  # the end mark stands in the last bytes, sometimes before a few blanks


@dataclass(frozen=True, slots=True)
class Checked:
    content: bytes
    mime: str
    sha256: str

    @property
    def ending(self) -> str:
        return ENDINGS[self.mime]

    def as_file(self) -> ContentFile[bytes]:
        return ContentFile(self.content)


def checked(file: IO[bytes]) -> Checked:
    """Raises ProofMissing, ProofTooLarge, ProofUnreadable."""
    limit = settings.TRANSFER_PROOF_MAX_BYTES
    content = file.read(limit + 1)
    if not content:
        raise ProofMissing
    if len(content) > limit:
        raise ProofTooLarge(limit=limit // (1024 * 1024))
    mime = "application/pdf" if content.startswith(b"%PDF-") else _picture(content)
    if mime == "application/pdf" and b"%%EOF" not in content[-PDF_END:]:
        raise ProofUnreadable
    return Checked(content, mime, hashlib.sha256(content).hexdigest())


def _picture(content: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=list(FORMATS)) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise ProofUnreadable
                kind = str(image.format)
                image.draft("RGB", (256, 256))
                image.load()  # to its end: a picture that was cut off is not one
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Warning,
        Image.DecompressionBombError,
    ) as error:
        raise ProofUnreadable from error
    return FORMATS[kind]
