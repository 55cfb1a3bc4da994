"""The door for SendGrid's reports: nothing happened unless it is signed and fresh."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mailing import reports, services
from mailing.exceptions import ReportRefused

WINDOW: Final = 48 * 60 * 60  # seconds; SendGrid tries for a day, and a report is taken once anyway


@csrf_exempt
@require_POST
def sendgrid(request: HttpRequest) -> HttpResponse:
    """404 until the house has their key; 4xx for what is not believed."""
    if not settings.SENDGRID_WEBHOOK_KEY:
        raise Http404
    try:
        body = request.body
        if not _believed(request, body):
            return JsonResponse({"code": ReportRefused.code}, status=HTTPStatus.FORBIDDEN)
        found = reports.parse(body)
    except (ValueError, OverflowError, OSError, RequestDataTooBig, UnreadablePostError):
        return JsonResponse({"code": "mailing.unreadable"}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"taken": services.take_reports(provider="sendgrid", reports=found)})


def _believed(request: HttpRequest, body: bytes) -> bool:
    timestamp = request.headers.get(reports.TIMESTAMP, "")
    if not (timestamp.isascii() and timestamp.isdigit()) or abs(time.time() - int(timestamp)) > WINDOW:
        return False
    return reports.is_genuine(
        public_key=settings.SENDGRID_WEBHOOK_KEY,
        signature=request.headers.get(reports.SIGNATURE, ""),
        timestamp=timestamp,
        body=body,
    )
