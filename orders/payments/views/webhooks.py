"""The door: raw bytes in, a status out. The sender learns no more than whether it was taken."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from orders.payments import doors, services
from orders.payments.exceptions import DoorUnknown, MessageRefused


@csrf_exempt
@require_POST
def door(request: HttpRequest, provider: str, secret: str = "") -> HttpResponse:
    """2xx as soon as the message is verified and kept; 4xx for what is not believed, and nothing happened."""
    declared = _declared(request)
    try:
        doors.client(provider)
        # One byte more than allowed is enough to know; what is larger is not read at all.
        body = b"" if (declared or 0) > settings.WEBHOOK_MAX_BYTES else request.body
        services.receive(
            provider=provider,
            body=body,
            headers=dict(request.headers),
            secret=secret,
            address=_address(request),
            declared=declared,
        )
    except (DoorUnknown, MessageRefused) as refusal:
        return JsonResponse({"code": refusal.code}, status=refusal.http_status)
    except (RequestDataTooBig, UnreadablePostError):
        return JsonResponse({"code": "payments.unreadable"}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"taken": True})


def _address(request: HttpRequest) -> str:
    """The sender's own, behind as many proxies of ours as the settings say; what came before them may be made up."""
    proxies = cast("int", settings.REST_FRAMEWORK.get("NUM_PROXIES") or 0)
    passed = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    if proxies and len(passed) >= proxies:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _declared(request: HttpRequest) -> int | None:
    given = str(request.META.get("CONTENT_LENGTH") or "")
    return int(given) if given.isascii() and given.isdigit() else None
