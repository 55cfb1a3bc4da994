"""Every write to images: take an upload, make its renditions, try again what was left lying."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, BinaryIO, cast

from django.db import transaction

from core import clock
from marketplace.imaging import decode, encode, events, paths, queries, storage
from marketplace.imaging.enums import ImageState
from marketplace.imaging.exceptions import Truncated
from marketplace.imaging.locks import image_for_update
from marketplace.imaging.models import Image, Rendition
from marketplace.imaging.scrub import scrub
from marketplace.imaging.sketch import GLANCE, Sketch, sketch

LEFT_LYING = timedelta(minutes=15)


def store_upload(*, file: BinaryIO, uploaded_by: Any = None) -> Image:
    """Check an upload, strip what it tells of its making, keep it under its hash, order its renditions.

    The same bytes give the same Image, whoever sends them. Placeholder, palette and hash are there at once;
    the renditions follow in a worker. Raises an UploadRefused (nothing stored, nothing changed).
    """
    probe = decode.probe(file)
    glance = sketch(decode.upright(file, width=GLANCE))
    file.seek(0)
    data, kind = scrub(file.read(), kind=probe.format, orientation=probe.orientation)
    sha256 = hashlib.sha256(data).hexdigest()
    path = paths.original(sha256, kind)
    storage.put(storage.originals(), path, data)
    return _keep(
        glance,
        sha256=sha256,
        mime=decode.ACCEPTED[kind],
        width=probe.width,
        height=probe.height,
        byte_size=len(data),
        original=path,
        uploaded_by=uploaded_by,
    )


@transaction.atomic
def _keep(glance: Sketch, *, sha256: str, **fields: Any) -> Image:
    image, is_new = Image.objects.get_or_create(
        sha256=sha256,
        defaults={
            **fields,
            "placeholder": glance.placeholder,
            "palette": [tone.as_json() for tone in glance.palette],
            "colours": glance.colours,
            "dhash": glance.dhash,
        },
    )
    if is_new or image.state == ImageState.FAILED:
        events.ask_for_renditions(image)
    return image


def make_renditions(*, image_id: int) -> Image:
    """Write every served file of an image and mark it ready; locks the image for the last step only.

    Safe to run twice, at the same time too: names say their content and rows are unique. An image whose
    file turns out to be broken is marked failed; a storage or database error is raised, for another try.
    """
    image = Image.objects.get(pk=image_id)
    if image.is_ready:
        return image
    widths = encode.ladder(image.width, image.height)
    try:
        with storage.originals().open(image.original, "rb") as file:
            picture = decode.upright(cast("BinaryIO", file), width=widths[-1])
    except Truncated:
        return _settle(image_id, state=ImageState.FAILED)
    rows = [_write(image, encoded) for encoded in encode.encodings(picture, widths)]
    return _settle(image_id, state=ImageState.READY, rows=rows, widths=widths)


def _write(image: Image, encoded: encode.Encoded) -> Rendition:
    path = paths.rendition(image.sha256, encode.RECIPE, encoded.width, encoded.format)
    storage.put(storage.media(), path, encoded.data)
    return Rendition(
        image=image,
        format=encoded.format,
        width=encoded.width,
        height=encoded.height,
        path=path,
        bytes=len(encoded.data),
    )


@transaction.atomic
def _settle(
    image_id: int, *, state: ImageState, rows: Iterable[Rendition] = (), widths: list[int] | None = None
) -> Image:
    image = image_for_update(image_id)
    if state not in ImageState(image.state).next_states:
        return image
    Rendition.objects.bulk_create(rows, ignore_conflicts=True)
    image.state = state
    image.widths = widths or []
    image.recipe = encode.RECIPE if widths else 0
    image.save(update_fields=["state", "widths", "recipe"])
    return image


@transaction.atomic
def ask_again(*, limit: int = 200) -> int:
    """Order the renditions of images whose worker was lost; returns how many."""
    waiting = queries.left_lying(before=clock.now() - LEFT_LYING)[:limit]
    for image in waiting:
        events.ask_for_renditions(image)
    return len(waiting)
