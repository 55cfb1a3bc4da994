"""What robots are asked to leave alone, and where the map is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PRIVATE = ("studio", "desk", "account", "admin")


def robots(_request: HttpRequest) -> HttpResponse:
    closed = [f"Disallow: /{language}/{room}/" for language, _name in settings.LANGUAGES for room in PRIVATE]
    lines = ["User-agent: *", *closed, "Disallow: /api/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
