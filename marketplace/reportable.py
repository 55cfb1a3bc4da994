"""What of the catalogue can be reported (`compliance.safety`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.safety import queues, targets
from marketplace import queries, rules
from marketplace.enums import PublicationState
from marketplace.models import Artist, Artwork, Gallery
from marketplace.services.publication import publish_artwork, unpublish_artwork
from marketplace.standing import WORK
from orders.enums import MemberRole
from orders.models import SellerMember

if TYPE_CHECKING:
    from orders.models import Seller


def owners_of(seller: Seller | None) -> Iterable[Any]:
    """Who answers for what a seller shows; nobody for an artist without an account."""
    if seller is None:
        return ()
    mine = SellerMember.objects.filter(seller=seller, role=MemberRole.OWNER).values("user")
    return get_user_model().objects.filter(pk__in=mine, is_active=True).order_by("pk")


def take_down(work: Artwork, by: Any, reasons: str) -> None:
    """A published work is a draft again; one that is on hold for a buyer keeps its order."""
    if work.state in {PublicationState.PUBLISHED, PublicationState.IN_REVIEW}:
        unpublish_artwork(artwork=work, by=None)


def show_again(work: Artwork, by: Any) -> None:
    """After a granted appeal, where it would still be allowed to be shown."""
    if work.state == PublicationState.DRAFT and work.published_at is not None:
        publish_artwork(artwork=work, by=None)


def _in_review(user: Any) -> int | None:
    return queries.in_review().count() if rules.is_curator(user) else None


def _about(profile: Any) -> str:
    return "\n\n".join(filter(None, (getattr(profile, "bio", None), getattr(profile, "about", None))))


def register() -> None:
    """Called once, from `ready()`."""
    targets.register(
        WORK,
        model="marketplace.Artwork",
        label=pgettext_lazy("kind of thing that is reported", "Work"),
        visible=queries.visible_to,
        owners=lambda work: owners_of(work.seller),
        title=lambda work: work.title or work.inventory_number,
        url=lambda work: work.get_absolute_url(),
        text=lambda work: work.description or "",
        remove=take_down,
        restore=show_again,
        desk=lambda work: reverse("admin:marketplace_artwork_change", args=[work.pk]),
    )
    targets.register(
        "artist",
        model="marketplace.Artist",
        label=pgettext_lazy("kind of thing that is reported", "Artist"),
        visible=lambda _user: Artist.objects.all(),
        owners=lambda artist: owners_of(artist.seller),
        title=str,
        url=lambda artist: artist.get_absolute_url(),
        text=_about,
        desk=lambda artist: reverse("admin:marketplace_artist_change", args=[artist.pk]),
    )
    targets.register(
        "gallery",
        model="marketplace.Gallery",
        label=pgettext_lazy("kind of thing that is reported", "Gallery"),
        visible=lambda _user: Gallery.objects.all(),
        owners=lambda gallery: owners_of(gallery.seller),
        title=str,
        url=lambda gallery: gallery.get_absolute_url(),
        text=_about,
        desk=lambda gallery: reverse("admin:marketplace_gallery_change", args=[gallery.pk]),
    )
    queues.register(
        "works",
        _("Works to review"),
        "admin:marketplace_artwork_changelist?state__exact=in_review",
        _in_review,
        order=40,
    )
