"""Artists: the list of names, and one of them with the works on show."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.bidi import clean_line
from core.pages import paginate
from marketplace import beside, shown
from marketplace.models import Artist, Artwork
from marketplace.views.words import listed, other_text, place_of, shortened, years_of

NAMES_PER_PAGE, WORKS_PER_PAGE = 40, 24
LONGEST_QUESTION = 100


def asked(request: HttpRequest) -> str:
    return clean_line(request.GET.get("q", ""))[:LONGEST_QUESTION]


def named(rows: list[Any]) -> list[Any]:
    """Puts the other language's name, and for people the place, on each row."""
    for row in rows:
        row.other_name = other_text(row, "name")
        if isinstance(row, Artist):
            row.place = place_of(row)  # type: ignore[attr-defined]
    return rows


@require_safe
def artist_list(request: HttpRequest) -> HttpResponse:
    q = asked(request)
    page = paginate(shown.artists_on_show(q), request, NAMES_PER_PAGE)
    page.object_list = named(shown.with_covers(page.object_list))
    context = {
        "page": page,
        "q": q,
        "find_label": _("Find an artist"),
        "none_title": _("No artist found"),
    }
    return render(request, "marketplace/artist_list.html", context)


@require_safe
def artist_detail(request: HttpRequest, slug: str) -> HttpResponse:
    artist: Artist = get_object_or_404(Artist.objects.select_related("city"), slug=slug)
    works = Artwork.objects.filter(shown.PUBLIC, artist=artist).order_by("-published_at", "-id")
    page = paginate(shown.for_cards(works), request, WORKS_PER_PAGE)
    where = listed([place_of(artist), years_of(artist)])
    context = {
        "artist": artist,
        "page": page,
        "works": shown.hung(page.object_list),
        "galleries": list(shown.representing(artist)),
        "where": where,
        "other_name": other_text(artist, "name"),
        "other_bio": other_text(artist, "bio"),
        "summary": shortened(artist.bio or where),
        "beside": beside.of(artist, request.user),
        "structured_data": _structured(artist),
    }
    return render(request, "marketplace/artist_detail.html", context)


def _structured(artist: Artist) -> dict[str, Any]:
    url = f"{settings.SITE_URL}{artist.get_absolute_url()}"
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": f"{url}#artist",
        "url": url,
        "name": str(artist.name),
        "alternateName": other_text(artist, "name"),
        "description": shortened(artist.bio or ""),
        "birthDate": str(artist.birth_year or ""),
        "deathDate": str(artist.death_year or ""),
        "homeLocation": place_of(artist),
    }
    return {name: value for name, value in found.items() if value}
