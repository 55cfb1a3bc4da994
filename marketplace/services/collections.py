"""Sets of works that somebody put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from compliance import audit
from core import clock
from marketplace import events, locks, rules
from marketplace.enums import PublicationState
from marketplace.exceptions import NotYours, WorkListedTwice
from marketplace.imports.names import latin_slug
from marketplace.models import Artwork, Collection, CollectionItem
from marketplace.services import fields as typed
from marketplace.services.people import save_with_slug

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller


class CollectionFields(TypedDict, total=False):
    title_ar: str
    title_en: str
    description_ar: str
    description_en: str


@transaction.atomic
def create_collection(
    *,
    by: User | None,
    seller: Seller | None = None,
    artworks: Sequence[Artwork] = (),
    **values: Unpack[CollectionFields],
) -> Collection:
    """A draft, by a seller or (seller None) by the house. Raises NotYours, FieldsInvalid, WorkListedTwice."""
    collection = Collection(seller=seller)
    if by is not None and not rules.may_edit_collection(by, collection):
        raise NotYours
    ready = typed.cleaned(Collection, values)
    typed.apply(collection, ready)
    name = ready.get("title_en") or ready.get("title_ar") or ""
    typed.set_shown(collection, [*ready, "title_ar"])
    save_with_slug(collection, latin_slug(name, "collection"), ready)
    _hang(collection, artworks)
    audit.record(
        events.COLLECTION_CREATED,
        subject=collection,
        actor=by,
        after={"artworks": [one.pk for one in artworks]},
    )
    return collection


@transaction.atomic
def update_collection(
    *,
    collection: Collection,
    by: User | None,
    artworks: Sequence[Artwork] | None = None,
    **values: Unpack[CollectionFields],
) -> Collection:
    """Texts, and, where given, all its works in order. Locks the collection."""
    locked = locks.collection(collection.pk)
    if by is not None and not rules.may_edit_collection(by, locked):
        raise NotYours
    before, after = typed.apply(locked, typed.cleaned(Collection, values))
    if after:
        typed.check(locked, after)
        shown = typed.set_shown(locked, after)
        with typed.judged():
            locked.save(update_fields=[*after, *shown])
    if artworks is not None:
        after["artworks"] = [one.pk for one in artworks]
        _hang(locked, artworks)
    if after:
        audit.record(events.COLLECTION_UPDATED, subject=locked, actor=by, before=before, after=after)
    return locked


@transaction.atomic
def publish_collection(*, collection: Collection, by: User | None, now: datetime | None = None) -> Collection:
    """Shows it to everybody; a second time changes nothing. Locks the collection."""
    locked = locks.collection(collection.pk)
    if by is not None and not rules.may_edit_collection(by, locked):
        raise NotYours
    if locked.state != PublicationState.PUBLISHED:
        locked.state, locked.published_at = PublicationState.PUBLISHED, now or clock.now()
        locked.save(update_fields=["state", "published_at"])
        audit.record(events.COLLECTION_PUBLISHED, subject=locked, actor=by)
    return locked


def _hang(collection: Collection, artworks: Sequence[Artwork]) -> None:
    if len({one.pk for one in artworks}) != len(artworks):
        raise WorkListedTwice
    collection.items.all().delete()
    CollectionItem.objects.bulk_create(
        CollectionItem(collection=collection, artwork=one, position=place)
        for place, one in enumerate(artworks)
    )
