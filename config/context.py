"""What every page needs: where we are, what the other language is called, who runs the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, Any]:
    here = get_language() or settings.LANGUAGE_CODE
    other = "en" if here.startswith("ar") else "ar"
    path = request.get_full_path()
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "other_language": other,
        "other_language_url": translate_url(path, other),
        "canonical_url": f"{settings.SITE_URL}{request.path}",
    }
