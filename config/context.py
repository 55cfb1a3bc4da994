"""What every page needs: where we are, what the other language is called, how to get about."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config.pages import footer

SECTIONS = (
    ("marketplace:artwork-list", _("Works")),
    ("auctions:sale-list", _("Auctions")),
    ("marketplace:artist-list", _("Artists")),
    ("marketplace:gallery-list", _("Galleries")),
    ("workshops:workshop-list", _("Workshops")),
    ("commissions:commission-list", _("Commissions")),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Computed only where a template asks for it: a fragment pays nothing."""
    here = get_language() or settings.LANGUAGE_CODE
    other = "en" if here.startswith("ar") else "ar"
    return {
        "site_url": settings.SITE_URL,
        "other_language": other,
        "other_language_url": SimpleLazyObject(lambda: translate_url(request.get_full_path(), other)),
        "other_canonical_url": SimpleLazyObject(
            lambda: settings.SITE_URL + translate_url(request.path, other)
        ),
        "canonical_url": f"{settings.SITE_URL}{request.path}",
        "navigation": partial(navigation, request.path),
        "footer_groups": footer,
    }


def navigation(path: str) -> list[dict[str, Any]]:
    """The sections, the one that holds `path` marked as current."""
    links = [(reverse(name), label) for name, label in SECTIONS]
    return [{"url": url, "label": label, "current": path.startswith(url)} for url, label in links]
