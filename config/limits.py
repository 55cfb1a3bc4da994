"""How often one caller may do what: each route belongs to a class, each class has its rate.

Counted with django-ratelimit in the shared cache, per person, or per address for visitors and at the doors. What
is counted more finely (failed sign-ins of one account, codes to one address, bids, scans) is counted there as well:
ACCOUNT_RATE_LIMITS, the views' own decorators, and the API by DRF's throttles.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_ratelimit.core import get_usage
from redis.exceptions import RedisError

from config.middleware import refused
from core.errors import SoukError

logger = logging.getLogger(__name__)
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class RouteClass:
    """`rate` as django-ratelimit writes it, None where another part counts; `key` is person or address."""

    code: str
    rate: str | None
    by_address: bool = False
    looks: bool = False  # whether reading counts too


CLASSES: Final = {
    kind.code: kind
    for kind in (
        RouteClass("sign-in", "60/m", by_address=True),
        RouteClass("token", "300/m", by_address=True),
        RouteClass("sign-up", "30/m", by_address=True),
        RouteClass("code", "30/m", by_address=True),
        RouteClass("account", "60/m"),
        RouteClass("form", "120/m"),
        RouteClass("money", "60/m"),
        RouteClass("bid", "120/m"),
        RouteClass("report", "30/h"),
        RouteClass("upload", "60/m"),
        RouteClass("download", "120/m", looks=True),
        RouteClass("search", "240/m", looks=True),
        RouteClass("door", "400/m"),
        RouteClass("staff", "300/m"),
        RouteClass("message", "600/m", by_address=True),
        RouteClass("api", None),
    )
}

# The first that fits the name of a route decides. A route that fits none is counted as a form, and a test fails.
RULES: Final = tuple(
    (re.compile(pattern), CLASSES[code])
    for pattern, code in (
        (r"api:", "api"),
        (r"(mail_)?webhooks:|mailing:unsubscribe$", "message"),
        (r"headless:.*:(refresh|config|current_session|sessions)$", "token"),
        (r"headless:.*:(signup|signup_webauthn|provider_signup)$", "sign-up"),
        (r"headless:.*(confirm|verify|resend|request|reset)", "code"),
        (r"headless:", "sign-in"),
        (r"account_signup|mfa_signup|socialaccount_signup", "sign-up"),
        (
            r"account_(login|reauthenticate)$|mfa_(login|authenticate|reauthenticate)|accounts:setup$",
            "sign-in",
        ),
        (r"account_(confirm|request|reset|complete|email_verification|password_reset)", "code"),
        (r"account_|accounts:|mfa_|socialaccount_|usersessions_", "account"),
        (r"(google|apple|twitter_oauth2|github|openid_connect)_", "sign-in"),
        (r"admin:|mailing:(mail|template)|.*:(screening|staff|queue)", "staff"),
        (r"safety:(report|appeal)", "report"),
        (r"(rights|copies):(.*[-_])?(code|confirm|prove|send|guest|link)$|consents:guardian$", "code"),
        (r"admission:(scan|read|sync|undo|hand)$", "door"),
        (r"auctions:lot-bid$", "bid"),
        (r"marketplace:artwork-list$|admission:verify|progress:certificate-check$|.*suggest", "search"),
        (r"marketplace:studio-(import|image-add)|.*upload", "upload"),
        (r"private-file$", "download"),
        (r".*:(.*[-_])?(pdf|xml|csv|export|file|paper|label|slip|badges|receipt|download)$", "download"),
        (r"(payments|payouts|checkout|memberships|orders|invoicing|verification):", "money"),
        (
            r"(marketplace|auctions|workshops|booking|admission|agenda|commissions|contracts|progress):",
            "form",
        ),
        (r"(delivery|aftercare|mailing|imaging|calendars):", "form"),
        (r"(compliance|consents|records|safety|copies|erasure|incidents|rights):", "form"),
        (r"(home|page|robots|sitemap|sitemap-index|wellknown:.*)?$", "form"),  # they only answer
    )
)


class TooOften(SoukError):
    code = "config.too_often"
    http_status = 429
    message = _("That was too often in a short time. Wait a moment, then try again.")


class LimitMiddleware:
    """After AuthenticationMiddleware; costs the cache two short calls for each request that counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        kind = class_of(request.resolver_match.view_name if request.resolver_match else "") or CLASSES["form"]
        if kind.rate is None or (request.method in SAFE and not kind.looks):
            return None
        wait = seconds_to_wait(request, kind)
        return too_often(request, wait) if wait else None


def seconds_to_wait(request: HttpRequest, kind: RouteClass) -> int:
    """Counts this request; 0 where it may go on. A cache that is out of reach stops nobody, and is logged."""
    key = "ip" if kind.by_address else "user_or_ip"
    try:
        usage = get_usage(request, group=f"route:{kind.code}", key=key, rate=kind.rate, increment=True)
    except RedisError:
        logger.exception("Limits are not counted: the cache is out of reach.")
        return 0
    return max(1, usage["time_left"]) if usage and usage["should_limit"] else 0


def class_of(name: str) -> RouteClass | None:
    """The class of a route by its full name ("orders:pay"); None where no rule fits."""
    return next((kind for pattern, kind in RULES if pattern.match(name)), None)


def too_often(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """429 with the time to wait, as a page or, for a script, as a problem."""
    response = refused(request, TooOften())
    response["Retry-After"] = str(seconds)
    return response


def address_of(request: HttpRequest) -> str:
    """The caller's address behind as many proxies as TRUSTED_PROXY_COUNT says (RATELIMIT_IP_META_KEY)."""
    return str(get_adapter().get_client_ip(request))
