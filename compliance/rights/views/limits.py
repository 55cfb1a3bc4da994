"""How often one may ask here; who goes too fast is told so, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django_ratelimit.core import is_ratelimited

from compliance.rights.exceptions import TooFast

View = Callable[..., HttpResponse]
ASK: Final = "20/h"  # requests of one person
GUEST: Final = "10/h"  # of one network address without an account
MAILED: Final = "6/d"  # to one e-mail address, so that nobody is flooded with codes
CODES: Final = "30/h"  # tries of codes from one network address


def by_mail(_group: str, request: HttpRequest) -> str:
    return request.POST.get("email", "").strip().lower()


def limited(group: str, *rules: tuple[Any, str]) -> Callable[[View], View]:
    """Each rule is a key of django-ratelimit and a rate; only writes count. Raises TooFast."""

    def around(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            for place, (key, rate) in enumerate(rules):
                if is_ratelimited(
                    request,
                    group=f"rights.{group}.{place}",
                    key=key,
                    rate=rate,
                    method="POST",
                    increment=True,
                ):
                    raise TooFast
            return view(request, *args, **kwargs)

        return inner

    return around
