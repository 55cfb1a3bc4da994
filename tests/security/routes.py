"""Every address of the site, read from the URL patterns, so that no new one is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import URLResolver, get_resolver
from django.utils.translation import override

PART = re.compile(r"<(?:(?P<kind>[^>:]+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<(?P<name>\w+)>(?P<body>(?:[^()]|\([^()]*\))*)\)")
BY_KIND = {
    "int": "987654321",
    "uuid": "6f1f0f0e-3a52-4d0b-9d5c-6a3f0c9b7a11",
    "path": "none/none.jpg",
    "registration": "RG-ABCDEFGH",
    "payouts_ending": "csv",
}
BY_NAME = {
    "year": "2026",
    "month": "11",
    "language": "en",
    "ending": "csv",
    "verb": "nothing",
    "action": "(prepare)",
    "provider": "nobody",
    "provider_id": "nobody",
    "number": "1",
    "secret": "s" * 43,
    "token": "t" * 43,
}


@dataclass(frozen=True)
class Route:
    """`name` with its namespaces ("orders:order"), `path` as the patterns write it."""

    name: str
    path: str
    callback: Any = field(repr=False, compare=False)

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(match["name"] for match in PART.finditer(self.path))

    def url(self, given: Mapping[str, Any] | None = None) -> str:
        """The address with these values; what is not given leads nowhere."""
        known = given or {}

        def value(match: re.Match[str]) -> str:
            name, kind = match["name"], match.groupdict().get("kind") or "str"
            body = match.groupdict().get("body") or ""
            first = re.fullmatch(r"([\w-]+)(\|[\w-]+)+", body)
            kind = "int" if body.startswith(r"\d") else kind
            usual = first[1] if first else BY_KIND.get(kind, BY_NAME.get(name, "zz"))
            return str(known.get(name, usual))

        filled = PART.sub(value, GROUP.sub(value, self.path))
        return "/" + re.sub(r"[\^$\\]", "", filled)


@cache
def routes() -> tuple[Route, ...]:
    with override("en"):
        return tuple(_walk(get_resolver()))


def pages() -> list[Route]:
    """Without the administration, whose pages are alike."""
    return [route for route in routes() if not route.name.startswith("admin:")]


def _walk(resolver: Any, path: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, here, (*spaces, *filter(None, [pattern.namespace])))
        else:
            yield Route(":".join((*spaces, pattern.name or "")), here, pattern.callback)
