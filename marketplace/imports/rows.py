"""One row of a sheet, checked and turned into the values of a work. Pure: no database, no clock.

A row gives either a `Work` or a list of what is wrong with it, each with line, column and reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple

from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from marketplace.enums import Antiquity, Attribution, Availability, Category, Condition, MediumGroup
from marketplace.imports import cells
from marketplace.imports.columns import TEXTS, Mapping
from marketplace.imports.dates import UNDATED, Dating, read_date
from marketplace.imports.exceptions import CellRefused, RowError
from marketplace.imports.media import category_of, read_medium
from marketplace.imports.sizes import UNSIZED, read_side, read_sides
from marketplace.validators import antiquity_problem

SHOWN: Final = 80  # characters of a refused value that a report repeats


class Work(NamedTuple):
    """The values of a work as a sheet gives them; artists and the city are still names."""

    line: int
    inventory_number: str
    title_ar: str = ""
    title_en: str = ""
    description_ar: str = ""
    description_en: str = ""
    artists: tuple[str, ...] = ()
    artist_ref: str = ""
    attribution: Attribution = Attribution.ARTIST
    year: int | None = None
    year_end: int | None = None
    year_circa: bool = False
    date_text_ar: str = ""
    date_text_en: str = ""
    category: Category = Category.OTHER
    medium_ar: str = ""
    medium_en: str = ""
    medium_group: MediumGroup = MediumGroup.OTHER
    materials_ar: str = ""
    materials_en: str = ""
    height_cm: Decimal | None = None
    width_cm: Decimal | None = None
    depth_cm: Decimal | None = None
    dimensions_note_ar: str = ""
    dimensions_note_en: str = ""
    edition_number: int | None = None
    edition_size: int | None = None
    signature_ar: str = ""
    signature_en: str = ""
    framing_ar: str = ""
    framing_en: str = ""
    condition: Condition = Condition.UNKNOWN
    condition_note_ar: str = ""
    condition_note_en: str = ""
    provenance_ar: str = ""
    provenance_en: str = ""
    credit_line_ar: str = ""
    credit_line_en: str = ""
    price_minor: int | None = None
    currency: str = "SAR"
    availability: Availability = Availability.AVAILABLE
    city: str = ""
    antiquity: Antiquity = Antiquity.UNKNOWN
    antiquity_licence: str = ""
    subjects: tuple[str, ...] = ()
    movements: tuple[str, ...] = ()
    source_url: str = ""

    @property
    def title(self) -> str:
        return self.title_ar or self.title_en


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every row that does not say otherwise."""

    currency: str = "SAR"
    availability: Availability = Availability.AVAILABLE
    this_year: int = 2100
    publish: bool = False


Values = dict[str, Any]
WORK_DEFAULTS: Final[Values] = {name: Work._field_defaults.get(name, "") for name in Work._fields} | {
    "category": None
}

ANTIQUITY_REASONS: Final = {
    "licence": _(
        "A work over 100 years old is published only with the licence number of the Heritage Commission."
    ),
    "unanswered": _("By its date this work is over 100 years old. Say so, with its licence number."),
    "contradiction": _("By its date this work is over 100 years old, but the sheet says that it is not."),
}
READERS: Final[dict[str, Callable[[str], Any]]] = {
    "inventory_number": cells.inventory_number,
    "artist": cells.artists,
    "attribution": cells.attribution,
    "year": cells.year,
    "category": cells.category,
    "edition": cells.edition,
    "condition": cells.condition,
    "currency": cells.currency,
    "availability": cells.availability,
    "antiquity": cells.antiquity,
    "source_url": cells.web_address,
}
SIDES: Final = ("height", "width", "depth")


def _limited(reader: Callable[[str], str], length: int, text: str) -> str:
    found = reader(text)
    return cells.bounded(found, length) if 0 < length < len(found) else found


def reader_of(name: str, mapping: Mapping) -> Callable[[str], Any]:
    """How a field's cell is read under this mapping."""
    base = name[:-3] if name.endswith(("_ar", "_en")) else name
    if base in TEXTS:
        many_lines = TEXTS[base] == 0 or base == "dimensions_note"
        return partial(_limited, cells.prose if many_lines else cells.line, TEXTS[base])
    if name in SIDES:
        return partial(read_side, unit=mapping.units.get(name, mapping.unit))
    if name == "dimensions":
        return cells.prose
    if name in {"subjects", "movements"}:
        return partial(cells.tags, separator=mapping.separator)
    plain = partial(
        _limited, cells.line, {"antiquity_licence": 60, "artist_ref": 30, "city": 80}.get(name, 0)
    )
    return READERS.get(name, plain)


