"""What the pages show of works, artists and galleries: each list in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from core.arabic import fold, name_key
from core.money import is_arabic
from core.search import ArFold
from marketplace.enums import Availability, PublicationState, TagKind
from marketplace.imaging.models import Image
from marketplace.imaging.queries import similar_palette
from marketplace.imaging.templatetags.imaging import hung_size
from marketplace.models import Artist, Artwork, ArtworkImage, Collection, Gallery, Tag
from marketplace.offers import offers_of
from orders.models import Seller

ROW_RATIO = 4.4  # widths to heights, summed, that a row of a desk's page takes
MOST_ARTISTS = 100  # of one gallery on its page
PUBLIC = Q(state=PublicationState.PUBLISHED)


def for_cards(works: QuerySet[Artwork]) -> QuerySet[Artwork]:
    """With all that a card of a work needs: one query more, however many works."""
    first = ArtworkImage.objects.select_related("image").order_by("artwork", "position").distinct("artwork")
    return works.select_related("artist").prefetch_related(
        Prefetch("images", first, to_attr="first_pictures")
    )


def hung(works: Iterable[Artwork]) -> list[Artwork]:
    """The works of `for_cards`, each with its `cover`, its `cover_alt` and its `offer` in another room."""
    found = list(works)
    offers = offers_of([work.pk for work in found])
    for work in found:
        pictures: list[ArtworkImage] = getattr(work, "first_pictures", [])
        work.cover = pictures[0].image if pictures else None  # type: ignore[attr-defined]
        work.cover_alt = str(pictures[0].alt or "") if pictures else ""  # type: ignore[attr-defined]
        work.offer = offers.get(work.pk)  # type: ignore[attr-defined]
    return found


def with_covers(rows: Iterable[Any]) -> list[Any]:
    """Puts the picture named by `cover_id` on each row as `cover`, in one query."""
    found = list(rows)
    pictures = Image.objects.in_bulk([row.cover_id for row in found if row.cover_id])
    for row in found:
        row.cover = pictures.get(row.cover_id)
    return found


def artists_on_show(words: str = "") -> QuerySet[Artist]:
    """Artists with public works, in the order of their names; found by name in either script."""
    shown = Artwork.objects.filter(PUBLIC, artist__isnull=False).values("artist")
    artists = _named(Artist.objects.filter(pk__in=shown)).filter(_called(words, keyed=True))
    return _with_works(artists, artist=OuterRef("pk")).select_related("city")


def galleries_on_show(words: str = "") -> QuerySet[Gallery]:
    """All galleries, in the order of their names."""
    galleries = _named(Gallery.objects.all()).filter(_called(words))
    return _with_works(galleries, seller=OuterRef("seller")).select_related("city")


def collections_on_show() -> QuerySet[Collection]:
    items = Count("artworks", filter=Q(artworks__state=PublicationState.PUBLISHED))
    shown = Collection.objects.filter(PUBLIC).select_related("seller").annotate(works_count=items)
    return shown.order_by("-published_at", "-pk")


def _named(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Both names folded, and sorted by the one that the page shows."""
    here, other = ("name_ar", "name_en") if is_arabic() else ("name_en", "name_ar")
    shown = Coalesce(NullIf(here, Value("")), other, Value(""), output_field=TextField())
    named: QuerySet[Any] = rows.annotate(
        folded_ar=ArFold(Coalesce("name_ar", Value(""), output_field=TextField())),
        folded_en=ArFold(Lower(Coalesce("name_en", Value(""), output_field=TextField()))),
        sorted_name=ArFold(Lower(shown)),
    ).order_by("sorted_name", "pk")
    return named


