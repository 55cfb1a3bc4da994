"""One work: everything that a buyer wants to know of it, and the button that buys it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from core.dates import gregorian_text
from core.errors import SoukError
from core.money import Money
from marketplace import queries, services, shown
from marketplace.enums import Availability
from marketplace.imaging import serving
from marketplace.imaging.enums import Swatch
from marketplace.imaging.models import Image
from marketplace.models import Artwork, ArtworkImage
from marketplace.offers import offers_of
from marketplace.services.buying import SOURCE, source_of
from marketplace.templatetags.works import alt_text
from marketplace.views.facts import STANDING, facts_of
from marketplace.views.provenance import Moment, moments
from marketplace.views.structured import structured_work
from marketplace.views.wall import PERSON_CM, Wall, wall_of
from marketplace.views.words import listed, other_text, shortened
from orders.checkout.pricing import at_home
from orders.checkout.queries import held_by, terms_of
from orders.checkout.services import start_checkout
from orders.fees import price_with_vat_split
from orders.models import Order
from orders.rules import may_manage

ROW_OF_WORKS = 6
MAIL_SUBJECT = 150
SUBJECTS_SHOWN = 12
WALL_PIXELS = 640


@require_safe
def artwork_detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The work's page; an old or mistyped tail of the address leads to the right one."""
    work = get_object_or_404(_visible(request), pk=pk)
    if slug != work.slug:
        return redirect(work, permanent=True)
    pictures = list(work.images.all())
    cover = _chosen(request, pictures)
    crumbs = _crumbs(work)
    rows = _rows(work, pictures[0].image if pictures else None)
    context = {
        "work": work,
        "heading": _heading(work),
        "summary": _summary(work),
        "other_title": other_text(work, "title"),
        "other_artists": list(work.other_artists.all()),
        "crumbs": crumbs,
        "facts": facts_of(work),
        "time_line": [*_offered(work), *moments(str(work.provenance or ""))],
        "subjects": _subjects(work),
        "rows": rows,
        "hung": [entry for row in rows for entry in row["works"]],
        "structured_data": structured_work(work, cover.image if cover else None, crumbs),
        **_pictures(work, cover, pictures),
        **_buying(request, work),
    }
    return render(request, "marketplace/artwork_detail.html", context)


@require_safe
def artwork_short(request: HttpRequest, pk: int) -> HttpResponse:
    """The address by number alone, as people read it out."""
    return redirect(get_object_or_404(_visible(request), pk=pk), permanent=True)


