"""Who may do what in the catalogue: the only place that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.enums import Antiquity, Availability, PublicationState
from orders.rules import may_buy_from, may_manage
from orders.verification.queries import licence_is_valid

if TYPE_CHECKING:
    from marketplace.models import Artist, Artwork, Collection, Gallery
    from orders.models import Seller


def is_curator(user: Any) -> bool:
    """Staff who look after the catalogue."""
    return bool(user.is_authenticated and user.is_active and user.is_staff) and bool(
        user.has_perm("marketplace.change_artwork")
    )


def may_add(user: Any, seller: Seller) -> bool:
    return is_curator(user) or may_manage(user, seller)


def may_edit(user: Any, artwork: Artwork) -> bool:
    return may_add(user, artwork.seller)


def may_publish(user: Any, artwork: Artwork) -> bool:
    """A verified seller publishes by themselves, another one after a review; so does every antiquity without a
    licence that was checked (Antiquities Law; its number alone is only a claim)."""
    if is_curator(user):
        return True
    if artwork.seller.verified_at is None or not may_manage(user, artwork.seller):
        return False
    claimed = artwork.antiquity == Antiquity.YES and artwork.antiquity_licence
    return not claimed or licence_is_valid(artwork.seller, artwork.antiquity_licence)


def may_review(user: Any) -> bool:
    return is_curator(user)


def may_buy(user: Any, artwork: Artwork) -> bool:
    """Whether a buy button makes sense; the purchase itself decides again under the lock."""
    return (
        bool(user.is_authenticated and user.is_active)
        and artwork.state == PublicationState.PUBLISHED
        and artwork.availability == Availability.AVAILABLE
        and artwork.price_minor is not None
        and may_buy_from(user, artwork.seller)
    )


def may_add_artist(user: Any) -> bool:
    """Curators, and everybody who sells: a gallery names the artists of its works."""
    if is_curator(user):
        return True
    return bool(user.is_authenticated and user.is_active) and user.memberships.exists()


def may_edit_artist(user: Any, artist: Artist) -> bool:
    return is_curator(user) or (artist.seller is not None and may_manage(user, artist.seller))


def may_edit_gallery(user: Any, gallery: Gallery) -> bool:
    return is_curator(user) or (gallery.seller is not None and may_manage(user, gallery.seller))


def may_edit_collection(user: Any, collection: Collection) -> bool:
    return is_curator(user) or (collection.seller is not None and may_manage(user, collection.seller))
