"""Every row lock of the catalogue.

FOR NO KEY UPDATE: an order line or a picture may point at a locked work without waiting for it.
"""

from __future__ import annotations

from django.db import connection

from marketplace.models import Artist, Artwork, Collection, Gallery


def artwork(pk: int) -> Artwork:
    """The work as it is now, until the end of the transaction."""
    return Artwork.objects.select_for_update(of=("self",), no_key=True).select_related("seller").get(pk=pk)


def artworks(pks: list[int]) -> None:
    """Several works, in the order of their keys: two bags with the same works never wait for each other."""
    rows = Artwork.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("pk")
    list(rows.values_list("pk", flat=True))


def artist(pk: int) -> Artist:
    return Artist.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def gallery(pk: int) -> Gallery:
    return Gallery.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def collection(pk: int) -> Collection:
    return Collection.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def listings(seller_id: int) -> None:
    """One publication of a seller at a time, until the end of the transaction: its works are being counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('marketplace.listings'), %s)", [seller_id])


def imports() -> None:
    """One import at a time, until the end of the transaction: two would add the same artists and cities."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('marketplace.imports'))")
