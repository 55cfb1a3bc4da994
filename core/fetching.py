"""Fetching what stands at an address that a stranger gave.

Such an address may point into our own network, at a file without end, or at a server that sends one byte a
minute. So: http and https only, nothing but public addresses, and the connection goes to the very address that
was checked (no second look-up between the check and the use, which is what DNS rebinding lives from). Every
redirect is checked anew. Bytes are counted before and after unpacking, time is counted over the whole errand.
The connection is made by us, not through a proxy of the environment: a proxy would look the name up again.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

import urllib3
from django.utils.translation import gettext_lazy as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from core.errors import SoukError

MAX_REDIRECTS: Final = 3
MAX_LENGTH: Final = 2000
CHUNK: Final = 64 * 1024
PORTS: Final = {"http": 80, "https": 443}
AGENT: Final = "ArtSouk/1.0"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_FAULTS: Final = (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError, zlib.error)


class FetchFailed(SoukError):
    """Whatever kept us from the file; the subclasses say what it was."""

    code = "core.fetch_failed"
    message = _("The server at this address could not be reached. Check the address and try again.")


class AddressRefused(FetchFailed):
    """Not http or https, with a password in it, at an unusual port, or not public."""

    code = "core.fetch_address"
    message = _("This address cannot be used. Give a public address that begins with https://.")


class TooManyRedirects(FetchFailed):
    code = "core.fetch_redirects"
    message = _("This address leads from one address to the next without an end. Give the last one of them.")


class TooLarge(FetchFailed):
    code = "core.fetch_too_large"
    message = _(
        "The file at this address is larger than %(megabytes)s MB. Give an address with a smaller file."
    )


class TooSlow(FetchFailed):
    code = "core.fetch_too_slow"
    message = _("The server at this address did not finish within %(seconds)s seconds. Try again later.")


class WrongKind(FetchFailed):
    code = "core.fetch_kind"
    message = _("There is no file of the expected kind at this address. Check the address and try again.")


class AnswerRefused(FetchFailed):
    """The server answered, but not with the file. Params: `status`."""

    code = "core.fetch_answer"
    message = _("The server at this address refused with the code %(status)s. Check that the file is public.")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found: `status` 200, or 304 with an empty body; `url` is the last address, `kind` a bare media type."""

    status: int
    body: bytes
    etag: str
    modified: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Errand:
    """What holds for one fetch through all its redirects."""

    max_bytes: int
    seconds: float
    ends_at: float
    headers: dict[str, str]
    allow: frozenset[tuple[str, int]]

    def left(self) -> float:
        """Seconds that remain. Raises TooSlow."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> TooSlow:
        return TooSlow(seconds=f"{self.seconds:g}")

    def too_large(self) -> TooLarge:
        return TooLarge(megabytes=f"{self.max_bytes / 1_000_000:g}")


def fetch(
    url: str,
    *,
    max_bytes: int,
    seconds: float,
    kinds: Iterable[str] = (),
    etag: str = "",
    modified: str = "",
    allow: Iterable[tuple[str, int]] = (),
) -> Fetched:
    """The file at `url`, of at most `max_bytes`, within `seconds` from the first look-up to the last byte.

    `kinds` are the media types that are welcome (none given: all). `etag` and `modified` come from the fetch
    before: the answer is then 304 with an empty body when nothing has changed. `allow` names pairs of host and
    port that may stand on the loopback, for tests. Raises subclasses of FetchFailed.
    """
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Accept": ", ".join([*kinds, "*/*;q=0.1"])}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    errand = _Errand(max_bytes, seconds, time.monotonic() + seconds, headers, frozenset(allow))
    for _hop in range(MAX_REDIRECTS + 1):
        found, onward = _visit(url, errand, frozenset(kinds))
        if found:
            return found
        url = onward
    raise TooManyRedirects


def _visit(url: str, errand: _Errand, kinds: frozenset[str]) -> tuple[Fetched | None, str]:
    """One address: the file, or where it sends us."""
    place = _parsed(url, errand)
    with _connected(place, errand) as connection:
        try:
            connection.request(
                "GET", place.request_uri, headers=_headers(place, errand), preload_content=False
            )
            response = connection.getresponse()
            if response.status in _REDIRECTS:
                return None, _onward(url, response)
            return _read(url, response, errand, kinds), ""
        except _FAULTS as fault:
            errand.left()  # what was cut off by the clock says so
            raise FetchFailed from fault


def _headers(place: Url, errand: _Errand) -> dict[str, str]:
    return errand.headers | {"Host": place.netloc or "", "Connection": "close"}


def _onward(url: str, response: BaseHTTPResponse) -> str:
    location = response.headers.get("Location", "")
    if not location:
        raise AnswerRefused(status=response.status)
    return urljoin(url, location)


def _parsed(url: str, errand: _Errand) -> Url:
    """The address in its parts. Raises AddressRefused for any that we do not visit."""
    if len(url) > MAX_LENGTH or any(mark.isspace() or not mark.isprintable() for mark in url) or "\\" in url:
        raise AddressRefused
    try:
        place = parse_url(url)
    except ValueError as fault:
        raise AddressRefused from fault
    if place.scheme not in PORTS or not place.host or place.auth is not None:
        raise AddressRefused
    if _port(place) not in PORTS.values() and (_bare(place), _port(place)) not in errand.allow:
        raise AddressRefused
    return place


def _port(place: Url) -> int:
    return place.port or PORTS[place.scheme or "http"]


def _bare(place: Url) -> str:
    """The host without the brackets of an IPv6 address."""
    return (place.host or "").strip("[]")


def _addresses(place: Url, errand: _Errand) -> list[str]:
    """Every address that the name stands for; one that is not public spoils them all."""
    found = _looked_up(_bare(place), _port(place), errand)
    if not found:
        raise FetchFailed
    welcome = (_bare(place), _port(place)) in errand.allow
    for address in found:
        if not (is_public(address) or (welcome and ipaddress.ip_address(address).is_loopback)):
            raise AddressRefused
    return found


def _looked_up(host: str, port: int, errand: _Errand) -> list[str]:
    """The system's answer, in a thread of its own: its resolver knows no deadline of ours."""
    answer: list[str] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        answer.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(errand.left())
    errand.left()
    return list(answer)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also behind the forms that carry an IPv4 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or _nat64(found)
        if inner:
            return is_public(str(inner))
        if found.teredo or found.is_site_local or int(found) >> 32 == 0:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _nat64(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else None


@contextmanager
def _connected(place: Url, errand: _Errand) -> Iterator[HTTPConnection]:
    """A connection to a checked address, cut off when the time is over."""
    connection = _opened(place, _addresses(place, errand), errand)
    line = connection.sock
    # The bare shutdown wakes a reader that waits inside TLS, too; the one of SSLSocket would pull the rug away.
    watch = threading.Timer(max(errand.ends_at - time.monotonic(), 0), _cut, [line])
    watch.daemon = True
    watch.start()
    try:
        yield connection
    finally:
        watch.cancel()
        connection.close()


def _cut(line: socket.socket) -> None:
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)
    except OSError:
        return  # closed already


