"""Which columns a sheet may have, under which names, in both languages; and how names are compared.

Pure. A mapping is found from the headers, taken from a preset, or read from a JSON file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from marketplace.imports.exceptions import (
    ColumnMissing,
    ColumnTwice,
    MappingUnreadable,
    MappingWrong,
)
from marketplace.imports.sizes import UNITS

# Texts that exist in both languages: the length that the catalogue holds; 0 for as long as it takes.
TEXTS: Final[dict[str, int]] = {
    "title": 400,
    "description": 0,
    "date_text": 160,
    "medium": 400,
    "materials": 400,
    "dimensions_note": 400,
    "signature": 300,
    "framing": 300,
    "condition_note": 400,
    "provenance": 0,
    "credit_line": 1000,
}
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "inventory_number": (
        "inventory number", "inventory no", "inventory", "number", "sku", "accession number", "ref", "reference",
        "رقم الجرد", "رقم العمل", "الرقم", "المرجع",
    ),
    "title": ("title", "work", "work title", "name of work", "العنوان", "عنوان العمل", "اسم العمل", "العمل"),
    "description": ("description", "about", "notes", "الوصف", "وصف العمل", "نبذة"),
    "artist": ("artist", "artist name", "artists", "by", "الفنان", "اسم الفنان", "الفنانون"),
    "artist_ref": ("artist id", "artist number", "رقم الفنان"),
    "attribution": ("attribution", "artist role", "النسبة"),
    "year": ("year", "السنة", "سنة الإنتاج", "العام"),
    "date_text": ("date", "date text", "dated", "التاريخ", "تاريخ العمل"),
    "category": ("category", "classification", "type", "kind", "التصنيف", "الفئة", "النوع"),
    "medium": ("medium", "technique", "الخامة", "الخامات", "التقنية"),
    "materials": ("materials", "support", "المواد", "الحامل"),
    "dimensions": ("dimensions", "size", "measurements", "المقاس", "المقاسات", "الأبعاد"),
    "height": ("height", "h", "الارتفاع", "الطول"),
    "width": ("width", "w", "العرض"),
    "depth": ("depth", "d", "العمق"),
    "dimensions_note": ("size note", "about the size", "ملاحظة المقاس"),
    "edition": ("edition", "الإصدار", "النسخة", "الطبعة"),
    "signature": ("signature", "signed", "inscription", "التوقيع"),
    "framing": ("frame", "framing", "framed", "الإطار", "التأطير"),
    "condition": ("condition", "الحالة الفنية", "حالة العمل"),
    "condition_note": ("condition note", "about the condition", "ملاحظة الحالة"),
    "provenance": ("provenance", "مصدر العمل", "سجل الملكية"),
    "credit_line": ("credit line", "credit", "شكر"),
    "price": ("price", "asking price", "السعر", "الثمن"),
    "currency": ("currency", "العملة"),
    "availability": ("availability", "status", "الإتاحة", "التوفر", "الحالة"),
    "city": ("city", "location", "المدينة", "الموقع"),
    "antiquity": ("antiquity", "over 100 years old", "أثر", "عمره أكثر من 100 سنة"),
    "antiquity_licence": ("licence", "licence number", "heritage licence", "رقم الترخيص", "الترخيص"),
    "subjects": ("subjects", "subject", "tags", "keywords", "الموضوعات", "الموضوع", "الوسوم"),
    "movements": ("movements", "movement", "style", "school", "الحركات", "الحركة", "المدرسة"),
    "source_url": ("url", "link", "web page", "الرابط"),
}  # fmt: skip
LANGUAGES: Final = {
    "ar": ("ar", "arabic", "عربي", "بالعربية", "العربية"),
    "en": ("en", "english", "إنجليزي", "بالإنجليزية", "الإنجليزية"),
}
REQUIRED: Final = ("inventory_number", "title")
FIELDS: Final = frozenset(ALIASES) | {f"{name}_{code}" for name in TEXTS for code in LANGUAGES}

_TASHKEEL = re.compile("[\u064b-\u0652\u0670\u0640]")
_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"})
_SPLIT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: field to the header of its column. `unit`: of lengths without one."""

    columns: dict[str, str]
    unit: str = "cm"
    separator: str = ""
    artist_prefix: str = ""
    units: dict[str, str] = field(default_factory=dict)


