"""Who is in the studio, and for whom. An outsider is told that there is nothing here."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.requests import SignedIn
from marketplace.models import Artist, Artwork, ArtworkImage
from orders.models import Seller
from orders.queries import sellers_of


def my_sellers(request: SignedIn) -> list[Seller]:
    return list(sellers_of(request.user).select_related("gallery__city", "artist__city"))


def chosen_seller(request: SignedIn, sellers: list[Seller]) -> Seller:
    """The one that `?seller=` names, else the first; Http404 where it is none of the person's own."""
    asked = request.GET.get("seller", "")
    for seller in sellers:
        if not asked or seller.slug == asked:
            return seller
    raise Http404


def seller_here(request: SignedIn) -> Seller:
    return chosen_seller(request, my_sellers(request))


def own_work(request: SignedIn, pk: int) -> Artwork:
    """A work of one of the person's sellers. Raises Http404 for everybody else, administrators aside."""
    works = Artwork.objects.select_related("seller", "artist", "city")
    work: Artwork = get_object_or_404(_mine(request, works, "seller"), pk=pk)
    return work


def own_picture(request: SignedIn, pk: int) -> ArtworkImage:
    rows = ArtworkImage.objects.select_related("artwork__seller", "image")
    row: ArtworkImage = get_object_or_404(_mine(request, rows, "artwork__seller"), pk=pk)
    return row


def _mine(request: SignedIn, rows: Any, path: str) -> Any:
    if request.user.is_superuser:
        return rows
    return rows.filter(**{f"{path}__in": sellers_of(request.user).values("pk")})


def artists_for(seller: Seller) -> Any:
    """Whose works a seller may list: its own artist, those it represents, and those it has listed before."""
    listed = Artwork.objects.filter(seller=seller, artist__isnull=False).values("artist")
    represented = Artist.objects.filter(representations__gallery__seller=seller).values("pk")
    own = Artist.objects.filter(seller=seller)
    return (own | Artist.objects.filter(pk__in=listed) | Artist.objects.filter(pk__in=represented)).order_by(
        "slug"
    )
