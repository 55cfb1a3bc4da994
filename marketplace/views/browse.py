"""Browse and search: one address, one answer; whole as a page, in parts for htmx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.arabic import fold, name_key
from core.pages import paginate
from marketplace import shown
from marketplace.models import Artwork
from marketplace.search.browse import BrowseInvalid, BrowseQuery, Chip, Problem, Sort, parse
from marketplace.search.results import Browse, browse
from marketplace.search.sources import found_elsewhere
from marketplace.search.words import tokens
from marketplace.views.facets import facets_for

PER_PAGE: Final = 24
WAYS_OUT: Final = 6  # how many conditions an empty page tries to do without
ALSO_SHOWN: Final = 3


@require_safe
def artwork_list(request: HttpRequest) -> HttpResponse:
    """The works that an address asks for. Bad parameters are named; what can be understood is shown."""
    partial = is_partial(request)
    if not partial and _has_blanks(request.GET):
        return redirect(f"{request.path}?{_without_blanks(request.GET)}")
    query, problems = _understood(request)
    found = browse(query, dress=shown.for_cards)
    page = paginate(found.works, request, PER_PAGE)  # type: ignore[arg-type]  # counts and slices like one
    context = _context(found, page, problems)
    template = "marketplace/partials/_swap.html" if partial else "marketplace/artwork_list.html"
    # A part is swapped in whatever it says; a whole page with a bad address says so to robots, too.
    response = render(request, template, context, status=400 if problems and not partial else 200)
    if partial:
        response["HX-Push-Url"] = address(found.query)
    patch_vary_headers(response, ["HX-Request"])
    return response


def is_partial(request: HttpRequest) -> bool:
    """htmx asks for a part, except when it restores a whole page from its history."""
    asked = request.headers.get("HX-Request") == "true"
    return asked and request.headers.get("HX-History-Restore-Request") != "true"


def address(query: BrowseQuery) -> str:
    here = reverse("marketplace:artwork-list")
    return here if query.url == "?" else f"{here}{query.url}"


def _has_blanks(params: QueryDict) -> bool:
    return any(value == "" for _name, values in params.lists() for value in values)


def _without_blanks(params: QueryDict) -> str:
    """A form without scripts sends empty fields along; an address that people share has none."""
    kept = QueryDict(mutable=True)
    for name, values in params.lists():
        kept.setlist(name, [value for value in values if value != ""])
    return kept.urlencode()


def _understood(request: HttpRequest) -> tuple[BrowseQuery, tuple[Problem, ...]]:
    try:
        return parse(request.GET), ()
    except BrowseInvalid as refusal:
        return refusal.query, refusal.problems


def _context(found: Browse, page: Page[Any], problems: tuple[Problem, ...]) -> dict[str, Any]:
    query = found.query
    works = shown.hung(page.object_list)
    chips = [chip for chip in query.chips() if chip.name != "q"]
    return {
        "heading": _("Works: %(words)s") % {"words": query.q} if query.q else _("Works"),
        "q": query.q,
        "page": page,
        "works": works,
        "chips": [_linked(chip) for chip in chips],
        "clear_url": address(query.cleared()),
        "facets": facets_for(found.facets, query, problems),
        "sorts": _sorts(query),
        "problems": [problem.text for problem in problems],
        "also": _also(query.q, works) if query.q else [],
        "instead": found.finding.instead if query.q else "",
        "way_out": None if works else _way_out(query),
        "elsewhere": [] if works else found_elsewhere(query.q, ALSO_SHOWN),
    }


def _linked(chip: Chip) -> dict[str, str]:
    return {"label": chip.label, "url": _full(chip.url)}


def _full(url: str) -> str:
    here = reverse("marketplace:artwork-list")
    return here if url == "?" else f"{here}{url}"


def _sorts(query: BrowseQuery) -> list[dict[str, Any]]:
    """Fitness is an order only where words were asked."""
    choices = [sort for sort in Sort if query.q or sort is not Sort.RELEVANCE]
    return [{"code": sort.value, "label": sort.label, "current": sort is query.ordering} for sort in choices]


def _also(q: str, works: list[Artwork]) -> list[str]:
    """What the words are called in the other script, as far as the page shows it: names first, then titles."""
    asked = fold(q).lower().strip()
    keys = set(name_key(q).split())
    heard = [work.artist for work in works if work.artist and keys & set(work.artist.name_key)]
    named = [work for work in works if asked and asked in _titles(work)]
    found = [_in_other_script(q, artist.name_ar, artist.name_en) for artist in heard]
    found += [_in_other_script(q, work.title_ar, work.title_en) for work in named]
    return list(dict.fromkeys(word for word in found if word))[:ALSO_SHOWN]


def _titles(work: Artwork) -> str:
    return fold(f"{work.title_ar or ''} {work.title_en or ''}").lower()


def _in_other_script(q: str, arabic: str | None, latin: str | None) -> str:
    return (latin if any(token.is_arabic for token in tokens(q)) else arabic) or ""


@dataclass(frozen=True, slots=True)
class WayOut:
    """The condition without which most works are found, and how many."""

    label: str
    count: int
    url: str


def _way_out(query: BrowseQuery) -> WayOut | None:
    """None where no single condition is to blame. One count for each condition, on empty pages only."""
    chips = query.chips()[:WAYS_OUT]
    if all(chip.name == "q" for chip in chips):
        return None
    ways = [_without(query, chip) for chip in chips]
    best = max(ways, key=lambda way: way.count, default=None)
    return best if best and best.count else None


def _without(query: BrowseQuery, chip: Chip) -> WayOut:
    rest = query
    for name in (f"{chip.name}_from", f"{chip.name}_to") if chip.name in {"price", "year"} else (chip.name,):
        rest = rest.without(name, chip.value)
    return WayOut(chip.label, browse(rest).found.order_by().count(), _full(chip.url))