@require_POST
def artwork_buy(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Straight to the checkout with this one work. Who comes too late is told so on the work's page."""
    work = get_object_or_404(_visible(request), pk=pk)
    if not isinstance(request.user, User):
        messages.info(request, _("Sign in to buy; you come back to the work."))
        return redirect_to_login(work.get_absolute_url())
    if order := _order_of(request.user, work):
        return redirect("orders:checkout", order.number)
    try:
        services.check_for_sale(user=request.user, artwork=work)
        checkout = start_checkout(user=request.user, sources=[source_of(work)])
    except SoukError as refusal:
        messages.error(request, refusal.text)
        return redirect(work)
    return redirect(checkout)


def _order_of(user: Any, work: Artwork) -> Order | None:
    """The living order of a second click, or of a buyer who comes back to the page."""
    source = source_of(work)
    return held_by(user, [source]).get(source)


def _visible(request: HttpRequest) -> Any:
    related = ("artist", "seller", "seller__gallery", "seller__artist", "city")
    works = queries.visible_to(request.user).select_related(*related)
    return works.prefetch_related("images__image", "other_artists")


def _heading(work: Artwork) -> str:
    return listed([str(work.title), str(work.artist.name) if work.artist else ""])


def _summary(work: Artwork) -> str:
    """What a search engine shows: medium and size, then the first words about it."""
    sides = " × ".join(f"{side:g}" for side in work.sides_cm)
    size = _("%(sides)s cm") % {"sides": sides} if sides else ""
    return shortened(listed([str(work.medium or ""), size, str(work.description or "")]))


def _crumbs(work: Artwork) -> list[dict[str, str]]:
    works = reverse("marketplace:artwork-list")
    return [
        {"label": _("Works"), "url": works},
        {"label": str(work.get_category_display()), "url": f"{works}?category={work.category}"},
        {"label": str(work.title), "url": ""},
    ]


def _offered(work: Artwork) -> list[Moment]:
    """The newest moment: on show here since the day it was published."""
    if not work.published_at or work.availability == Availability.NOT_FOR_SALE:
        return []
    return [
        Moment(gregorian_text(work.published_at), _("Offered on Art Souk"), str(work.seller.name)),
    ]


def _subjects(work: Artwork) -> list[dict[str, str]]:
    works = reverse("marketplace:artwork-list")
    keys = work.subjects[:SUBJECTS_SHOWN]
    names = shown.names_of_subjects(keys)
    return [{"label": names.get(key, key), "url": f"{works}?{urlencode({'subject': key})}"} for key in keys]


def _chosen(request: HttpRequest, pictures: list[ArtworkImage]) -> ArtworkImage | None:
    """The picture that `?picture=` asks for, else the first."""
    asked = request.GET.get("picture", "")
    for row in pictures:
        if asked == str(row.position + 1):
            return row
    return pictures[0] if pictures else None


def _pictures(work: Artwork, cover: ArtworkImage | None, rows: list[ArtworkImage]) -> dict[str, Any]:
    if cover is None:
        return {"cover": None, "pictures": [], "wall": _wall(work)}
    image = cover.image
    first = rows[0].image
    return {
        "cover": image,
        "cover_alt": cover.alt or alt_text(work),
        "zoom_url": serving.largest(image) or "#picture",
        "og_image": _shared(image),
        "pictures": [
            {
                "image": row.image,
                "label": row.alt or _("Picture %(number)s") % {"number": number},
                "url": f"?picture={row.position + 1}#picture"
                if number > 1
                else f"{work.get_absolute_url()}#picture",
                "current": row.pk == cover.pk,
            }
            for number, row in enumerate(rows, start=1)
        ],
        "wall": _wall(work),
        "wall_image": serving.nearest(first, WALL_PIXELS) or serving.data_url(first),
        "person_cm": PERSON_CM,
        "palette": _palette(first),
        "colours": _colours(first),
    }


def _wall(work: Artwork) -> Wall | None:
    if not work.height_cm or not work.width_cm:
        return None
    stands = work.category in STANDING
    return wall_of(height_cm=float(work.height_cm), width_cm=float(work.width_cm), stands=stands)


def _shared(image: Image) -> dict[str, Any] | None:
    """The preview of a shared link, with its true size."""
    if not image.is_ready:
        return None
    width = next((step for step in image.widths if step >= serving.SHARED_WIDTH), image.widths[-1])
    url = f"{settings.SITE_URL}{serving.shared(image)}"
    return {"url": url, "width": width, "height": round(width / image.ratio)}


def _palette(image: Image) -> list[dict[str, Any]]:
    """The colours as bars of a drawing 1,000 wide."""
    total = sum(tone["share"] for tone in image.palette) or 1
    found, x = [], 0.0
    for tone in image.palette:
        width = 1000 * tone["share"] / total
        found.append({"hex": tone["hex"], "x": round(x, 1), "width": round(width + 0.5, 1)})
        x += width
    return found


def _colours(image: Image) -> list[dict[str, str]]:
    works = reverse("marketplace:artwork-list")
    return [
        {
            "label": str(Swatch(code).label),
            "css": f"tone-{code}",
            "url": f"{works}?colour={code}",
        }
        for code in image.colours
    ]


def _buying(request: HttpRequest, work: Artwork) -> dict[str, Any]:
    price: Money | None = work.price
    mine = request.user.is_authenticated and may_manage(request.user, work.seller)
    inside = at_home(work.seller, timezone.now()).inside_bps if price else 0
    vat = Money(price_with_vat_split(price.minor, inside).vat, price.currency) if price and inside else None
    return {
        "offer": offers_of([work.pk]).get(work.pk),
        "is_mine": mine,
        "vat": vat,
        "buy_url": reverse("marketplace:artwork-buy", args=[work.pk, work.slug]),
        "source": source_of(work),
        "offer_url": _offer_url(work, mine=mine),
        "my_order": _order_of(request.user, work) if work.availability == Availability.ON_HOLD else None,
        "ask_url": _ask(request, work),
        "seller_url": _seller_page(work),
        "seller_facts": _seller_facts(work),
    }


def _offer_url(work: Artwork, *, mine: bool) -> str:
    """Where less than the price may be offered; nowhere when the seller hears no offers."""
    bargains = work.price is not None and work.availability == Availability.AVAILABLE and not mine
    if not bargains or not terms_of(work.seller).allowed:
        return ""
    return reverse("checkout:offer-make", args=[SOURCE, work.pk])


def _ask(request: HttpRequest, work: Artwork) -> str:
    """A letter to the house about this work; it passes it on to the seller."""
    subject = _("Question about %(work)s") % {"work": _heading(work)}
    body = request.build_absolute_uri(work.get_absolute_url())
    return f"mailto:{settings.CONTACT_EMAIL}?subject={quote(subject[:MAIL_SUBJECT])}&body={quote(body)}"


def _seller_page(work: Artwork) -> str:
    seller = work.seller
    page = getattr(seller, "gallery", None) or getattr(seller, "artist", None)
    return page.get_absolute_url() if page else ""


def _seller_facts(work: Artwork) -> str:
    """Only what the records say: since when verified, how many works sold here."""
    seller = work.seller
    since = ""
    if seller.verified_at:
        since = _("Verified since %(year)s") % {"year": seller.verified_at.year}
    sold = shown.sold_by(seller)
    count = ngettext("%(total)s work sold", "%(total)s works sold", sold) % {"total": sold} if sold else ""
    return listed([since, count])


def _rows(work: Artwork, picture: Image | None) -> list[dict[str, Any]]:
    """Works close to this one: by colour, by the same hand, on the same subject; empty rows are left out."""
    works = reverse("marketplace:artwork-list")
    colour = f"{works}?colour={picture.colours[0]}" if picture and picture.colours else ""
    subject = f"{works}?{urlencode({'subject': work.subjects[0]})}" if work.subjects else ""
    by_hand = work.artist.get_absolute_url() if work.artist else ""
    found = [
        (_("Close in colour"), colour, shown.close_in_colour(work, picture, ROW_OF_WORKS)),
        (_("By the same artist"), by_hand, shown.same_artist(work, ROW_OF_WORKS)),
        (_("On the same subject"), subject, shown.same_subject(work, ROW_OF_WORKS)),
    ]
    return [{"title": title, "url": url, "works": rows} for title, url, rows in found if rows]
