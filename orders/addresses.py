"""A postal address: what an order, an invoice and a label keep of a place. Pure: no model, no query.

How a country writes its addresses is data (data/addresses.toml, read by orders/address_forms.py);
what people type is checked by `checked`. Formats: National Address of SPL, PACI (Kuwait), the blue plates
of Qatar, building-road-block of Bahrain, Makani (Dubai).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Self

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from core.bidi import clean_line, isolate
from core.errors import SoukError
from core.money import is_arabic
from orders.address_forms import LONGEST, CountryForm, FieldRule, Words, form_for, tidy


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where somebody lives or trades. Every field is text, empty when there is nothing.

    `line1` is the street (road, way); `building` the house or building number; `additional` the Saudi
    secondary number; `block` the block or zone where a country counts them (KW, BH, QA, OM); `short` the
    country's own address code (SA short address, KW PACI, AE Makani); `region` an emirate's code or a
    state; `phone` in E.164; `country` two letters.
    """

    name: str = ""
    phone: str = ""
    country: str = ""
    line1: str = ""
    district: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    building: str = ""
    additional: str = ""
    unit: str = ""
    short: str = ""
    company: str = ""
    vat_number: str = ""
    block: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | None) -> Self:
        """What `as_dict` wrote, also long ago: unknown keys are passed over, missing ones are empty."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: str(value or "") for key, value in (data or {}).items() if key in known})

    def as_dict(self) -> dict[str, str]:
        """Only what is filled, for a JSON column; an empty address is {}."""
        return {key: value for key, value in asdict(self).items() if value}

    def with_(self, **changes: str) -> Self:
        """The same address with other words in some fields."""
        return replace(self, **changes)

    def __bool__(self) -> bool:
        return bool(self.as_dict())

    @property
    def region_name(self) -> str:
        """The emirate or state in the active language; free text as it was written."""
        return self.region_in(None)

    def region_in(self, lang: str | None) -> str:
        choices = form_for(self.country).choices("region")
        return choices[self.region].text(lang) if self.region in choices else self.region

    def country_name(self, lang: str | None = None) -> str:
        return country_name(self.country, lang) if self.country else ""

    def place_lines(self, lang: str | None = None) -> list[str]:
        """The place alone in the country's postal order: no person, no country."""
        region = self.region_in(lang)
        named = {region, self.region_in("ar"), self.region_in("en")}
        # Dubai in the emirate of Dubai is said once.
        city, region = (region, "") if self.city in named else (self.city, region)
        values = self.as_dict() | {"city": city, "region": region}
        return form_for(self.country).lines(values, arabic=is_arabic(lang))

    def lines(self, lang: str | None = None) -> list[str]:
        """Name, company, place and country, one entry a line. The phone stands apart: its direction differs."""
        found = [self.name, self.company, *self.place_lines(lang), self.country_name(lang)]
        return [line for line in found if line]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The lines of the active language for a page, each with its direction.

        A line with words of the page's own script runs as the page does, whatever name begins it; any other
        line runs as its first word.
        """
        return [(line, _direction(line)) for line in self.lines()]

    def english_lines(self) -> list[str]:
        """The block that a carrier outside the Arab world can sort by: English words around what was typed."""
        return [*self.lines("en"), *([self.phone_text] if self.phone else [])]

    def one_line(self, lang: str | None = None) -> str:
        """For a list or a choice: the place and the country, with commas; each part keeps its direction."""
        comma = "، " if is_arabic(lang) else ", "
        parts = [*self.place_lines(lang), self.country_name(lang)]
        return comma.join(_apart(part, lang) for part in parts if part)

    @property
    def phone_text(self) -> str:
        """The number in the groups in which people read it: +966 55 214 8830."""
        return form_for(self.country).phone.grouped(self.phone)

    def __str__(self) -> str:
        return "\n".join(self.lines())


class AddressInvalid(SoukError):
    """Something is missing or cannot be right; `problems` says at which field, and what to do."""

    code = "orders.address_invalid"
    message = _("The address is not complete yet: %(what)s")

    def __init__(self, problems: Mapping[str, Words]) -> None:
        self.problems = dict(problems)
        super().__init__(what=_Sentences(self.problems.values()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class _Sentences:
    """The sentences one after another, in the language in which they are read."""

    def __init__(self, words: Iterable[Words]) -> None:
        self.words = tuple(words)

    def __str__(self) -> str:
        return " ".join(map(str, self.words))


NO_COUNTRY: Final = Words("اختر البلد.", "Choose the country.")
TOO_LONG: Final = Words("اكتب اسم الشركة في أقل من 120 حرفًا.", "Write the company in fewer than 120 letters.")
TWO_BUILDINGS: Final = Words(
    "العنوان المختصر يذكر المبنى {short}، وكتبت {typed}. اكتب الصحيح في الحقلين.",
    "The short address says building {short}, and you wrote {typed}. Write the right one in both fields.",
)
# What an order needs to reach somebody; a seller's or an invoice's address may do without.
PERSON: Final = frozenset({"name", "phone"})


def checked(values: Mapping[str, object], *, person: bool = True) -> PostalAddress:
    """What was typed, as an address that can be used: tidied, filled where we know better, and valid.

    From a Saudi short address the building number is taken (its four digits are that number; the rest of
    the address cannot be told from it without asking the post). `person=False` lets name and phone be empty.
    Raises AddressInvalid with a sentence for each field that is wrong.
    """
    country = tidy("country", values.get("country")).upper()
    if country not in countries:
        raise AddressInvalid({"country": NO_COUNTRY})
    form = form_for(country)
    typed = {rule.name: rule.tidy(values.get(rule.name)) for rule in form.fields}
    found = _filled(form, typed)
    problems = {
        rule.name: rule.error
        for rule in form.fields
        if not _right(
            form, rule, typed, found, optional=rule.optional or (rule.name in PERSON and not person)
        )
    }
    problems = _agreeing(form, found, problems)
    company = clean_line(str(values.get("company") or ""))
    if len(company) > LONGEST["company"]:
        problems["company"] = TOO_LONG
    if problems:
        raise AddressInvalid(problems)
    vat_number = tidy("short", values.get("vat_number"))
    return PostalAddress(country=country, company=company, vat_number=vat_number, **found)


def _filled(form: CountryForm, typed: Mapping[str, str]) -> dict[str, str]:
    found = dict(typed)
    found["phone"] = form.phone.read(typed["phone"]) if typed["phone"] else ""
    short = form.rule("short")
    if form.country == "SA" and short and found["short"] and short.allows(found["short"]):
        found["building"] = found["building"] or building_of(found["short"])
    return found


def _right(
    form: CountryForm, rule: FieldRule, typed: Mapping[str, str], found: Mapping[str, str], *, optional: bool
) -> bool:
    if not typed[rule.name] and not found[rule.name]:
        return optional
    if rule.name == "phone":
        return bool(found["phone"]) and form.phone.allows(found["phone"])
    return rule.allows(found[rule.name])


def _agreeing(form: CountryForm, found: Mapping[str, str], problems: dict[str, Words]) -> dict[str, Words]:
    """The building number stands twice in a Saudi address: both must say the same."""
    if form.country != "SA" or not found["short"] or {"short", "building"} & problems.keys():
        return problems
    of_short = building_of(found["short"])
    if of_short == found["building"]:
        return problems
    said = {"short": of_short, "typed": found["building"]}
    clash = Words(TWO_BUILDINGS.ar.format(**said), TWO_BUILDINGS.en.format(**said))
    return problems | {"building": clash}


def building_of(short: str) -> str:
    """The four digits of a Saudi short address are the building number."""
    return short[-4:]


def country_name(code: str, lang: str | None = None) -> str:
    """As it stands on an envelope, in either language."""
    own = form_for(code)
    if own.country == code and own.name:
        return own.name.text(lang)
    with translation.override("ar" if is_arabic(lang) else "en"):
        return str(countries.name(code))


def _apart(part: str, lang: str | None) -> str:
    """Arabic words in an English line, and the other way round, are an island of their own."""
    arabic, latin = _scripts(part)
    return isolate(part) if (latin if is_arabic(lang) else arabic) else part


def _direction(line: str) -> str:
    arabic, latin = _scripts(line)
    if is_arabic():
        return "rtl" if arabic else "auto"
    return "ltr" if latin else "auto"


def _scripts(text: str) -> tuple[bool, bool]:
    """Whether there is an Arabic letter in it, and a Latin one."""
    arabic = any("\u0620" <= char <= "\u06ff" and char.isalpha() for char in text)
    return arabic, any(char.isascii() and char.isalpha() for char in text)
