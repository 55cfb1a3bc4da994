"""What people typed, made fit for a row; what the database refuses, said at its field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from marketplace.exceptions import FieldsInvalid
from marketplace.imports.cells import is_arabic
from marketplace.services.fields import apply, check, cleaned, set_shown, translated_names
from workshops.exceptions import SessionsOverlap

__all__ = [
    "FieldsInvalid",
    "both_texts",
    "changed",
    "filled",
    "in_its_language",
    "judged",
    "save_new",
]

NAME_NEEDED = _("Enter the name in Arabic or in English.")
SECRET: Final = frozenset({"online_url"})  # the log says that it changed, not what to
CONSTRAINTS: Final[dict[str, tuple[str, Any]]] = {
    "event_has_title": ("title_ar", _("Enter the title in Arabic or in English.")),
    "event_guests_only_on_the_list": ("plus_ones", _("Guests are brought to what is free, nine at most.")),
    "event_materials_fee_sold": (
        "materials_fee_minor",
        _("A materials fee is asked with tickets, and is not negative."),
    ),
    "event_ages_plausible": ("guardian_below", _("A guardian is asked for people under 18 at most.")),
    "venue_has_name": ("name_ar", NAME_NEEDED),
    "venue_on_the_globe": ("latitude", _("Enter both: latitude to 90, longitude to 180 degrees.")),
    "run_has_seats": ("capacity", _("There is one seat at least.")),
    "run_closes_in_time": ("closes_at", _("Registration closes before the last session is over.")),
    "ticket_type_has_name": ("name_ar", NAME_NEEDED),
    "ticket_type_price_not_negative": ("price_minor", _("A price is not negative.")),
    "ticket_type_quantities": (
        "max_quantity",
        _("At most is not less than at least, and not more than 50."),
    ),
    "ticket_type_sale_ends_after_start": ("sale_until", _("The sale ends after it begins.")),
    "allotment_within_limit": ("limit", _("More tickets of this kind are taken already.")),
    "question_has_text": ("text_ar", _("Enter the question in Arabic or in English.")),
}


@contextmanager
def judged() -> Iterator[None]:
    """Runs a write in a savepoint; a broken constraint becomes a refusal at its field."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if name == "session_apart":
            raise SessionsOverlap from error
        if name not in CONSTRAINTS:
            raise
        field, text = CONSTRAINTS[name]
        raise FieldsInvalid({field: text}) from error


def filled(row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Sets the values on a new row, cleaned and checked; returns what differs from the defaults."""
    _before, after = apply(row, cleaned(type(row), values))
    check(row, after)
    set_shown(row, [f"{name}_ar" for name in translated_names(type(row))])
    return _masked(after)


def save_new(row: models.Model) -> None:
    """Raises FieldsInvalid."""
    with judged():
        row.save(force_insert=True)


def changed(
    row: models.Model, values: Mapping[str, Any], *, also: Collection[str] = ()
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Saves what differs and the fields of `also`; returns old and new values, empty when nothing does.

    Raises FieldsInvalid.
    """
    before, after = apply(row, cleaned(type(row), values))
    check(row, after)
    shown = set_shown(row, after)
    if after or also:
        stamp = ["updated_at"] if any(field.name == "updated_at" for field in row._meta.fields) else []
        with judged():
            row.save(update_fields=[*after, *shown, *also, *stamp])
    return _masked(before), _masked(after)


def in_its_language(name: str, text: str) -> dict[str, str]:
    """A sentence in the column of its script: {"cancel_reason_ar": ...}."""
    return {f"{name}_{'ar' if is_arabic(text) else 'en'}": text} if text else {}


def both_texts(row: models.Model, name: str) -> dict[str, str]:
    return {code: getattr(row, f"{name}_{code}") or "" for code in ("ar", "en")}


def _masked(values: dict[str, Any]) -> dict[str, Any]:
    return {key: "…" if key in SECRET and value else value for key, value in values.items()}
