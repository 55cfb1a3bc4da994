"""Finds contact details and forbidden words in what people write before the award. Plain rules; no Django.

A hit holds the text back until a person has looked: the rules may be strict, they decide nothing alone.
Sizes, years, prices and edition numbers must pass. What is looked for is data: `data/screening.toml`.
Spans are code points of the text as it was given.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final


class HitKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    MESSENGER = "messenger"
    PAYMENT = "payment"
    FORBIDDEN = "forbidden"


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105  no password
    HOLD = "hold"


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    start: int
    end: int
    kind: HitKind


# Between texts that are screened as one; wider than any gap inside a number.
BREAK: Final = "\n\n— — —\n\n"

_DATA: Final = Path(__file__).parent / "data" / "screening.toml"
_LETTERS: Final = str.maketrans("أإآٱىةؤئگکیچپڤ", "اااايهويككيجبف")
_DROPPED: Final = frozenset({"Mn", "Cf", "Me"})
_TATWEEL: Final = "ـ"
# Arabic particles that are written together with the word.
_BEFORE: Final = "(?:و|ف)?(?:عال|بال|كال|ال|لل|ب|ل|ع|ك)?"
_AFTER: Final = "(?:ي|ك|كم|نا)?"

_TLD: Final = (
    "com|net|org|info|biz|edu|gov|sa|ae|qa|kw|bh|eg|jo|lb|uk|fr|de"
    "|art|gallery|shop|store|site|online|app|io|xyz|dev"
)
_DOT: Final = r"\s{0,3}[\[({]?\s{0,2}(?:\.|dot|دوت|نقطه)\s{0,2}[\])}]?\s{0,3}"
_AT: Final = r"\s{0,3}[\[({]?\s{0,2}(?:@|\bat\b|\bاي?ت\b)\s{0,2}[\])}]?\s{0,3}"
_EMAIL: Final = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}{_DOT}(?:{_TLD}|me|co|om|كوم|نت)\b"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+"
)
_LINK: Final = re.compile(
    r"https?://\S+|\bwww\.\S+"
    rf"|(?<![\w@.-])[a-z0-9][a-z0-9-]{{0,62}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.(?:{_TLD})\b(?:/\S*)?"
    r"|(?<![\w@.-])[a-z0-9-]{1,63}\.[a-z]{2,3}/[\w./?=&%+-]+"
    r"|(?<![\w-])[\w-]{1,63}\s{0,3}[\[({]?\s{0,2}(?:\bdot\b|\bدوت\b|\bنقطه\b)\s{0,2}[\])}]?\s{0,3}(?:com|net|org|sa|ae|كوم|نت)\b"
)
_HANDLE: Final = re.compile(r"(?<![\w@.])@\s?(?=[\w.]*[^\W\d])[\w.]{3,30}")
_IBAN: Final = re.compile(r"\b(?:sa|ae|qa|kw|bh|om)\s?\d{2}(?:[\s-]?[a-z0-9]{4}){4,6}\b")

_COINS: Final = r"ريال|درهم|دينار|ر\.س|﷼|riyal|dirham|dollar|\b(?:sar|aed|usd|eur|gbp|kwd|qar|bhd|omr)\b"
# What looks like a number to call and is not: prices, dates, hours, sizes, parts of one.
_NO_PHONE: Final = re.compile(
    r"(?<![\d.])\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?(?!\d)"
    r"|(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:1[34]|19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:1[34]|19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d\d(?!\d)"
    r"|(?<![\d.])0[.,٫]\d{1,2}(?![\d.])"
    r"|(?<!\d)\d{1,5}(?:[.,٫]\d{1,2})?(?:\s?[x×*]\s?\d{1,5}(?:[.,٫]\d{1,2})?){1,2}(?!\s?\d)"
    rf"|(?<!\d)\d[\d ]{{0,14}}(?=\s?(?:{_COINS}))"
    rf"|(?:{_COINS}|[$€£])\s?\d[\d ]{{0,14}}"
)
_GAP: Final = re.compile(r"[\s.\-\u2013\u2014_/()\[\]*,،•·|~:'\"]{0,3}(?:و\s?)?")
_RUN: Final = re.compile(r"(?<![^\W\d_])o?\d[\do]*(?![^\W\d_])")
_SPREAD: Final = re.compile(r"(?<!\w)(?:[^\W_][ .\-_*|]{1,2}){3,40}[^\W_](?!\w)")
_GULF: Final = {"966": (11, 12), "971": (11, 12), "974": (11,), "965": (11,), "973": (11,), "968": (11,)}
_MOBILE_GROUPS: Final = frozenset(
    {(2, 3, 4), (2, 7), (3, 3, 3), (3, 6), (2, 3, 2, 2), (3, 2, 2, 2), (2, 4, 3)}
)
SHORTEST, LONGEST = 8, 15
LOCAL: Final = range(9, 12)
# So many figures in words are no number of things any more.
SPELT: Final = 3


def hits(text: str) -> list[Hit]:
    """Everything that a person should look at, in the order of the text; overlaps are one hit."""
    folded, places = _folded(text)
    found = list(_addresses(folded))
    blanked = _blanked(folded, found)
    found += _phones(blanked)
    found += _words(folded)
    found += _spread_words(folded)
    return _merged(Hit(places[hit.start], places[hit.end - 1] + 1, hit.kind) for hit in found)


def verdict(text: str) -> Verdict:
    return Verdict.HOLD if hits(text) else Verdict.PASS


def as_data(found: Iterable[Hit]) -> list[dict[str, Any]]:
    """For the JSON of a screening."""
    return [{"kind": str(hit.kind), "start": hit.start, "end": hit.end} for hit in found]


def parts(text: str, found: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """The text in pieces with the kind of hit in each, "" where there is none: for a page that marks them."""
    pieces: list[tuple[str, str]] = []
    done = 0
    for hit in sorted(found, key=lambda one: int(one["start"])):
        if hit["start"] > done:
            pieces.append((text[done : hit["start"]], ""))
        pieces.append((text[max(done, hit["start"]) : hit["end"]], str(hit["kind"])))
        done = max(done, hit["end"])
    if done < len(text):
        pieces.append((text[done:], ""))
    return pieces


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and where each of its characters stood.

    Digits of every script become 0-9, wide and decorated letters plain ones; signs that hide a word are dropped.
    """
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char).lower():
            if plain == _TATWEEL or unicodedata.category(plain) in _DROPPED:
                continue
            digit = unicodedata.decimal(plain, None)
            chars.append(str(digit) if digit is not None else plain.translate(_LETTERS))
            places.append(place)
    return "".join(chars), places


