"""Adding and changing a work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import transaction

from compliance import audit
from core import clock
from core.money import Money
from marketplace import events, locks, rules
from marketplace.enums import Availability
from marketplace.exceptions import FieldsInvalid, NotYours, PriceFirm
from marketplace.imports.cells import is_arabic
from marketplace.imports.dates import read_date
from marketplace.imports.media import category_of, read_medium
from marketplace.models import Artist, Artwork, ArtworkArtist, City, Tag
from marketplace.services import fields as typed
from marketplace.vocabulary import names_of

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller

FIRM: Final = frozenset({Availability.ON_HOLD, Availability.SOLD})
# What the question of the work's age turns on.
AGE: Final = frozenset({"antiquity", "antiquity_licence", "year", "year_end"})
TAGS: Final = {"subjects": "subject", "movements": "movement"}


class ArtworkFields(TypedDict, total=False):
    """What a seller says of a work. Texts per language; `price` as typed or as Money, None or "" on request."""

    artist: Artist | None
    other_artists: Sequence[Artist]
    attribution: str
    inventory_number: str
    title_ar: str
    title_en: str
    description_ar: str
    description_en: str
    year: int | None
    year_end: int | None
    year_circa: bool
    date_text_ar: str
    date_text_en: str
    category: str
    medium_ar: str
    medium_en: str
    medium_group: str
    materials_ar: str
    materials_en: str
    height_cm: Decimal | None
    width_cm: Decimal | None
    depth_cm: Decimal | None
    dimensions_note_ar: str
    dimensions_note_en: str
    edition_number: int | None
    edition_size: int | None
    signature_ar: str
    signature_en: str
    framing_ar: str
    framing_en: str
    condition: str
    condition_note_ar: str
    condition_note_en: str
    provenance_ar: str
    provenance_en: str
    credit_line_ar: str
    credit_line_en: str
    price: Money | str | None
    currency: str
    city: City | None
    antiquity: str
    antiquity_licence: str
    subjects: Sequence[str]
    movements: Sequence[str]
    source_url: str


@transaction.atomic
def create_artwork(*, seller: Seller, by: User | None, **values: Unpack[ArtworkFields]) -> Artwork:
    """A new work as a draft, available. `by` None is the house itself.

    Raises NotYours, FieldsInvalid.
    """
    if by is not None and not rules.may_add(by, seller):
        raise NotYours
    artwork = Artwork(seller=seller, currency=values.get("currency", "SAR"))
    others = values.pop("other_artists", ())
    ready = _ready(artwork, values)
    typed.apply(artwork, ready)
    typed.check(artwork, {*ready, "category"})
    typed.set_shown(artwork, ready)
    with typed.judged():
        artwork.save(force_insert=True)
        _share(artwork, others)
    _learn(artwork)
    audit.record(
        events.ARTWORK_CREATED,
        subject=artwork,
        actor=by,
        after={name: typed.plain(value) for name, value in ready.items() if value not in ("", None, [])},
    )
    return artwork


@transaction.atomic
def update_artwork(*, artwork: Artwork, by: User | None, **values: Unpack[ArtworkFields]) -> Artwork:
    """Changes what is given and differs; nothing else is touched. Locks the work.

    Raises NotYours, FieldsInvalid, and PriceFirm for the price of a work that is on hold or sold.
    """
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_edit(by, locked):
        raise NotYours
    others = values.pop("other_artists", None)
    before, after = typed.apply(locked, _ready(locked, values))
    if locked.availability in FIRM and {"price_minor", "currency"} & set(after):
        raise PriceFirm
    if locked.is_public and AGE & set(after):
        _refuse_unlawful(locked)
    if others is not None:
        _share(locked, others)
    if not after:
        return locked
    typed.check(locked, after)
    shown = typed.set_shown(locked, after)
    with typed.judged():
        locked.save(update_fields=[*after, *shown, "updated_at"])
    _learn(locked)
    audit.record(events.ARTWORK_UPDATED, subject=locked, actor=by, before=before, after=after)
    return locked


@transaction.atomic
def feature_artwork(*, artwork: Artwork, by: User | None, featured: bool = True) -> Artwork:
    """Onto the home page, or off it. Curators only. Locks the work."""
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_review(by):
        raise NotYours
    if locked.featured != featured:
        locked.featured = featured
        locked.save(update_fields=["featured", "updated_at"])
        audit.record(events.ARTWORK_FEATURED, subject=locked, actor=by, after={"featured": featured})
    return locked


def _refuse_unlawful(artwork: Artwork) -> None:
    """A public work stays within the law on antiquities, whatever is found out about its age."""
    problem = typed.age_problem(artwork, this_year=clock.now().year)
    if problem:
        field = "antiquity_licence" if problem == "licence" else "antiquity"
        raise FieldsInvalid({field: typed.ANTIQUITY_REASONS[problem]})


def _ready(artwork: Artwork, values: Mapping[str, Any]) -> dict[str, Any]:
    """The given values as columns, with what follows from them where the seller did not say."""
    given = dict(values)
    if "price" in given:
        currency = str(given.get("currency", artwork.currency))
        price = typed.read_price(given.pop("price"), currency)
        given["price_minor"] = None if price is None else price.minor
        given["currency"] = currency if price is None else price.currency
    for name in TAGS:
        if name in given:
            tags = dict.fromkeys(typed.cleaned(Tag, {"key": str(tag)})["key"] for tag in given[name])
            given[name] = [tag for tag in tags if tag]
    found = typed.cleaned(Artwork, given)
    return found | _following(artwork, found)


def _following(artwork: Artwork, found: Mapping[str, Any]) -> dict[str, Any]:
    """The medium's group and category, and the year within a date in words."""
    more: dict[str, Any] = {}
    medium = found.get("medium_en") or found.get("medium_ar") or ""
    if medium and "medium_group" not in found:
        more["medium_group"] = read_medium(medium).group.value
    if not found.get("category") and not artwork.category:
        more["category"] = category_of(medium).value
    date = found.get("date_text_en") or found.get("date_text_ar") or ""
    if date and "year" not in found:
        more["year"], more["year_end"], more["year_circa"] = read_date(date)
    return more


def _share(artwork: Artwork, others: Sequence[Artist]) -> None:
    """The further artists, in order, without the first one."""
    wanted = [artist for artist in dict.fromkeys(others) if artist.pk != artwork.artist_id]
    known = list(artwork.shared_by.order_by("position").values_list("artist_id", flat=True))
    if known == [artist.pk for artist in wanted]:
        return
    artwork.shared_by.all().delete()
    ArtworkArtist.objects.bulk_create(
        ArtworkArtist(artwork=artwork, artist=artist, position=place)
        for place, artist in enumerate(wanted, start=1)
    )


def _learn(artwork: Artwork) -> None:
    """New subjects and movements enter the vocabulary, to be translated there."""
    fresh = []
    for name, kind in TAGS.items():
        for key in getattr(artwork, name):
            arabic, english = names_of(key, arabic=is_arabic(key))
            fresh.append(Tag(kind=kind, key=key, name_ar=arabic, name_en=english))
    Tag.objects.bulk_create(fresh, ignore_conflicts=True)
