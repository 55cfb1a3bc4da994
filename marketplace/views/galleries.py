"""Galleries: the list of names, and one of them with its artists and works."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages import paginate
from marketplace import beside, shown
from marketplace.models import Artwork, Gallery
from marketplace.views.artists import NAMES_PER_PAGE, WORKS_PER_PAGE, asked, named
from marketplace.views.words import listed, other_text, shortened


@require_safe
def gallery_list(request: HttpRequest) -> HttpResponse:
    q = asked(request)
    page = paginate(shown.galleries_on_show(q), request, NAMES_PER_PAGE)
    page.object_list = named(shown.with_covers(page.object_list))
    context = {
        "page": page,
        "q": q,
        "find_label": _("Find a gallery"),
        "none_title": _("No gallery found"),
    }
    return render(request, "marketplace/gallery_list.html", context)


@require_safe
def gallery_detail(request: HttpRequest, slug: str) -> HttpResponse:
    gallery: Gallery = get_object_or_404(Gallery.objects.select_related("city"), slug=slug)
    works = Artwork.objects.filter(shown.PUBLIC, seller=gallery.seller_id).order_by("-published_at", "-id")
    page = paginate(shown.for_cards(works), request, WORKS_PER_PAGE)
    where = _where(gallery)
    context = {
        "gallery": gallery,
        "page": page,
        "works": shown.hung(page.object_list),
        "artists": named(list(shown.represented_by(gallery))),
        "where": where,
        "other_name": other_text(gallery, "name"),
        "other_about": other_text(gallery, "about"),
        "summary": shortened(gallery.about or where),
        "beside": beside.of(gallery, request.user),
        "structured_data": _structured(gallery),
    }
    return render(request, "marketplace/gallery_detail.html", context)


def _where(gallery: Gallery) -> str:
    city = str(gallery.city.name) if gallery.city else ""
    since = _("founded in %(year)s") % {"year": gallery.founded_year} if gallery.founded_year else ""
    address = str(gallery.address or "")
    return listed([address if city and city in address else listed([address, city]), since])


def _structured(gallery: Gallery) -> dict[str, Any]:
    url = f"{settings.SITE_URL}{gallery.get_absolute_url()}"
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ArtGallery",
        "@id": f"{url}#gallery",
        "url": url,
        "name": str(gallery.name),
        "alternateName": other_text(gallery, "name"),
        "description": shortened(gallery.about or ""),
        "address": _where(gallery),
        "sameAs": gallery.website,
        "foundingDate": str(gallery.founded_year or ""),
    }
    return {name: value for name, value in found.items() if value}