class RowReader:
    """Made once for a sheet, then called for each row."""

    def __init__(self, mapping: Mapping, headers: Sequence[str], defaults: Defaults | None = None) -> None:
        self.mapping = mapping
        self.headers = list(headers)
        self.defaults = defaults or Defaults()
        places = {header: place for place, header in enumerate(self.headers)}
        self._plan = [
            (name, places[header], reader_of(name, mapping))
            for name, header in mapping.columns.items()
            if name != "price"
        ]
        self._price = places[mapping.columns["price"]] if "price" in mapping.columns else None
        self._open = [name for name in mapping.columns if name in TEXTS]
        self._titles = [name for name in ("title", "title_ar", "title_en") if name in mapping.columns]
        self._empty = WORK_DEFAULTS | {
            "currency": self.defaults.currency,
            "availability": self.defaults.availability,
        }

    def read(self, line: int, row: Sequence[str]) -> Work | list[RowError]:
        if len(row) != len(self.headers):
            return [self._ragged(line, row)]
        values = self._empty.copy()
        values["line"] = line
        errors: list[RowError] = []
        for name, place, reader in self._plan:
            if text := row[place]:
                try:
                    values[name] = reader(text)
                except CellRefused as refusal:
                    errors.append(self._error(line, name, text, refusal))
        if self._price is not None and (text := row[self._price]):
            self._read_price(line, text, values, errors)
        self._check(line, values, errors)
        return errors or self._publishable(self._finished(values))

    def _publishable(self, work: Work) -> Work | list[RowError]:
        """Where the sheet is to be published at once, the law on antiquities holds for each row."""
        if not self.defaults.publish:
            return work
        problem = antiquity_problem(
            antiquity=work.antiquity,
            licence=work.antiquity_licence,
            year=work.year_end or work.year,
            availability=work.availability,
            this_year=self.defaults.this_year,
        )
        if not problem:
            return work
        column = self.mapping.columns.get("antiquity", "")
        return [
            RowError(work.line, column, work.antiquity, ANTIQUITY_REASONS[problem], f"antiquity_{problem}")
        ]

    def _read_price(self, line: int, text: str, values: Values, errors: list[RowError]) -> None:
        """After the others, for its decimals are those of the row's currency."""
        try:
            values["price_minor"] = cells.price(text, values["currency"])
        except CellRefused as refusal:
            errors.append(self._error(line, "price", text, refusal))

    def _check(self, line: int, values: Values, errors: list[RowError]) -> None:
        """What a work cannot be without, unless its cell was refused already."""
        refused = {error.column for error in errors} if errors else ()
        number = self.mapping.columns["inventory_number"]
        if not values["inventory_number"] and number not in refused:
            errors.append(RowError(line, number, "", _("The inventory number is missing."), "number_missing"))
        titles = [self.mapping.columns[name] for name in self._titles]
        if not any(values.get(name) for name in self._titles) and not set(titles).intersection(refused):
            errors.append(RowError(line, titles[0], "", _("The title is missing."), "title_missing"))
        dated = values["year"]
        if dated and dated.year and dated.year > self.defaults.this_year:
            column = self.mapping.columns["year"]
            reason = _("This year has not come yet.")
            errors.append(RowError(line, column, str(dated.year), reason, "year_future"))

    def _finished(self, values: Values) -> Work:
        """Texts of columns without a language go where their letters belong; then what follows from others."""
        for name in self._open:
            if text := values.pop(name, ""):
                values[f"{name}_ar" if cells.is_arabic(text) else f"{name}_en"] = text
        _add_medium(values)
        _add_sides(values, self.mapping.unit)
        values["year"], values["year_end"], values["year_circa"] = _dating(values)
        values["artists"] = values.pop("artist", ())
        if values["artist_ref"]:
            values["artist_ref"] = self.mapping.artist_prefix + values["artist_ref"]
        values["edition_number"], values["edition_size"] = values.pop("edition", (None, None))
        return Work._make([values[name] for name in Work._fields])

    def _ragged(self, line: int, row: Sequence[str]) -> RowError:
        reason = format_lazy(
            _(
                "This row has {cells} cells, the first line has {columns}. Look for a comma or a quotation mark."
            ),
            cells=lazystr(len(row)),
            columns=lazystr(len(self.headers)),
        )
        return RowError(line, "", _shown(",".join(row)), reason, "ragged")

    def _error(self, line: int, name: str, text: str, refusal: CellRefused) -> RowError:
        return RowError(line, self.mapping.columns[name], _shown(text), refusal.reason, refusal.code)


def _shown(text: str) -> str:
    plain = cells.line(text)
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


def _add_medium(values: Values) -> None:
    medium = values["medium_en"] or values["medium_ar"]
    group, materials = read_medium(medium)
    values["medium_group"] = group
    values["category"] = category_of(medium, values["category"])
    if materials and not (values["materials_ar"] or values["materials_en"]):
        values["materials_ar" if cells.is_arabic(materials) else "materials_en"] = materials


def _dating(values: Values) -> Dating:
    """The words first, for they say more ("c.1830–41"); the year's own cell where they say nothing."""
    words = values["date_text_en"] or values["date_text_ar"]
    found = read_date(words) if words else UNDATED
    return found if found.year is not None else values["year"] or UNDATED


def _add_sides(values: Values, unit: str) -> None:
    """Columns of their own win over the text of the dimensions; a text that cannot be read is kept as a note."""
    text = values.pop("dimensions", "")
    found = read_sides(text, unit) if text else UNSIZED
    for name, side in zip(SIDES, found, strict=True):
        own = values.pop(name, None)
        values[f"{name}_cm"] = side if own is None else own
    if text and found == UNSIZED:
        name = "dimensions_note_ar" if cells.is_arabic(text) else "dimensions_note_en"
        values[name] = values[name] or text[:400]