def _opened(place: Url, addresses: list[str], errand: _Errand) -> HTTPConnection:
    """The first address that answers. TLS still asks for the certificate of the name, not of the address."""
    fault: Exception | None = None
    for address in addresses:
        connection = _connection(place, address, errand.left())
        try:
            connection.connect()
        except _FAULTS as failed:
            connection.close()
            fault = failed
        else:
            return connection
    errand.left()
    raise FetchFailed from fault


def _connection(place: Url, address: str, timeout: float) -> HTTPConnection:
    if place.scheme == "http":
        return HTTPConnection(address, _port(place), timeout=timeout)
    name = _bare(place)
    return HTTPSConnection(
        address,
        _port(place),
        timeout=timeout,
        cert_reqs="CERT_REQUIRED",
        server_hostname=name,
        assert_hostname=name,
    )


def _read(url: str, response: BaseHTTPResponse, errand: _Errand, kinds: frozenset[str]) -> Fetched:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    body = b""
    if response.status == http.HTTPStatus.OK:
        if kinds and kind not in kinds:
            raise WrongKind
        body = _body(response, errand)
    elif response.status != http.HTTPStatus.NOT_MODIFIED:
        raise AnswerRefused(status=response.status)
    seen = response.headers
    return Fetched(response.status, body, seen.get("ETag", ""), seen.get("Last-Modified", ""), url, kind)


def _body(response: BaseHTTPResponse, errand: _Errand) -> bytes:
    """The body, given up as soon as it is known to be too large, packed or unpacked."""
    if (response.length_remaining or 0) > errand.max_bytes:
        raise errand.too_large()
    unpacker = _unpacker(response)
    parts: list[bytes] = []
    packed = unpacked = 0
    while chunk := response.read(CHUNK, decode_content=False):
        packed += len(chunk)
        part = unpacker.decompress(chunk, errand.max_bytes - unpacked + 1) if unpacker else chunk
        unpacked += len(part)
        if max(packed, unpacked) > errand.max_bytes:
            raise errand.too_large()
        parts.append(part)
        errand.left()
    errand.left()  # a line cut by the clock looks like the end of the file
    if unpacker and not unpacker.eof:
        raise FetchFailed
    return b"".join(parts)


def _unpacker(response: BaseHTTPResponse) -> zlib._Decompress | None:
    """We asked for a plain body; some servers pack it nevertheless. Only what can be unpacked in steps is taken."""
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing in {"", "identity"}:
        return None
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFailed
    return zlib.decompressobj(wbits=47)  # gzip or zlib, told apart by the header
