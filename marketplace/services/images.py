"""The pictures of a work: add, move, describe, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core.bidi import clean_line
from marketplace import events, locks, rules
from marketplace.exceptions import ImageTwice, ImageUnknown, NotYours, TooManyImages
from marketplace.models import Artwork, ArtworkImage
from marketplace.models.image import IMAGES_PER_ARTWORK
from marketplace.services import fields as typed

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.imaging.models import Image


@transaction.atomic
def add_image(
    *, artwork: Artwork, image: Image, by: User | None, alt_ar: str = "", alt_en: str = ""
) -> ArtworkImage:
    """Puts a picture last. Locks the work. Raises NotYours, TooManyImages, ImageTwice."""
    locked = _locked(artwork, by)
    rows = list(locked.images.order_by("position"))
    if any(row.image_id == image.pk for row in rows):
        raise ImageTwice
    if len(rows) >= IMAGES_PER_ARTWORK:
        raise TooManyImages
    row = ArtworkImage(artwork=locked, image=image, position=len(rows))
    _describe(row, alt_ar, alt_en)
    row.save(force_insert=True)
    audit.record(
        events.IMAGE_ADDED, subject=locked, actor=by, after={"image": image.pk, "position": row.position}
    )
    return row


@transaction.atomic
def move_image(*, row: ArtworkImage, position: int, by: User | None) -> ArtworkImage:
    """To another place (0 is the first); the others close up. Locks the work. Raises NotYours, ImageUnknown."""
    locked = _locked(row.artwork, by)
    rows = list(locked.images.order_by("position"))
    moved = next((one for one in rows if one.pk == row.pk), None)
    if moved is None:
        raise ImageUnknown
    before = moved.position
    rows.remove(moved)
    rows.insert(max(0, min(position, len(rows))), moved)
    _number(rows)
    audit.record(
        events.IMAGE_CHANGED,
        subject=locked,
        actor=by,
        before={"image": moved.image_id, "position": before},
        after={"image": moved.image_id, "position": moved.position},
    )
    return moved


@transaction.atomic
def describe_image(*, row: ArtworkImage, alt_ar: str, alt_en: str, by: User | None) -> ArtworkImage:
    """The text for those who do not see the picture. Locks the work. Raises NotYours, ImageUnknown."""
    locked = _locked(row.artwork, by)
    known = locked.images.filter(pk=row.pk).first()
    if known is None:
        raise ImageUnknown
    _describe(known, alt_ar, alt_en)
    known.save(update_fields=["alt", "alt_ar", "alt_en"])
    audit.record(events.IMAGE_CHANGED, subject=locked, actor=by, after={"image": known.image_id})
    return known


@transaction.atomic
def remove_image(*, row: ArtworkImage, by: User | None) -> None:
    """Takes the picture off the work; the picture itself stays in the store. Locks the work."""
    locked = _locked(row.artwork, by)
    rows = list(locked.images.order_by("position"))
    gone = next((one for one in rows if one.pk == row.pk), None)
    if gone is None:
        raise ImageUnknown
    rows.remove(gone)
    image_id = gone.image_id
    gone.delete()
    _number(rows)
    audit.record(events.IMAGE_REMOVED, subject=locked, actor=by, before={"image": image_id})


def _locked(artwork: Artwork, by: User | None) -> Artwork:
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_edit(by, locked):
        raise NotYours
    return locked


def _describe(row: ArtworkImage, alt_ar: str, alt_en: str) -> None:
    row.alt_ar, row.alt_en = clean_line(alt_ar), clean_line(alt_en)
    typed.check(row, ["alt_ar", "alt_en"])
    typed.set_shown(row, ["alt_ar", "alt_en"])


def _number(rows: list[ArtworkImage]) -> None:
    """The unique places are judged at commit, so rows may pass each other."""
    for place, row in enumerate(rows):
        row.position = place
    ArtworkImage.objects.bulk_update(rows, ["position"])
