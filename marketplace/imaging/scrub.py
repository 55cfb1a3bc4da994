"""Take what a camera says about a place or a person out of a file, without touching a pixel.

JPEG, PNG and WebP are walked segment by segment and copied without EXIF, XMP, IPTC and text chunks; the
colour profile stays, and so does the orientation, as an EXIF block that holds nothing else. TIFF mixes its
data with its pixels, so it is written anew as a lossless PNG. Pure functions over bytes.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Final

from PIL import Image

from marketplace.imaging.decode import upright
from marketplace.imaging.exceptions import Truncated

_SOS, _EOI, _APP1, _COMMENT = 0xDA, 0xD9, 0xE1, 0xFE
_RESTARTS: Final = frozenset({0x00, *range(0xD0, 0xD8)})
# Kept of the application segments: JFIF, the colour profile, Adobe's note on how CMYK is stored.
_KEPT: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_PNG_DROPPED: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_DROPPED: Final = frozenset({b"EXIF", b"XMP "})
_WEBP_META_FLAGS: Final = 0x08 | 0x04
_ONE_ENTRY: Final = struct.Struct("<2sHIHHHIHHI")


def scrub(data: bytes, *, kind: str, orientation: int = 1) -> tuple[bytes, str]:
    """The same picture without what it says about its making, and its format ("PNG" for a TIFF)."""
    try:
        if kind == "JPEG":
            return _jpeg(data, orientation), kind
        if kind == "PNG":
            return _png(data, orientation), kind
        if kind == "WEBP":
            return _webp(data, orientation), kind
        return _rewritten(data), "PNG"
    except (struct.error, IndexError, OSError, ValueError) as error:
        raise Truncated from error


def _exif(orientation: int) -> bytes:
    """A TIFF block whose only entry is the orientation."""
    return _ONE_ENTRY.pack(b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def _jpeg(data: bytes, orientation: int) -> bytes:
    """Up to the end of the first picture: what a phone appends behind it has EXIF of its own."""
    out = bytearray(data[:2])
    if orientation != 1:
        out += _jpeg_segment(_APP1, b"Exif\0\0" + _exif(orientation))
    at = _next_marker(data, 2)
    while at < len(data) and data[at] != _EOI:
        (size,) = struct.unpack_from(">H", data, at + 1)
        end = at + 1 + size
        if data[at] == _SOS:
            end = _scan_end(data, end)
        if _is_kept(data[at], data[at + 3 : at + 15]):
            out += b"\xff" + data[at:end]
        at = _next_marker(data, end)
    return bytes(out) + bytes([0xFF, _EOI])


def _next_marker(data: bytes, at: int) -> int:
    """Where the marker byte stands behind its 0xFF and any fill bytes, or the length of the data."""
    if at < len(data) and data[at] != 0xFF:  # noqa: PLR2004 - every marker starts with it
        raise ValueError("no marker")
    while at < len(data) and data[at] == 0xFF:  # noqa: PLR2004
        at += 1
    return at


def _scan_end(data: bytes, at: int) -> int:
    """Where the entropy-coded data ends: the next 0xFF that is neither stuffed nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in _RESTARTS:
            return at
        at += 2
    return len(data)


def _is_kept(marker: int, tag: bytes) -> bool:
    if marker in _KEPT:
        return tag.startswith(_KEPT[marker])
    return not 0xE0 <= marker <= 0xEF and marker != _COMMENT  # noqa: PLR2004 - APP0 to APP15


def _jpeg_segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes, orientation: int) -> bytes:
    out, at = bytearray(data[:8]), 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        if name not in _PNG_DROPPED:
            out += data[at : at + 12 + size]
        if name == b"IHDR" and orientation != 1:
            body = b"eXIf" + _exif(orientation)
            out += struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        at += 12 + size
        if name == b"IEND":
            break
    return bytes(out)


def _webp(data: bytes, orientation: int) -> bytes:
    chunks, at = bytearray(), 12
    while at + 8 <= len(data):
        name = data[at : at + 4]
        (size,) = struct.unpack_from("<I", data, at + 4)
        whole = bytearray(data[at : at + 8 + size + (size & 1)])
        if name == b"VP8X":
            whole[8] &= ~_WEBP_META_FLAGS & 0xFF
            whole[8] |= 0x08 if orientation != 1 else 0
        if name not in _WEBP_DROPPED:
            chunks += whole
        at += 8 + size + (size & 1)
    if orientation != 1:
        body = _exif(orientation)
        chunks += b"EXIF" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + bytes(chunks)


def _rewritten(data: bytes) -> bytes:
    out = io.BytesIO()
    picture: Image.Image = upright(io.BytesIO(data))
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()
