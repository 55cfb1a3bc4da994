"""Pages that belong to the whole site."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config import home as home_page
from config.limits import too_often
from config.middleware import refused
from config.pages import PAGES
from core.errors import Denied
from core.money import Money
from orders.fees import DEFAULT_POLICY


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html", home_page.context())


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
        "security_email": settings.SECURITY_EMAIL,
        **(_fee_table(language) if slug == "fees" else {}),
    }
    return render(request, "site/page.html", context)


def _fee_table(language: str) -> dict[str, object]:
    tiers = [
        {
            "up_to": Money(up_to, "SAR").text(language) if up_to else "",
            "percent": f"{bps / 100:g}",
        }
        for up_to, bps in DEFAULT_POLICY.premium_tiers
    ]
    return {"fee_tiers": tiers, "vat_percent": f"{DEFAULT_POLICY.vat_bps / 100:g}"}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"missing": True}, status=404)


class FormStale(Denied):
    """Django's protection against forged forms did not find its token."""

    code = "config.form_stale"
    message = _(
        "This form is too old, or cookies are switched off. Go back, reload the page and send it again."
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refused(request, FormStale())


def too_many(request: HttpRequest) -> HttpResponse:
    """What the library of accounts answers when its own limits are reached."""
    return too_often(request)


def broken(request: HttpRequest) -> HttpResponse:
    """Says so in the reader's language and touches no database: that may be what broke."""
    return render(request, "500.html", status=500)
