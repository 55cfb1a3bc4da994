"""Readers of single cells: text in, value out, CellRefused for what cannot be taken. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeVar

from django.utils.functional import lazy, lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.bidi import clean_line, clean_text
from core.digits import western
from core.errors import SoukError
from core.money import EXPONENTS, Money
from marketplace.enums import Antiquity, Attribution, Availability, Category, Condition
from marketplace.imports.dates import Dating, read_date
from marketplace.imports.exceptions import CellRefused
from marketplace.imports.media import category_named

Word = TypeVar("Word")

TAGS_PER_WORK: Final = 120
TAG_LENGTH: Final = 160
ARTISTS_PER_WORK: Final = 8
# Printable in Python's eyes and yet invisible: these go the long way through core.bidi.
_SLOW = re.compile("[\u034f\u115f\u1160]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_EDITION = re.compile(r"(?:ed(?:ition)?\.?\s*(?:of)?\s*)?(?:(\d{1,6})\s*(?:/|of|من)\s*)?(\d{1,6})")
_WEB = re.compile(r"https?://[^\s/@?#]+(?:[/?#]\S*)?")
_NO_PRICE: Final = frozenset(
    {"", "-", "–", "on request", "price on request", "poa", "عند الطلب", "السعر عند الطلب"}
)
_UNKNOWN: Final = frozenset(
    {
        "",
        "-",
        "–",
        "?",
        "n/a",
        "unknown",
        "not known",
        "date not known",
        "no date",
        "undated",
        "غير معروف",
        "مجهول",
    }
)

ATTRIBUTIONS: Final[dict[str, Attribution]] = {
    "": Attribution.ARTIST,
    "by": Attribution.ARTIST,
    "attributed to": Attribution.ATTRIBUTED,
    "doubtfully attributed to": Attribution.ATTRIBUTED,
    "studio of": Attribution.STUDIO,
    "and studio": Attribution.STUDIO,
    "and other artists": Attribution.WITH_OTHERS,
    "and assistants": Attribution.WITH_OTHERS,
    "and a pupil": Attribution.WITH_OTHERS,
    "circle of": Attribution.CIRCLE,
    "follower of": Attribution.FOLLOWER,
    "pupil of": Attribution.FOLLOWER,
    "school of": Attribution.FOLLOWER,
    "manner of": Attribution.MANNER,
    "imitator of": Attribution.MANNER,
    "pseudo": Attribution.MANNER,
    "prints after": Attribution.AFTER,
    "formerly attributed to": Attribution.FORMERLY,
    "منسوب إلى": Attribution.ATTRIBUTED,
    "مرسم": Attribution.STUDIO,
    "بأسلوب": Attribution.MANNER,
    "عن": Attribution.AFTER,
} | {value.value: value for value in Attribution}
AVAILABILITIES: Final[dict[str, Availability]] = {
    "available": Availability.AVAILABLE,
    "for sale": Availability.AVAILABLE,
    "yes": Availability.AVAILABLE,
    "متاح": Availability.AVAILABLE,
    "متاحة": Availability.AVAILABLE,
    "للبيع": Availability.AVAILABLE,
    "sold": Availability.SOLD,
    "مباع": Availability.SOLD,
    "مبيع": Availability.SOLD,
    "مباعة": Availability.SOLD,
    "not for sale": Availability.NOT_FOR_SALE,
    "not_for_sale": Availability.NOT_FOR_SALE,
    "nfs": Availability.NOT_FOR_SALE,
    "ليس للبيع": Availability.NOT_FOR_SALE,
    "غير معروض للبيع": Availability.NOT_FOR_SALE,
}
ANTIQUITIES: Final[dict[str, Antiquity]] = {
    "yes": Antiquity.YES,
    "true": Antiquity.YES,
    "1": Antiquity.YES,
    "نعم": Antiquity.YES,
    "no": Antiquity.NO,
    "false": Antiquity.NO,
    "0": Antiquity.NO,
    "لا": Antiquity.NO,
    "unknown": Antiquity.UNKNOWN,
    "not known": Antiquity.UNKNOWN,
    "غير معروف": Antiquity.UNKNOWN,
}
CONDITIONS: Final[dict[str, Condition]] = {
    "جديد": Condition.NEW,
    "ممتاز": Condition.EXCELLENT,
    "ممتازة": Condition.EXCELLENT,
    "جيد": Condition.GOOD,
    "جيدة": Condition.GOOD,
    "مقبول": Condition.FAIR,
    "مقبولة": Condition.FAIR,
    "مرمم": Condition.RESTORED,
    "مرممة": Condition.RESTORED,
} | {value.value: value for value in Condition}


def is_arabic(text: str) -> bool:
    """Whether a text belongs in the Arabic column: it holds an Arabic letter."""
    return not text.isascii() and _ARABIC.search(text) is not None


def _is_clean(text: str) -> bool:
    """A cheap yes for what most cells are: printable, composed, without double blanks."""
    if "  " in text or not text.isprintable():
        return False
    return text.isascii() or not (_SLOW.search(text) or not unicodedata.is_normalized("NFC", text))


def line(text: str) -> str:
    """`core.bidi.clean_line`, with a short way for text that is clean already."""
    if _is_clean(text):
        return text.strip()
    return clean_line(text)


def prose(text: str) -> str:
    """`core.bidi.clean_text`, with the same short way."""
    if _is_clean(text):
        return text.strip()
    return clean_text(text)


def bounded(text: str, length: int) -> str:
    if len(text) > length:
        raise CellRefused(
            "too_long",
            format_lazy(
                _("This text is too long: {count} characters, and there is room for {limit}."),
                count=lazystr(len(text)),
                limit=lazystr(length),
            ),
        )
    return text


def inventory_number(text: str) -> str:
    return bounded(line(western(text)), 60)


@lru_cache(maxsize=4096)
def year(text: str) -> Dating:
    """A year, or what stands in its place ("c.1997-9"); "no date" is none, anything else is refused."""
    found = read_date(text)
    if found.year is None and western(text).strip().lower() not in _UNKNOWN:
        raise CellRefused("year", _("This is not a year. Write it in digits, for example 2024."))
    return found


@lru_cache(maxsize=4096)
def category(text: str) -> Category | None:
    """An unknown word is refused, for a filter that counts wrongly is worse than a row sent back."""
    found = category_named(line(text))
    if found is None and text.strip():
        raise CellRefused(
            "category", _("We do not know this kind of work. Write painting, print or sculpture, say.")
        )
    return found


def attribution(text: str) -> Attribution:
    return _word(text, ATTRIBUTIONS, "attribution")


def availability(text: str) -> Availability:
    return _word(text, AVAILABILITIES, "availability")


def antiquity(text: str) -> Antiquity:
    return _word(text, ANTIQUITIES, "antiquity")


def condition(text: str) -> Condition:
    return _word(text, CONDITIONS, "condition")


def _word(text: str, words: Mapping[str, Word], code: str) -> Word:
    found = words.get(line(text).lower())
    if found is None:
        known = ", ".join(word for word in words if word)
        raise CellRefused(
            code, format_lazy(_("We do not know this word here. Known are: {known}."), known=lazystr(known))
        )
    return found


def price(text: str, currency: str) -> int | None:
    """Minor units, read by the rules of core.money; None for "on request"."""
    if line(text).lower() in _NO_PRICE:
        return None
    try:
        minor = Money.parse(text, currency).minor
    except SoukError as error:
        raise CellRefused(error.code, lazy(_text_of, str)(error)) from error
    if minor == 0:
        raise CellRefused(
            "price_zero", _("A price is more than zero. Leave the cell empty for “on request”.")
        )
    return minor


def _text_of(error: SoukError) -> str:
    return error.text


def currency(text: str) -> str:
    code = line(text).upper()
    if code not in EXPONENTS:
        known = ", ".join(EXPONENTS)
        raise CellRefused(
            "currency",
            format_lazy(_("We do not trade in this currency. Known are: {known}."), known=lazystr(known)),
        )
    return code


@lru_cache(maxsize=1024)
def edition(text: str) -> tuple[int | None, int | None]:
    """Number and size: "3/8", "3 of 8", "٣ من ٨", "edition of 8"; "unique" is neither."""
    plain = western(line(text)).lower()
    if plain in {"unique", "1/1", "نسخة فريدة", "فريد"}:
        return None, None
    match = _EDITION.fullmatch(plain)
    if match is None:
        raise CellRefused("edition", _("Write the edition as number and size, for example 3/8."))
    number, size = int(match[1]) if match[1] else None, int(match[2])
    if size == 0 or number == 0 or (number or 1) > size:
        raise CellRefused("edition", _("The number in an edition lies between 1 and its size."))
    return number, size


@lru_cache(maxsize=65536)
def tags(text: str, separator: str = "") -> tuple[str, ...]:
    """Each tag once, in order. The separator is the sheet's, else the strongest one in the cell."""
    sign = separator or next((sign for sign in "|;؛،,\n" if sign in text), "|")
    found = tuple(dict.fromkeys(tag for part in text.split(sign) if (tag := _tag(part))))
    if len(found) > TAGS_PER_WORK:
        raise CellRefused("tags_many", _("A work has at most 120 of these."))
    return found


@lru_cache(maxsize=65536)
def _tag(text: str) -> str:
    return bounded(line(text), TAG_LENGTH)


@lru_cache(maxsize=8192)
def artists(text: str) -> tuple[str, ...]:
    """Several names are set apart by ; or | (not within brackets: a group's members stand there)."""
    parts, depth, current = [], 0, ""
    for char in text:
        depth += (char in "([") - (char in ")]")
        if depth <= 0 and char in ";|؛":
            parts.append(current)
            current = ""
        else:
            current += char
    names = tuple(dict.fromkeys(name for part in (*parts, current) if (name := line(part))))
    if len(names) > ARTISTS_PER_WORK:
        raise CellRefused("artists_many", _("A work has at most 8 named artists."))
    for name in names:
        bounded(name, 200)
    return names


def web_address(text: str) -> str:
    plain = bounded(line(text), 300)
    if not _WEB.fullmatch(plain):
        raise CellRefused("url", _("This is not a web address. It begins with https://."))
    return plain