PRESETS: Final[dict[str, Mapping]] = {
    # Its width and height columns are exchanged ("Ophelia", 762 x 1118 mm, is wider than high): the text
    # of the dimensions is right, and is read instead.
    "tate": Mapping(
        columns={
            "inventory_number": "inventory_number",
            "title_en": "title",
            "artist": "artist",
            "artist_ref": "artist_id",
            "attribution": "artist_role",
            "year": "year",
            "date_text_en": "date_text",
            "medium_en": "medium",
            "category": "classification",
            "dimensions": "dimensions",
            "signature_en": "inscription",
            "credit_line_en": "credit_line",
            "movements": "movements",
            "subjects": "subjects",
            "source_url": "url",
        },
        unit="mm",
        separator="|",
        artist_prefix="tate:",
    ),
}


def header_key(text: str) -> str:
    """Headers are compared without case, marks, underscores and the spellings that Arabic leaves open."""
    plain = _TASHKEEL.sub("", text.strip().lower()).translate(_LETTERS)
    return " ".join(part for part in _SPLIT.split(plain) if part)


_BY_KEY: Final = {header_key(alias): name for name, aliases in ALIASES.items() for alias in (name, *aliases)}
_LANGUAGE_BY_KEY: Final = {header_key(word): code for code, words in LANGUAGES.items() for word in words}


def recognise(header: str) -> tuple[str, str] | None:
    """The field and the unit that a header stands for: `Height (mm)` is height in mm, `العنوان بالعربية` title_ar."""
    words = header_key(header).split()
    unit = words.pop() if len(words) > 1 and words[-1] in UNITS else ""
    name = _BY_KEY.get(" ".join(words))
    if name is not None:
        return name, unit
    code = _LANGUAGE_BY_KEY.get(words[-1]) if len(words) > 1 else None
    base = _BY_KEY.get(" ".join(words[:-1])) if code else None
    return (f"{base}_{code}", unit) if base in TEXTS else None


def detect(headers: Sequence[str]) -> Mapping:
    """A mapping from the names of the columns; raises ColumnTwice and ColumnMissing."""
    columns: dict[str, str] = {}
    units: dict[str, str] = {}
    for header in headers:
        found = recognise(header)
        if found is None:
            continue
        name, unit = found
        if name in columns:
            raise ColumnTwice(column=header)
        columns[name] = header
        if unit:
            units[name] = unit
    return checked(Mapping(columns=columns, units=units), headers)


def checked(mapping: Mapping, headers: Sequence[str]) -> Mapping:
    """The mapping, if the sheet has all that it names and what every work needs; raises ColumnMissing."""
    known = {header_key(header): header for header in headers}
    found = ", ".join(header for header in headers if header) or "–"
    columns = {}
    for name, header in mapping.columns.items():
        if header_key(header) not in known:
            raise ColumnMissing(field=header, found=found)
        columns[name] = known[header_key(header)]
    for name in REQUIRED:
        if not {name, f"{name}_ar", f"{name}_en"} & set(columns):
            raise ColumnMissing(field=ALIASES[name][0], found=found)
    return Mapping(columns, mapping.unit, mapping.separator, mapping.artist_prefix, mapping.units)


def mapping_for(choice: str, headers: Sequence[str]) -> Mapping:
    """`choice` is empty (detect), the name of a preset, or the path of a JSON file."""
    if not choice:
        return detect(headers)
    if choice in PRESETS:
        return checked(PRESETS[choice], headers)
    return checked(_from_file(Path(choice)), headers)


def _from_file(path: Path) -> Mapping:
    """`{"columns": {"title_ar": "اسم اللوحة", …}, "unit": "mm", "separator": "|"}`, or the columns alone."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MappingUnreadable(name=path.name) from error
    if not isinstance(data, dict):
        raise MappingUnreadable(name=path.name)
    return from_names(
        data.get("columns", data), unit=data.get("unit", "cm"), separator=data.get("separator", "")
    )


def from_names(columns: Any, *, unit: str = "cm", separator: str = "") -> Mapping:
    """A mapping made by hand, in the studio or in a file; raises MappingWrong for what we do not know."""
    if not isinstance(columns, dict) or unit not in UNITS:
        raise MappingWrong(name=str(unit), known=", ".join(UNITS))
    for name, header in columns.items():
        if name not in FIELDS or not isinstance(header, str):
            raise MappingWrong(name=str(name), known=", ".join(sorted(FIELDS)))
    return Mapping(columns=dict(columns), unit=unit, separator=str(separator))
