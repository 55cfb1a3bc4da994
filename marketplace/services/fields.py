"""What people typed, made fit for a row: cleaned, read, checked; each problem at its field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from core.bidi import clean_line, clean_text
from core.errors import SoukError
from core.money import Money
from marketplace.exceptions import FieldsInvalid
from marketplace.models import Artwork
from marketplace.validators import antiquity_problem

LICENCE_NEEDED = _(
    "A work over 100 years old is published only with a licence number of the Heritage Commission."
)
ANTIQUITY_REASONS: Final = {
    "licence": LICENCE_NEEDED,
    "unanswered": _("By its date the work is over 100 years old. Answer the question about its age first."),
    "contradiction": _("By its date the work is over 100 years old, but your answer says that it is not."),
}
# What the database says with a constraint's name, said to a person at a field.
CONSTRAINTS: Final[dict[str, tuple[str, Any]]] = {
    "artwork_inventory_once": ("inventory_number", _("Another work of yours has this inventory number.")),
    "artwork_has_title": ("title_ar", _("Enter the title in Arabic or in English.")),
    "artwork_category_known": ("category", _("Choose one of the categories.")),
    "artwork_price_positive": ("price", _("A price is more than zero.")),
    "artwork_sides_positive": ("height_cm", _("A side is more than zero.")),
    "artwork_years_plausible": ("year", _("The last year is not before the first one.")),
    "artwork_edition_within_size": (
        "edition_number",
        _("The number in an edition lies between 1 and its size."),
    ),
    "artwork_antiquity_licensed": ("antiquity_licence", LICENCE_NEEDED),
    "artist_has_name": ("name_ar", _("Enter the name in Arabic or in English.")),
    "artist_dies_after_birth": ("death_year", _("The year of death is before the year of birth.")),
    "artist_years_plausible": ("birth_year", _("This year cannot be right.")),
    "gallery_has_name": ("name_ar", _("Enter the name in Arabic or in English.")),
    "gallery_founded_plausible": ("founded_year", _("This year cannot be right.")),
    "collection_has_title": ("title_ar", _("Enter the title in Arabic or in English.")),
    "representation_ends_after_start": ("until", _("The end is not before the beginning.")),
    "collection_item_once": ("artworks", _("The same work stands twice in this collection.")),
}


def translated_names(model: type[models.Model]) -> list[str]:
    """The fields of a model that exist in both languages."""
    return list(translator.get_options_for_model(model).get_field_names())


def cleaned(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Every text stripped of what turns or hides other text; long texts keep their line breaks."""
    return {name: _clean(model, name, value) for name, value in values.items()}


def _clean(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if not isinstance(value, str) or getattr(field, "choices", None):
        return value
    return clean_text(value) if isinstance(field, models.TextField) else clean_line(value)


def read_price(value: Money | str | None, currency: str) -> Money | None:
    """A typed amount by the rules of core.money; empty is "on request". Raises FieldsInvalid."""
    if value is None or isinstance(value, Money):
        return value
    if not clean_line(value):
        return None
    try:
        return Money.parse(value, currency)
    except SoukError as error:
        raise FieldsInvalid({"price": error.text}) from error


def set_shown(row: models.Model, names: Collection[str]) -> list[str]:
    """Fills the plain column of each changed text (the one without a language); returns those it filled."""
    filled = []
    for name in translated_names(type(row)):
        if {f"{name}_ar", f"{name}_en"} & set(names):
            english, arabic = getattr(row, f"{name}_en"), getattr(row, f"{name}_ar")
            row.__dict__[name] = english or arabic or ""
            filled.append(name)
    return filled


def check(row: models.Model, names: Collection[str]) -> None:
    """Lengths, choices and ranges of the given fields, without a query. Raises FieldsInvalid."""
    exclude = {field.name for field in row._meta.fields} - set(names)
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        raise FieldsInvalid({name: texts[0] for name, texts in error.message_dict.items()}) from error


@contextmanager
def judged() -> Iterator[None]:
    """Runs a write in a savepoint; a broken constraint becomes FieldsInvalid at its field."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if name not in CONSTRAINTS:
            raise
        field, text = CONSTRAINTS[name]
        raise FieldsInvalid({field: text}) from error


def plain(value: Any) -> Any:
    """A field's value as the audit log keeps it."""
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if value is not None and not isinstance(value, int | bool | list) else value


def apply(row: models.Model, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Sets what differs; returns the old and the new values of what did, for saving and for the audit log."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in values.items():
        old = getattr(row, name)
        if (old or "") == (value or "") if isinstance(value, str) or isinstance(old, str) else old == value:
            continue
        before[name], after[name] = plain(old), plain(value)
        setattr(row, name, value)
    return before, after


def age_problem(artwork: Artwork, *, this_year: int, availability: str = "") -> str:
    """What the law on antiquities has against showing the work (see validators), or ""."""
    return antiquity_problem(
        antiquity=artwork.antiquity,
        licence=artwork.antiquity_licence,
        year=artwork.year_end or artwork.year,
        availability=availability or artwork.availability,
        this_year=this_year,
    )
