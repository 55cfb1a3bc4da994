"""A frame of a phone's camera, read for QR codes: for browsers that cannot read them by themselves.

What comes is not trusted: few bytes, few pixels, three formats, grey before it is looked at, QR codes only.
Nothing of it is kept.
"""

from __future__ import annotations

import io
from typing import IO, Final

import zxingcpp
from PIL import Image, UnidentifiedImageError

from workshops.admission.codes import LONGEST
from workshops.admission.exceptions import FrameRefused, FrameTooHeavy

MAX_BYTES: Final = 400 * 1024
MAX_PIXELS: Final = 2_100_000  # a little more than 1080p
LONGEST_SIDE: Final = 1_280
QR: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
FORMATS: Final = ("JPEG", "PNG", "WEBP")
_DAMAGE: Final = (OSError, SyntaxError, ValueError, IndexError, EOFError, TypeError, KeyError)


def read(file: IO[bytes]) -> list[str]:
    """The texts of the QR codes in a picture, the largest first; raises FrameTooHeavy, FrameRefused."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FrameTooHeavy
    found = zxingcpp.read_barcodes(_grey(data), formats=QR)
    return [code.text for code in found if 0 < len(code.text) <= LONGEST]


def _grey(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=list(FORMATS)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FrameTooHeavy
            picture.load()
            grey = picture.convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, *_DAMAGE) as error:
        raise FrameRefused from error
    grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return grey
