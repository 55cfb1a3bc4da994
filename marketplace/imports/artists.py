"""A sheet of artists beside the sheet of works: found again by their number in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from marketplace.imports.cells import line
from marketplace.imports.columns import Mapping, header_key
from marketplace.imports.dates import read_date
from marketplace.imports.exceptions import ColumnMissing
from marketplace.imports.names import ArtistIndex, NewArtist
from marketplace.imports.reader import Sheet, open_sheet

Cursor = Any

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "ref": ("id", "artist id", "number", "رقم الفنان", "الرقم"),
    "name": ("name", "artist", "artist name", "الاسم", "اسم الفنان"),
    "born": ("yearofbirth", "year of birth", "birth year", "born", "سنة الميلاد"),
    "died": ("yearofdeath", "year of death", "death year", "died", "سنة الوفاة"),
}
_TITLE_OF: Final = re.compile(r"\b(?:of|de|von)$")


def load_artists(cursor: Cursor, path: str, index: ArtistIndex, mapping: Mapping) -> int:
    """Adds the artists of the file that are not known yet; returns how many the file names.

    Raises ColumnMissing when it has no number or no name.
    """
    with open_sheet(path) as sheet:
        found = list(_listed(sheet, mapping.artist_prefix))
    fresh = {one.ref: one for one in found if index.find("", one.ref) is None}
    if fresh:
        index.add_all(cursor, list(fresh.values()))
    return len(found)


def _listed(sheet: Sheet, prefix: str) -> Iterator[NewArtist]:
    places = _places(sheet.headers)
    for _line, row in sheet.rows:
        ref, name, born, died = (_cell(row, places.get(field)) for field in COLUMNS)
        if ref and name:
            yield NewArtist(turned(name), prefix + ref, *_lived(born, died))


def _places(headers: Sequence[str]) -> dict[str, int]:
    known = {header_key(header): place for place, header in enumerate(headers)}
    places = {
        field: known[header_key(alias)]
        for field, aliases in COLUMNS.items()
        for alias in reversed(aliases)
        if header_key(alias) in known
    }
    for field in ("ref", "name"):
        if field not in places:
            raise ColumnMissing(field=COLUMNS[field][0], found=", ".join(headers))
    return places


def _cell(row: Sequence[str], place: int | None) -> str:
    return line(row[place])[:200] if place is not None and place < len(row) else ""


def _lived(born: str, died: str) -> tuple[int | None, int | None]:
    first, last = read_date(born).year, read_date(died).year
    return (first, last) if not (first and last and last < first) else (first, None)


def turned(name: str) -> str:
    """Family name first becomes last: "Turner, Joseph Mallord William", "Aylesford, Heneage Finch, Fifth Earl of"."""
    if "(" in name or name.count(",") == 0:
        return name
    family, given, *rest = (part.strip() for part in name.split(","))
    if rest and _TITLE_OF.search(rest[-1]):
        return f"{given}, {', '.join(rest)} {family}"
    whole = f"{given} {family}".strip()
    return ", ".join([whole, *rest])
