"""Collections: works that somebody put together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages import paginate
from marketplace import shown
from marketplace.models import Artwork
from marketplace.views.artists import NAMES_PER_PAGE, WORKS_PER_PAGE
from marketplace.views.words import other_text


@require_safe
def collection_list(request: HttpRequest) -> HttpResponse:
    page = paginate(shown.collections_on_show(), request, NAMES_PER_PAGE)
    return render(
        request, "marketplace/collection_list.html", {"page": page, "none_title": _("No collections yet")}
    )


@require_safe
def collection_detail(request: HttpRequest, slug: str) -> HttpResponse:
    collection = get_object_or_404(shown.collections_on_show(), slug=slug)
    works = Artwork.objects.filter(shown.PUBLIC, collection_items__collection=collection)
    page = paginate(
        shown.for_cards(works.order_by("collection_items__position", "pk")), request, WORKS_PER_PAGE
    )
    context = {
        "collection": collection,
        "page": page,
        "works": shown.hung(page.object_list),
        "other_title": other_text(collection, "title"),
        "other_description": other_text(collection, "description"),
    }
    return render(request, "marketplace/collection_detail.html", context)
