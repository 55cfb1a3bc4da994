"""What a work is in the words of schema.org, for search engines."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from marketplace.enums import Availability
from marketplace.imaging import serving
from marketplace.imaging.models import Image
from marketplace.models import Artwork
from marketplace.templatetags.works import dated, plain_cm
from marketplace.views.words import other_text, shortened

SCHEMA = "https://schema.org"
IN_STOCK = {
    Availability.AVAILABLE: "InStock",
    Availability.ON_HOLD: "LimitedAvailability",
    Availability.SOLD: "SoldOut",
}


def absolute(path: str) -> str:
    return path if path.startswith("http") else f"{settings.SITE_URL}{path}"


def structured_work(work: Artwork, cover: Image | None, crumbs: list[dict[str, str]]) -> dict[str, Any]:
    """The work with its offer, and the way to it."""
    return {"@context": SCHEMA, "@graph": [_work(work, cover), trail(crumbs)]}


def _work(work: Artwork, cover: Image | None) -> dict[str, Any]:
    url = absolute(work.get_absolute_url())
    found: dict[str, Any] = {
        "@type": "VisualArtwork",
        "@id": f"{url}#work",
        "url": url,
        "name": str(work.title),
        "alternateName": other_text(work, "title"),
        "description": shortened(work.description or ""),
        "inLanguage": get_language(),
        "image": absolute(serving.shared(cover)) if cover and cover.is_ready else "",
        "creator": _creator(work),
        "dateCreated": dated(work),
        "artform": str(work.get_category_display()),
        "artMedium": str(work.medium or ""),
        "artEdition": work.edition_size,
        "height": _distance(work.height_cm),
        "width": _distance(work.width_cm),
        "depth": _distance(work.depth_cm),
        "offers": _offer(work, url),
    }
    return {name: value for name, value in found.items() if value}


def _creator(work: Artwork) -> dict[str, str] | None:
    if not work.artist:
        return None
    return {
        "@type": "Person",
        "name": str(work.artist.name),
        "url": absolute(work.artist.get_absolute_url()),
    }


def _distance(side: Any) -> dict[str, Any] | None:
    return None if side is None else {"@type": "Distance", "name": f"{plain_cm(side)} cm"}


def _offer(work: Artwork, url: str) -> dict[str, Any] | None:
    """Prices on request and works that are not for sale have no offer."""
    stock = IN_STOCK.get(Availability(work.availability))
    if work.price is None or stock is None:
        return None
    return {
        "@type": "Offer",
        "url": url,
        "price": work.price.plain,
        "priceCurrency": work.currency,
        "availability": f"{SCHEMA}/{stock}",
        "seller": {"@type": "Organization", "name": str(work.seller.name)},
    }


def trail(crumbs: list[dict[str, str]]) -> dict[str, Any]:
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": str(crumb["label"]),
            **({"item": absolute(crumb["url"])} if crumb.get("url") else {}),
        }
        for position, crumb in enumerate(
            [{"label": settings.SITE_NAME, "url": reverse("home")}, *crumbs], start=1
        )
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
