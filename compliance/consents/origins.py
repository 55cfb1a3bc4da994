"""Where an answer came from: means, a part of the network address, the browser, who wrote it down."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from compliance.consents.enums import Means
from compliance.consents.models import Guardianship
from core.bidi import clean_line

KEPT_BITS = {4: 24, 6: 48}


@dataclass(frozen=True, slots=True)
class Origin:
    """`actor` is the account that acted; a member of staff for what was told by mail, telephone or in person."""

    means: Means
    ip_prefix: str = ""
    agent: str = ""
    note: str = ""
    actor: Any = None
    guardianship: Guardianship | None = None


def origin_of(request: HttpRequest, means: Means = Means.WEB, **more: Any) -> Origin:
    """Of a request that is at hand; the actor is whoever is signed in."""
    user = getattr(request, "user", None)
    actor = user if user is not None and user.is_authenticated else None
    return Origin(
        means=means,
        ip_prefix=prefix(_address(request)),
        agent=clean_line(request.headers.get("User-Agent", ""))[:200],
        **{"actor": actor, **more},
    )


def prefix(address: str) -> str:
    """The network of an address, not the address: enough to make an answer believable. "" for what is none."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{parsed}/{KEPT_BITS[parsed.version]}", strict=False))


def _address(request: HttpRequest) -> str:
    """The sender's own, behind as many proxies of ours as the settings say."""
    proxies = cast("int", settings.REST_FRAMEWORK.get("NUM_PROXIES") or 0)
    passed = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    if proxies and len(passed) >= proxies:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
