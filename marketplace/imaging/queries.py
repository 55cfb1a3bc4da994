"""Reads of images: what waits, what looks alike, what has a like colour."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import FloatField, Func, IntegerField, QuerySet, Value
from django.db.models.expressions import RawSQL

from marketplace.imaging.colour import lab_of
from marketplace.imaging.enums import ImageState
from marketplace.imaging.models import Image

NEAR_BITS: Final = 6  # of 64: a re-encoded, resized or lightly corrected copy stays within
NEAR_COLOUR: Final = 24.0  # Lab distance up to which people call two colours alike
VISIBLE_SHARE: Final = 60  # thousandths of the picture below which a colour is an accent
PALETTE_TERMS: Final = 4  # how many of a picture's colours take part in a comparison


class BitDistance(Func):
    """In how many of 64 bits two perceptual hashes differ."""

    template = "bit_count((%(expressions)s)::bit(64))::int"
    arg_joiner = " # "
    arity = 2
    output_field = IntegerField()


def left_lying(*, before: datetime) -> QuerySet[Image]:
    """Images still pending that came in before then, oldest first."""
    return Image.objects.filter(state=ImageState.PENDING, created_at__lt=before).order_by("created_at", "pk")


def duplicates_of(image: Image, *, within: int = NEAR_BITS) -> QuerySet[Image]:
    """Other images that look the same, nearest first, each with its `distance` in bits."""
    return (
        Image.objects.exclude(pk=image.pk)
        .filter(dhash__isnull=False)
        .annotate(distance=BitDistance("dhash", Value(image.dhash)))
        .filter(distance__lte=within)
        .order_by("distance", "pk")
    )


def near_colour(tone: str, *, within: float = NEAR_COLOUR) -> QuerySet[Image]:
    """Images with a visible colour close to "#RRGGBB", nearest first, each with its Lab `distance`.

    Raises ValueError when the text is no colour.
    """
    return (
        Image.objects.annotate(distance=_nearest_tone(lab_of(tone)))
        .filter(distance__lte=within)
        .order_by("distance", "pk")
    )


def similar_palette(image: Image) -> QuerySet[Image]:
    """Other images that share a named colour, by the weighted distance of their palettes, nearest first."""
    terms = image.palette[:PALETTE_TERMS]
    if not terms:
        return Image.objects.none()
    total = sum(term["share"] for term in terms) or 1
    distance = sum(
        (_nearest_tone(tuple(term["lab"])) * Value(term["share"] / total) for term in terms),
        start=Value(0.0, output_field=FloatField()),
    )
    return (
        Image.objects.exclude(pk=image.pk)
        .filter(colours__overlap=image.colours)
        .annotate(distance=distance)
        .order_by("distance", "pk")
    )


def _nearest_tone(lab: tuple[float, float, float]) -> RawSQL:
    """Lab distance from a colour to the nearest visible entry of the palette column."""
    return RawSQL(
        """(SELECT MIN(sqrt(power((tone->'lab'->>0)::float8 - %s, 2)
                          + power((tone->'lab'->>1)::float8 - %s, 2)
                          + power((tone->'lab'->>2)::float8 - %s, 2)))
            FROM jsonb_array_elements("imaging_image"."palette") AS tone
            WHERE (tone->>'share')::int >= %s)""",
        (*lab, VISIBLE_SHARE),
        output_field=FloatField(),
    )
