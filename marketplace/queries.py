"""Reads of the catalogue: who sees what, and what a list needs beside its rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from marketplace import rules
from marketplace.enums import Availability, PublicationState, TagKind
from marketplace.imaging.models import Image
from marketplace.models import Artwork, ArtworkImage, Collection, CollectionItem, Gallery, GalleryArtist, Tag
from orders.memberships.queries import free_listing_limit
from orders.models import SellerMember

if TYPE_CHECKING:
    from orders.memberships.models import Membership
    from orders.models import Seller

PUBLISHED = Q(state=PublicationState.PUBLISHED)


def published() -> QuerySet[Artwork]:
    return Artwork.objects.filter(PUBLISHED)


def visible_to(user: Any) -> QuerySet[Artwork]:
    """Everybody sees what is published, a seller's people all of theirs, curators everything."""
    if not user.is_authenticated:
        return published()
    if rules.is_curator(user):
        return Artwork.objects.all()
    mine = SellerMember.objects.filter(user=user, seller=OuterRef("seller"))
    return Artwork.objects.filter(PUBLISHED | Exists(mine))


def collections_visible_to(user: Any) -> QuerySet[Collection]:
    if not user.is_authenticated:
        return Collection.objects.filter(PUBLISHED)
    if rules.is_curator(user):
        return Collection.objects.all()
    mine = SellerMember.objects.filter(user=user, seller=OuterRef("seller"))
    return Collection.objects.filter(PUBLISHED | Exists(mine))


def of_seller(seller: Seller) -> QuerySet[Artwork]:
    """The studio's inventory, last changed first."""
    return Artwork.objects.filter(seller=seller).order_by("-updated_at", "-pk")


def shown_by(seller: Seller) -> int:
    """How many works a seller shows to everybody now."""
    return published().filter(seller=seller).count()


def shown_beyond_free(membership: Membership, since: datetime) -> bool:
    """Whether a member made use of the room for more works: more are shown than everybody may."""
    free = free_listing_limit(membership.seller) if membership.seller else None
    if membership.seller is None or free is None:
        return False
    newer = published().filter(seller=membership.seller, published_at__gte=since)
    return newer.exists() and shown_by(membership.seller) > free


def in_review() -> QuerySet[Artwork]:
    """The curators' queue, longest waiting first."""
    return Artwork.objects.filter(state=PublicationState.IN_REVIEW).order_by("updated_at", "pk")


def newest(limit: int) -> QuerySet[Artwork]:
    return published().order_by("-published_at", "-pk")[:limit]


def featured(limit: int) -> QuerySet[Artwork]:
    return published().filter(featured=True).order_by("-published_at", "-pk")[:limit]


def with_card(works: QuerySet[Artwork]) -> QuerySet[Artwork]:
    """What a card shows: artist, seller, city, and the first picture with its renditions (three queries more)."""
    first = ArtworkImage.objects.filter(position=0).prefetch_related(
        Prefetch("image", Image.objects.prefetch_related("renditions"))
    )
    return works.select_related("artist", "seller", "city").prefetch_related(
        Prefetch("images", first, to_attr="first_images")
    )


def with_details(works: QuerySet[Artwork]) -> QuerySet[Artwork]:
    """What a work's own page shows: all pictures in order, all artists."""
    pictures = ArtworkImage.objects.order_by("position").prefetch_related(
        Prefetch("image", Image.objects.prefetch_related("renditions"))
    )
    return works.select_related("artist", "seller", "city").prefetch_related(
        Prefetch("images", pictures), "shared_by__artist"
    )


def annotate_public_works(people: QuerySet[Any], path: str = "artworks") -> QuerySet[Any]:
    """`public_works` on artists (path "artworks") or galleries ("seller__artworks")."""
    shown = Q(**{f"{path}__state": PublicationState.PUBLISHED})
    found: QuerySet[Any] = people.annotate(public_works=Count(path, filter=shown, distinct=True))
    return found


def annotate_for_sale(people: QuerySet[Any], path: str = "artworks") -> QuerySet[Any]:
    shown = Q(
        **{f"{path}__state": PublicationState.PUBLISHED, f"{path}__availability": Availability.AVAILABLE}
    )
    found: QuerySet[Any] = people.annotate(works_for_sale=Count(path, filter=shown, distinct=True))
    return found


def represented_on(gallery: Gallery, day: date) -> QuerySet[GalleryArtist]:
    """Whom the gallery represents on that day."""
    return (
        gallery.representations.filter(since__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .select_related("artist")
        .order_by("artist__slug")
    )


def works_of(collection: Collection) -> QuerySet[CollectionItem]:
    """The hung works that everybody may see, in order."""
    return collection.items.filter(artwork__state=PublicationState.PUBLISHED).order_by("position")


def state_counts(seller: Seller) -> dict[str, int]:
    """How many works a seller has in each state and availability: one query, for the studio's tabs."""
    counts = {
        **{state.value: Count("pk", filter=Q(state=state)) for state in PublicationState},
        **{one.value: Count("pk", filter=Q(availability=one)) for one in Availability},
    }
    return Artwork.objects.filter(seller=seller).aggregate(total=Count("pk"), **counts)


def tag_names(kind: TagKind, keys: Iterable[str]) -> dict[str, str]:
    """What tags are called in the active language, in one query; a key without a tag is its own name."""
    wanted = list(keys)
    known = {tag.key: str(tag) for tag in Tag.objects.filter(kind=kind, key__in=wanted)}
    return {key: known.get(key, key) for key in wanted}
