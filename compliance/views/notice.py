"""The page that says what we hold about people."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compliance import notice


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice (Articles 4, 12 and 13 of the Saudi Personal Data Protection Law)."""
    context = {"groups": notice.groups(), "privacy_email": settings.PRIVACY_EMAIL}
    return render(request, "compliance/notice_read.html", context)
