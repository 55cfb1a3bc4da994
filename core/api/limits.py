"""How often one caller may ask: rates in settings, counted by account and, without one, by address."""

from __future__ import annotations

from typing import Any

from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle, UserRateThrottle


class ByAddress(AnonRateThrottle):
    scope = "address"


class ByPerson(UserRateThrottle):
    scope = "person"


class Bidding(SimpleRateThrottle):
    """Bids of one person, over all lots: more than a hand can press, far less than a machine could."""

    scope = "bids"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        if not request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}
