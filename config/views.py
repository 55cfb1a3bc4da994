"""Pages that belong to the whole site."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from config.pages import PAGES


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html")


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A fixed page, written once in each language. Raises Http404 for a name we do not have."""
    if slug not in PAGES:
        raise Http404
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    context = {
        "page": PAGES[slug],
        "body": f"site/pages/{slug}.{language}.html",
        "contact_email": settings.CONTACT_EMAIL,
        "privacy_email": settings.PRIVACY_EMAIL,
    }
    return render(request, "site/page.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"missing": True}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Says so in the reader's language and touches no database: that may be what broke."""
    return render(request, "500.html", status=500)
