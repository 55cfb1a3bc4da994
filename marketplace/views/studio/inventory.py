"""The studio's first page: what needs attention, and every work as a row that can be edited in place."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import SignedIn
from core.arabic import fold, name_key
from core.pages import paginate
from core.search import ArFold
from marketplace import queries, shown
from marketplace.models import Artwork
from marketplace.studio import Attention, attention_of
from marketplace.views.artists import asked
from marketplace.views.studio.access import chosen_seller, my_sellers, seller_here
from marketplace.views.studio.moves import is_trusted, moved
from marketplace.views.studio.rows import row_of
from marketplace.views.studio.standing import BY_CODE, STANDINGS, counts_of
from orders.models import Seller

PER_PAGE: Final = 25
ALWAYS_SHOWN: Final = frozenset({"for_sale", "reserved", "sold", "draft"})
BULK: Final = frozenset({"publish", "archive"})


@login_required
@require_GET
def inventory(request: SignedIn) -> HttpResponse:
    sellers = my_sellers(request)
    if not sellers:
        return render(request, "marketplace/studio/no_seller.html")
    seller = chosen_seller(request, sellers)
    works, counts = queries.of_seller(seller), counts_of(queries.of_seller(seller))
    status, q = request.GET.get("status", ""), asked(request)
    page = paginate(shown.for_cards(_narrowed(works, status, q)), request, PER_PAGE)
    hung = shown.hung(page.object_list)
    trusted = bool(hung) and is_trusted(request.user, _with_seller(hung[0], seller))
    context = {
        "seller": seller,
        "sellers": sellers,
        "counts": counts,
        "attention": [*_own_attention(seller, counts), *attention_of(seller)],
        "status": status,
        "q": q,
        "page": page,
        "works": hung,
        "rows": [row_of(work, trusted=trusted) for work in hung],
        "status_tabs": status_tabs(seller, counts, status),
        "kept": [(name, request.GET[name]) for name in ("seller", "status") if request.GET.get(name)],
        "bulk_url": _here("studio-bulk", seller),
        "add_url": _here("studio-artwork-add", seller),
        "import_url": _here("studio-import", seller),
        "all_url": _here("studio", seller),
    }
    return render(request, "marketplace/studio/inventory.html", context)


def _with_seller(work: Artwork, seller: Seller) -> Artwork:
    work.seller = seller
    return work


def _here(name: str, seller: Seller, **more: str) -> str:
    return f"{reverse(f'marketplace:{name}')}?{urlencode({'seller': seller.slug, **more})}"


def _narrowed(works: QuerySet[Artwork], status: str, q: str) -> QuerySet[Artwork]:
    """By where the works stand and by title, artist or number, in either script. Raises Http404."""
    if status:
        if status not in BY_CODE:
            raise Http404
        works = works.filter(BY_CODE[status].where)
    words = fold(q).lower().split()
    if words:
        works = works.annotate(
            folded_title=ArFold(Coalesce("title_ar", Value(""), output_field=TextField())),
            folded_artist=ArFold(Coalesce("artist__name_ar", Value(""), output_field=TextField())),
        )
    for word in words:
        works = works.filter(_called(word))
    return works


def _called(word: str) -> Q:
    """Part of a title, a name or a number; for artists the sound of the word in the other script, too."""
    named = (
        Q(title_en__icontains=word)
        | Q(folded_title__contains=word)
        | Q(artist__name_en__icontains=word)
        | Q(folded_artist__contains=word)
        | Q(inventory_number__icontains=word)
    )
    keys = name_key(word).split()
    return named | Q(artist__name_key__contains=keys) if keys else named


def status_tabs(seller: Seller, counts: dict[str, int], status: str) -> list[dict[str, Any]]:
    """All, and each standing that has works (the usual ones always)."""
    tabs = [
        {"label": _("All"), "count": counts["all"], "url": _here("studio", seller), "current": not status}
    ]
    for item in STANDINGS:
        if counts[item.code] or item.code in ALWAYS_SHOWN or item.code == status:
            url = _here("studio", seller, status=item.code)
            tabs.append(
                {"label": item.label, "count": counts[item.code], "url": url, "current": item.code == status}
            )
    return tabs


def _own_attention(seller: Seller, counts: dict[str, int]) -> list[Attention]:
    """What the catalogue itself wants: drafts that a buyer could not judge, works that wait for their buyer."""
    works = queries.of_seller(seller)
    bare = Q(height_cm__isnull=True) | Q(images__isnull=True)
    unready = works.filter(BY_CODE["draft"].where).filter(bare).distinct()
    first = unready.first() if counts["draft"] else None
    number = unready.count() if first else 0
    found = []
    if first:
        note = _("%(title)s lacks its size or a picture") % {"title": first.title}
        label = ngettext("Draft that is not ready", "Drafts that are not ready", number)
        found.append(Attention(number, label, note, _here("studio", seller, status="draft")))
    if counts["reserved"]:
        label = ngettext("Reserved work", "Reserved works", counts["reserved"])
        note = _("They wait for the buyer’s payment or for you")
        found.append(Attention(counts["reserved"], label, note, _here("studio", seller, status="reserved")))
    return found


@login_required
@require_POST
def bulk(request: SignedIn) -> HttpResponse:
    """Publishes or archives the ticked works; each that cannot be is named with its reason."""
    seller = seller_here(request)
    code = request.POST.get("to", "")
    if code not in BULK:
        raise Http404
    ticked = [int(pk) for pk in request.POST.getlist("work") if pk.isascii() and pk.isdigit()][:PER_PAGE]
    works = list(queries.of_seller(seller).filter(pk__in=ticked))
    done = 0
    for work in works:
        wanted = "submit" if code == "publish" and not is_trusted(request.user, work) else code
        refusal = moved(work, wanted, by=request.user)
        done += not refusal
        if refusal:
            messages.warning(request, _("%(title)s: %(reason)s") % {"title": work.title, "reason": refusal})
    if done:
        said = ngettext("%(total)s work is changed.", "%(total)s works are changed.", done)
        messages.success(request, said % {"total": done})
    elif not works:
        messages.warning(request, _("Select the works first."))
    return redirect(_here("studio", seller))
