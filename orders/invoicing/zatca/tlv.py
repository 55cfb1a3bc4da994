"""The QR code's content: tag, length, value; base64 (Security Features Standard 1.1, section 4)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Final

LARGEST: Final = 700  # characters of base64
LONGEST: Final = 255  # bytes of one value: its length is one byte
TAGS: Final = range(1, 10)
RAW: Final = frozenset({8, 9})  # a public key and a signature; all others are text


class QrInvalid(ValueError):
    """No such code can be made, or this is none."""


def encode_qr(tags: Mapping[int, str | bytes]) -> str:
    """The code of these values in the order of their tags; lengths are those of UTF-8 bytes.

    Raises QrInvalid for an unknown tag, a value above 255 bytes or a code above 700 characters.
    """
    packed = b"".join(_packed(tag, value) for tag, value in sorted(tags.items()))
    code = base64.b64encode(packed).decode()
    if len(code) > LARGEST:
        raise QrInvalid(f"The code has {len(code)} characters, more than {LARGEST}.")
    return code


def decode_qr(text: str) -> dict[int, bytes]:
    """The values by tag, in the order in which they stand. Raises QrInvalid when the text is no such code."""
    try:
        packed = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise QrInvalid("The code is not base64.") from error
    tags: dict[int, bytes] = {}
    place = 0
    while place < len(packed):
        tag, value = _unpacked(packed, place)
        if tag in tags:
            raise QrInvalid(f"Tag {tag} stands twice.")
        tags[tag] = value
        place += 2 + len(value)
    if not tags:
        raise QrInvalid("The code is empty.")
    return tags


def fitted(tags: Mapping[int, str | bytes]) -> dict[int, str | bytes]:
    """The same values, the seller's name cut where it or the whole code would be too long.

    Never in the middle of a letter: an Arabic one has two bytes.
    """
    name = tags[1].encode() if isinstance(tags[1], str) else tags[1]
    others = sum(len(_packed(tag, value)) for tag, value in tags.items() if tag != 1)
    room = min(LONGEST, LARGEST // 4 * 3 - others - 2)
    return {**tags, 1: name[: max(room, 0)].decode(errors="ignore")}


def _packed(tag: int, value: str | bytes) -> bytes:
    content = value.encode() if isinstance(value, str) else value
    if tag not in TAGS:
        raise QrInvalid(f"There is no tag {tag}.")
    if len(content) > LONGEST:
        raise QrInvalid(f"Tag {tag} has {len(content)} bytes, more than {LONGEST}.")
    return bytes([tag, len(content)]) + content


def _unpacked(packed: bytes, place: int) -> tuple[int, bytes]:
    head = packed[place : place + 2]
    if len(head) < 2:  # noqa: PLR2004 # a tag and a length
        raise QrInvalid("The code ends in the middle of a value.")
    tag, length = head
    value = packed[place + 2 : place + 2 + length]
    if len(value) < length:
        raise QrInvalid("The code ends in the middle of a value.")
    if tag not in TAGS:
        raise QrInvalid(f"There is no tag {tag}.")
    return tag, value
