"""The address forms of the countries, from data/addresses.toml, and the check of what was typed in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from core.bidi import LRI, PDI, clean_line
from core.digits import western
from core.money import is_arabic

DATA: Final = Path(__file__).parent / "data" / "addresses.toml"
REST: Final = "ZZ"  # ISO 3166 leaves it to users: the form for every country without its own
LONGEST: Final = {"name": 120, "company": 120, "line1": 160, "phone": 24}
LONG: Final = 80
# Fields that are numbers or codes: digits become Western.
CODED: Final = frozenset({"short", "building", "additional", "postcode", "block", "unit", "phone"})
_OPTIONAL_PART = re.compile(r"\[([^\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")
_STRAY = re.compile(r"^[\s,،-]+|[\s,،-]+$")
_E164: Final = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    ar: str = ""
    en: str = ""

    def text(self, lang: str | None = None) -> str:
        return self.ar if is_arabic(lang) else self.en

    def __str__(self) -> str:
        return self.text()

    def __bool__(self) -> bool:
        return bool(self.ar)


@dataclass(frozen=True, slots=True)
class PhoneRule:
    """How a country writes its mobile numbers: E.164 pattern, the digit dialled at home, an example."""

    code: str
    trunk: str
    pattern: str
    example: str

    def read(self, typed: str) -> str:
        """The number in E.164 as well as it can be told from what was typed; "" when it cannot."""
        digits = re.sub(r"[\s().\-/]", "", western(typed))
        if digits.startswith("00"):
            digits = "+" + digits[2:]
        if not digits.startswith("+") and self.code:
            national = digits.removeprefix(self.trunk) if self.trunk else digits
            full = re.fullmatch(self.pattern, "+" + digits)
            digits = "+" + digits if full else f"+{self.code}{national}"
        elif self.code and self.trunk:  # +966 (0)55..: the digit dialled at home slipped in
            digits = re.sub(rf"^\+{self.code}{self.trunk}", f"+{self.code}", digits)
        return digits if _E164.fullmatch(digits) else ""

    def allows(self, number: str) -> bool:
        """A number of this country must fit its rule; one from elsewhere must be E.164."""
        own = bool(self.code) and number.startswith("+" + self.code)
        return bool(re.fullmatch(self.pattern if own else _E164.pattern, number, re.ASCII))

    def grouped(self, number: str) -> str:
        if self.code and number.startswith("+" + self.code):
            rest = number.removeprefix("+" + self.code)
            parts = [rest[:2], rest[2:5], rest[5:]] if self.trunk else [rest[:4], rest[4:]]
            return " ".join(["+" + self.code, *filter(None, parts)])
        return number


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field of a form: its words, and what it must look like."""

    name: str
    label: Words
    error: Words
    hint: Words = Words()
    pattern: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    optional: bool = False
    code: bool = False
    choices: Mapping[str, Words] = field(default_factory=dict)

    @property
    def max_length(self) -> int:
        return LONGEST.get(self.name, LONG)

    def tidy(self, typed: object) -> str:
        """As it is kept; what follows a pattern is written in capitals."""
        text = tidy(self.name, typed)
        return text.upper() if self.pattern else text

    def allows(self, value: str) -> bool:
        if not value:
            return self.optional
        if self.choices:
            return value in self.choices
        # ASCII: the digits of other scripts are not what a database or a carrier reads.
        fits = re.fullmatch(self.pattern, value, re.ASCII) if self.pattern else re.search(r"[^\W_]", value)
        return bool(fits) and len(value) <= self.max_length


@dataclass(frozen=True, slots=True)
class CountryForm:
    """How one country writes an address."""

    country: str
    name: Words
    fields: tuple[FieldRule, ...]
    pairs: tuple[tuple[str, ...], ...]
    phone: PhoneRule
    lines_ar: tuple[str, ...]
    lines_en: tuple[str, ...]

    def rule(self, name: str) -> FieldRule | None:
        return next((rule for rule in self.fields if rule.name == name), None)

    def choices(self, name: str) -> Mapping[str, Words]:
        rule = self.rule(name)
        return rule.choices if rule else {}

    def lines(self, values: Mapping[str, str], *, arabic: bool) -> list[str]:
        """The filled templates; a line of which nothing is known is left out."""
        filled = (_fill(line, values) for line in (self.lines_ar if arabic else self.lines_en))
        return [line for line in filled if line]

    @property
    def rows(self) -> list[tuple[FieldRule, ...]]:
        """The fields as they stand on the page: alone, or beside their pair."""
        found: list[tuple[FieldRule, ...]] = []
        placed: set[str] = set()
        for rule in self.fields:
            if rule.name in placed:
                continue
            pair = next((pair for pair in self.pairs if rule.name in pair), (rule.name,))
            placed.update(pair)
            found.append(tuple(other for other in map(self.rule, pair) if other))
        return found


@cache
def forms() -> dict[str, CountryForm]:
    """Every form of the file; ZZ is the one for the rest of the world."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {country: _form(country, entry, data[REST]) for country, entry in data.items()}


def form_for(country: str) -> CountryForm:
    """The country's own form, or the general one."""
    return forms().get(country, forms()[REST])


def tidy(name: str, typed: object) -> str:
    """What was typed, as it is kept: no controls, one line; numbers and codes in Western digits."""
    text = clean_line(str(typed or ""))
    if name not in CODED:
        return text
    text = western(text)
    return re.sub(r"[\s\-–_.]", "", text).upper() if name == "short" else text


def _form(country: str, entry: Mapping[str, Any], rest: Mapping[str, Any]) -> CountryForm:
    phone = PhoneRule(**entry["phone"])
    own = rest["field"] | entry["field"]
    return CountryForm(
        country=country,
        name=Words(entry.get("name_ar", ""), entry.get("name_en", "")),
        fields=tuple(_rule(name, own[name], phone) for name in entry["fields"]),
        pairs=tuple(tuple(pair) for pair in entry["pairs"]),
        phone=phone,
        lines_ar=tuple(entry["lines_ar"]),
        lines_en=tuple(entry["lines_en"]),
    )


def _rule(name: str, entry: Mapping[str, Any], phone: PhoneRule) -> FieldRule:
    def words(key: str) -> Words:
        arabic, english = (entry.get(f"{key}_{lang}", "") for lang in ("ar", "en"))
        # A number between Arabic words keeps its order: +966 first.
        apart = f"{LRI}{phone.example}{PDI}"
        return Words(arabic.replace("{example}", apart), english.replace("{example}", phone.example))

    return FieldRule(
        name=name,
        label=words("label"),
        error=words("error"),
        hint=words("hint"),
        pattern=entry.get("pattern", ""),
        autocomplete=entry.get("autocomplete", ""),
        inputmode=entry.get("inputmode", ""),
        optional=entry.get("optional", False),
        code=entry.get("code", False),
        choices={one["code"]: Words(one["ar"], one["en"]) for one in entry.get("choices", [])},
    )


def _fill(line: str, values: Mapping[str, str]) -> str:
    def part(match: re.Match[str]) -> str:
        names = _PLACE.findall(match[1])
        return match[1] if all(values.get(name) for name in names) else ""

    kept = _OPTIONAL_PART.sub(part, line)
    names = _PLACE.findall(kept)
    if not any(values.get(name) for name in names):
        return ""
    text = _PLACE.sub(lambda match: values.get(match[1], ""), kept).replace(LRI + PDI, "")
    return _STRAY.sub("", re.sub(r"\s{2,}", " ", text))