def _with_works(rows: QuerySet[Any], **whose: Any) -> QuerySet[Any]:
    """The count and the newest picture as subqueries: computed for the rows of the page only."""
    works = Artwork.objects.filter(PUBLIC, **whose).order_by()
    count = works.values("state").annotate(total=Count("pk")).values("total")
    covers = ArtworkImage.objects.filter(
        artwork__state=PublicationState.PUBLISHED,
        position=0,
        **{f"artwork__{name}": value for name, value in whose.items()},
    ).order_by("-artwork__published_at", "-artwork_id")
    counted: QuerySet[Any] = rows.annotate(
        works_count=Coalesce(Subquery(count, output_field=IntegerField()), 0),
        cover_id=Subquery(covers.values("image")[:1]),
    )
    return counted


def _called(words: str, *, keyed: bool = False) -> Q:
    """Part of the name in either script, or, for people, the same consonants in the other one."""
    plain = fold(words).strip().lower()
    if not plain:
        return Q()
    named = Q(folded_ar__contains=plain) | Q(folded_en__contains=plain)
    keys = name_key(words).split() if keyed else []
    return named | Q(name_key__contains=keys) if keys else named


def representing(artist: Artist) -> QuerySet[Gallery]:
    """The galleries that represent an artist today."""
    current = artist.representations.filter(_still()).values("gallery")
    return Gallery.objects.filter(pk__in=current).select_related("city").order_by("slug")


def represented_by(gallery: Gallery) -> QuerySet[Artist]:
    """The artists of a gallery today, each with the works that the gallery shows."""
    current = gallery.representations.filter(_still()).values("artist")
    artists = _named(Artist.objects.filter(pk__in=current)).select_related("city")
    return _with_works(artists, artist=OuterRef("pk"), seller=gallery.seller_id)[:MOST_ARTISTS]


def _still() -> Q:
    return Q(until__isnull=True) | Q(until__gte=timezone.localdate())


def one_row(works: list[Artwork]) -> list[Artwork]:
    """As many as hang beside one another on a desk, at the common height of a row."""
    room = ROW_RATIO
    row: list[Artwork] = []
    for work in works:
        width, height = hung_size(work.width_cm, work.height_cm, work.cover)  # type: ignore[attr-defined]
        room -= width / height
        if row and room < 0:
            break
        row.append(work)
    return row


def close_in_colour(work: Artwork, picture: Image | None, limit: int) -> list[Artwork]:
    """Public works whose first picture has the nearest palette, nearest first."""
    if picture is None:
        return []
    near = list(similar_palette(picture).values_list("pk", flat=True)[: limit * 6])
    rank = {image: place for place, image in enumerate(near)}
    works = Artwork.objects.filter(PUBLIC, images__image__in=near, images__position=0).exclude(pk=work.pk)
    found = hung(for_cards(works)[: limit * 6])
    found.sort(key=lambda other: rank.get(other.cover.pk, len(rank)) if other.cover else len(rank))  # type: ignore[attr-defined]
    return one_row(found[:limit])


def same_artist(work: Artwork, limit: int) -> list[Artwork]:
    if work.artist_id is None:
        return []
    works = Artwork.objects.filter(PUBLIC, artist=work.artist_id).exclude(pk=work.pk)
    return one_row(hung(for_cards(works.order_by("-published_at", "-id"))[:limit]))


def same_subject(work: Artwork, limit: int) -> list[Artwork]:
    """By other hands: the row above already shows the artist's own."""
    if not work.subjects:
        return []
    works = Artwork.objects.filter(PUBLIC, subjects__overlap=work.subjects).exclude(pk=work.pk)
    if work.artist_id is not None:
        works = works.exclude(artist=work.artist_id)
    return one_row(hung(for_cards(works.order_by("-published_at", "-id"))[:limit]))


def names_of_subjects(keys: list[str]) -> dict[str, str]:
    """What the subjects are called in the reader's language, where somebody has translated them."""
    if not keys:
        return {}
    tags = Tag.objects.filter(kind=TagKind.SUBJECT, key__in=keys)
    return {tag.key: str(tag.name or tag.key) for tag in tags}


def sold_by(seller: Seller) -> int:
    return Artwork.objects.filter(seller=seller, availability=Availability.SOLD).count()
