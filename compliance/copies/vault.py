"""The archive at rest: AES-256-GCM in chunks, so that it is written and read without ever lying open on a disk.

The stream is cut in chunks; each has a nonce of a random prefix, its number and a mark on the last one (the STREAM
construction): a chunk that is changed, moved, repeated or missing at the end does not open. The copy's code is
authenticated with every chunk, so one copy's file does not open as another's.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC: Final = b"ASC1"
CHUNK: Final = 256 * 1024
TAG: Final = 16
PREFIX: Final = 7
KEY: Final = 32


class Damaged(ValueError):
    """Not our file, not this key, or something in it was changed."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY)


class Sealer:
    """A file to write into: what goes in is plain, what arrives in `out` is sealed. It cannot be rewound."""

    def __init__(self, out: IO[bytes], key: bytes, bound_to: str) -> None:
        self._out, self._box, self._bound = out, AESGCM(key), bound_to.encode()
        self._prefix = secrets.token_bytes(PREFIX)
        self._waiting = bytearray()
        self._number = 0
        self._digest = hashlib.sha256()
        self.size = 0
        out.write(MAGIC + self._prefix)

    @property
    def sha256(self) -> str:
        """Of what went in."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.size += len(data)
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """Nothing: a chunk is written when it is full."""

    def finish(self) -> None:
        """The last chunk, which may be empty, and which nothing may follow."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._out.write(self._box.encrypt(_nonce(self._prefix, self._number, last=last), plain, self._bound))
        self._number += 1


def opened(file: IO[bytes], key: bytes, bound_to: str) -> Iterator[bytes]:
    """The plain chunks, each proved before it is given out. Raises Damaged."""
    head = file.read(len(MAGIC) + PREFIX)
    if len(head) != len(MAGIC) + PREFIX or not head.startswith(MAGIC):
        raise Damaged("no sealed copy")
    box, prefix, number = AESGCM(key), head[len(MAGIC) :], 0
    sealed = file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        try:
            yield box.decrypt(_nonce(prefix, number, last=not following), sealed, bound_to.encode())
        except (InvalidTag, ValueError) as error:
            raise Damaged("a chunk does not open") from error
        if not following:
            return
        sealed, number = following, number + 1


def wrapped(key: bytes, token: str = "") -> str:
    """The key as it is kept in the (encrypted) column; with a token only the holder of the link can use it."""
    if not token:
        return base64.b64encode(key).decode()
    nonce = secrets.token_bytes(12)
    return base64.b64encode(nonce + AESGCM(_key_of(token)).encrypt(nonce, key, b"copy")).decode()


def unwrapped(kept: str, token: str = "") -> bytes:
    """Raises Damaged."""
    data = base64.b64decode(kept)
    if not token:
        return data
    try:
        return AESGCM(_key_of(token)).decrypt(data[:12], data[12:], b"copy")
    except (InvalidTag, ValueError) as error:
        raise Damaged("not this link's key") from error


def _key_of(token: str) -> bytes:
    return hashlib.sha256(b"copy-key:" + token.encode()).digest()


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
