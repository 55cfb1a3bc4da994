"""Browse and search; the facets follow with the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.pages import paginate
from marketplace import shown
from marketplace.models import Artwork

PER_PAGE = 24


@require_safe
def artwork_list(request: HttpRequest) -> HttpResponse:
    works = Artwork.objects.filter(shown.PUBLIC).order_by("-published_at", "-id")
    page = paginate(shown.for_cards(works), request, PER_PAGE)
    context = {"page": page, "works": shown.hung(page.object_list), "heading": "", "facets": [], "chips": []}
    return render(request, "marketplace/artwork_list.html", context)
