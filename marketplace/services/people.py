"""Artists, galleries, and who represents whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypedDict, TypeVar, Unpack

from django.db import IntegrityError, models, transaction

from compliance import audit
from core import clock
from marketplace import events, locks, rules
from marketplace.exceptions import AlreadyRepresented, NotYours
from marketplace.imports.names import latin_slug, name_keys
from marketplace.models import Artist, City, Collection, Gallery, GalleryArtist
from marketplace.services import fields as typed

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller


SLUG_ATTEMPTS: Final = 3
Page = TypeVar("Page", Artist, Gallery)


class ArtistFields(TypedDict, total=False):
    name_ar: str
    name_en: str
    bio_ar: str
    bio_en: str
    birth_year: int | None
    death_year: int | None
    nationality: str
    city: City | None


class GalleryFields(TypedDict, total=False):
    name_ar: str
    name_en: str
    about_ar: str
    about_en: str
    address_ar: str
    address_en: str
    city: City | None
    founded_year: int | None
    website: str


@transaction.atomic
def create_artist(
    *, by: User | None, seller: Seller | None = None, slug: str = "", **values: Unpack[ArtistFields]
) -> Artist:
    """`seller` is the artist's own account, where there is one. Raises NotYours, FieldsInvalid."""
    if by is not None and not rules.may_add_artist(by):
        raise NotYours
    artist = Artist(seller=seller)
    return _created(artist, values, slug, events.ARTIST_CREATED, by)


@transaction.atomic
def update_artist(*, artist: Artist, by: User | None, **values: Unpack[ArtistFields]) -> Artist:
    """Locks the artist. Raises NotYours, FieldsInvalid."""
    locked = locks.artist(artist.pk)
    if by is not None and not rules.may_edit_artist(by, locked):
        raise NotYours
    return _updated(locked, values, events.ARTIST_UPDATED, by)


@transaction.atomic
def create_gallery(
    *, by: User | None, seller: Seller | None = None, slug: str = "", **values: Unpack[GalleryFields]
) -> Gallery:
    """`seller` is its account; its people are the seller's members. Raises NotYours, FieldsInvalid."""
    if by is not None and not (rules.is_curator(by) or (seller and rules.may_add(by, seller))):
        raise NotYours
    return _created(Gallery(seller=seller), values, slug, events.GALLERY_CREATED, by)


@transaction.atomic
def update_gallery(*, gallery: Gallery, by: User | None, **values: Unpack[GalleryFields]) -> Gallery:
    """Locks the gallery. Raises NotYours, FieldsInvalid."""
    locked = locks.gallery(gallery.pk)
    if by is not None and not rules.may_edit_gallery(by, locked):
        raise NotYours
    return _updated(locked, values, events.GALLERY_UPDATED, by)


@transaction.atomic
def verify(*, page: Artist | Gallery, by: User | None, now: datetime | None = None) -> Artist | Gallery:
    """The house has checked who this is; a second time changes nothing. Curators only."""
    if by is not None and not rules.is_curator(by):
        raise NotYours
    if page.verified_at is None:
        page.verified_at = now or clock.now()
        page.save(update_fields=["verified_at"])
        action = events.ARTIST_UPDATED if isinstance(page, Artist) else events.GALLERY_UPDATED
        audit.record(action, subject=page, actor=by, after={"verified": True})
    return page


@transaction.atomic
def represent_artist(
    *, gallery: Gallery, artist: Artist, since: date, until: date | None = None, by: User | None
) -> GalleryArtist:
    """The gallery represents the artist from a day on. Locks the gallery.

    Raises NotYours, AlreadyRepresented, FieldsInvalid.
    """
    locked = locks.gallery(gallery.pk)
    if by is not None and not rules.may_edit_gallery(by, locked):
        raise NotYours
    if until is None and locked.representations.filter(artist=artist, until__isnull=True).exists():
        raise AlreadyRepresented
    row = GalleryArtist(gallery=locked, artist=artist, since=since, until=until)
    with typed.judged():
        row.save(force_insert=True)
    after = {"artist": artist.pk, "since": since.isoformat()}
    audit.record(events.REPRESENTATION_BEGUN, subject=locked, actor=by, after=after)
    return row


@transaction.atomic
def end_representation(*, row: GalleryArtist, until: date, by: User | None) -> GalleryArtist:
    """Locks the gallery. Raises NotYours, FieldsInvalid when it would end before it began."""
    locked = locks.gallery(row.gallery_id)
    if by is not None and not rules.may_edit_gallery(by, locked):
        raise NotYours
    row.until = until
    with typed.judged():
        row.save(update_fields=["until"])
    after = {"artist": row.artist_id, "until": until.isoformat()}
    audit.record(events.REPRESENTATION_ENDED, subject=locked, actor=by, after=after)
    return row


def free_slug(model: type[models.Model], wanted: str) -> str:
    """An address part that nobody has yet: "noura", "noura-2"."""
    taken = set(model._default_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))  # noqa: SLF001
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def save_with_slug(row: Artist | Gallery | Collection, wanted: str, names: Iterable[str]) -> None:
    """Inserts under a free address part; who takes it a moment earlier only makes us take the next one."""
    for attempt in range(SLUG_ATTEMPTS):
        row.slug = free_slug(type(row), wanted)
        typed.check(row, {*names, "slug"})
        try:
            with typed.judged():
                row.save(force_insert=True)
        except IntegrityError as error:
            if "slug" not in str(error) or attempt == SLUG_ATTEMPTS - 1:
                raise
        else:
            return


def _created(row: Page, values: Mapping[str, Any], slug: str, action: str, by: User | None) -> Page:
    ready: dict[str, Any] = typed.cleaned(type(row), values)
    typed.apply(row, ready)
    name = ready.get("name_en") or ready.get("name_ar") or ""
    _key(row)
    typed.set_shown(row, [*ready, "name_ar"])
    save_with_slug(row, slug or latin_slug(name, type(row).__name__.lower()), ready)
    audit.record(action, subject=row, actor=by, after={"slug": row.slug})
    return row


def _updated(row: Page, values: Mapping[str, Any], action: str, by: User | None) -> Page:
    ready: dict[str, Any] = typed.cleaned(type(row), values)
    before: dict[str, Any]
    after: dict[str, Any]
    before, after = typed.apply(row, ready)
    if not after:
        return row
    typed.check(row, after)
    extra: list[str] = [*typed.set_shown(row, after), *_key(row)]
    with typed.judged():
        row.save(update_fields=[*after, *extra])
    audit.record(action, subject=row, actor=by, before=before, after=after)
    return row


def _key(row: Artist | Gallery) -> list[str]:
    """An artist is found in both scripts; the key follows the names."""
    if not isinstance(row, Artist):
        return []
    row.name_key = name_keys(row.name_ar, row.name_en)
    return ["name_key"]