def _addresses(folded: str) -> Iterator[Hit]:
    patterns = (
        (_EMAIL, HitKind.EMAIL),
        (_LINK, HitKind.LINK),
        (_HANDLE, HitKind.HANDLE),
        (_IBAN, HitKind.PAYMENT),
    )
    for pattern, kind in patterns:
        for match in pattern.finditer(folded):
            yield Hit(match.start(), match.end(), kind)


def _blanked(folded: str, found: Iterable[Hit]) -> str:
    """Without what has been found, so that the digits of a link are not called a telephone."""
    chars = list(folded)
    for hit in found:
        chars[hit.start : hit.end] = "\n" * (hit.end - hit.start)
    return "".join(chars)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A run of digits, or one that was spelt."""

    start: int
    end: int
    digits: str
    spelt: bool = False


def _phones(folded: str) -> Iterator[Hit]:
    plain = _NO_PHONE.sub(lambda match: "\x00" * len(match.group()), folded)
    for group in _neighbours(plain, sorted(_figures(plain), key=lambda one: one.start)):
        for part in _rings(plain, group):
            yield Hit(part[0].start, part[-1].end, HitKind.PHONE)


def _figures(plain: str) -> Iterator[_Figure]:
    for match in _RUN.finditer(plain):
        yield _Figure(match.start(), match.end(), match.group().replace("o", "0"))
    words = _figure_words()
    for match in re.finditer(r"(?<!\w)(?:و)?([^\W\d_]+)(?!\w)", plain):
        whole = match.group()
        digit = words.get(whole) or words.get(match.group(1))
        if digit:
            yield _Figure(match.start(), match.end(), digit, spelt=True)


def _neighbours(plain: str, figures: list[_Figure]) -> Iterator[list[_Figure]]:
    """Figures with nothing but blanks and the signs of a number between them."""
    group: list[_Figure] = []
    for figure in figures:
        if group and not _GAP.fullmatch(plain, group[-1].end, figure.start):
            yield group
            group = []
        group.append(figure)
    if group:
        yield group


def _rings(plain: str, group: list[_Figure]) -> Iterator[list[_Figure]]:
    """The parts of a group that can be called: the whole of it, else each figure by itself, else a stretch."""
    if _callable(plain, group):
        yield group
        return
    for size in range(min(len(group) - 1, LONGEST), 0, -1):
        for start in range(len(group) - size + 1):
            part = group[start : start + size]
            if _callable(plain, part):
                yield part
                return


def _callable(plain: str, group: list[_Figure]) -> bool:
    digits = "".join(figure.digits for figure in group)
    if not SHORTEST - 1 <= len(digits) <= LONGEST:
        return False
    if sum(figure.spelt for figure in group) >= SPELT:
        return True
    before = plain[max(0, group[0].start - 3) : group[0].start].rstrip(" (")
    if len(digits) > SHORTEST and (before.endswith("+") or digits.startswith("00")):
        return True
    local = digits.startswith("0") and len(digits) in LOCAL
    abroad = len(digits) in _GULF.get(digits[:3], ())
    sizes = tuple(len(figure.digits) for figure in group)
    return local or abroad or _looks_dialled(digits, sizes)


def _looks_dialled(digits: str, sizes: tuple[int, ...]) -> bool:
    """Without a prefix: one long run, digits one by one, or a mobile in its usual groups. Round sums pass."""
    if len(digits) < SHORTEST or digits.endswith("000"):
        return False
    if len(sizes) == 1 or set(sizes) == {1}:
        return True
    return digits.startswith("5") and sizes in _MOBILE_GROUPS


def _words(folded: str) -> Iterator[Hit]:
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(folded):
            yield Hit(match.start(), match.end(), kind)


def _spread_words(folded: str) -> Iterator[Hit]:
    """Letters set apart: "w h a t s a p p"."""
    for match in _SPREAD.finditer(folded):
        joined = re.sub(r"[ .\-_*|]", "", match.group())
        for kind, pattern in _patterns().items():
            if pattern.search(joined):
                yield Hit(match.start(), match.end(), kind)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def _figure_words() -> dict[str, str]:
    return dict(_data()["figures"])


@cache
def _patterns() -> dict[HitKind, re.Pattern[str]]:
    kinds = (HitKind.MESSENGER, HitKind.PAYMENT, HitKind.FORBIDDEN)
    return {kind: _pattern(_data()[kind.value]) for kind in kinds}


def _pattern(words: dict[str, list[str]]) -> re.Pattern[str]:
    latin = "|".join(sorted(map(_spaced, words["en"]), key=len, reverse=True))
    arabic = "|".join(sorted(map(_spaced, words["ar"]), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{latin})(?!\w)|(?<!\w){_BEFORE}(?:{arabic}){_AFTER}(?!\w)")


def _spaced(word: str) -> str:
    """A blank of the data stands for any few blanks or a hyphen."""
    return r"[\s\-]{1,3}".join(re.escape(part) for part in word.split())


def _merged(found: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and hit.start < kept[-1].end:
            last = kept[-1]
            kept[-1] = Hit(last.start, max(last.end, hit.end), last.kind)
        else:
            kept.append(hit)
    return kept
