"""What a visitor asks of the programme, as a value: read from an address, written back into one, told in chips.

A parameter that cannot be used is named and left out; the rest of the question still stands. Values of one name
widen each other, different names narrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from core.bidi import clean_line
from core.dates import MONTHS_AR, MONTHS_EN
from core.digits import western
from core.errors import SoukError
from core.money import Money, is_arabic
from marketplace.search.browse import Chip, Params, Problem
from workshops.enums import Category, EventKind, Level, Place, TeachingLanguage

LONGEST_WORDS: Final = 200
MOST_CHOICES: Final = 20
DEAREST: Final = 10**9
PRICE_CURRENCY: Final = "SAR"
PAST: Final = "past"
CHOICES: Final[dict[str, type[TextChoices]]] = {
    "kind": EventKind,
    "category": Category,
    "level": Level,
    "language": TeachingLanguage,
    "place": Place,
}
LISTS: Final = (*CHOICES, "city", "month")
PRICES: Final = ("price_from", "price_to")
# The order in which an address is written, so that one question has one address.
NAMES: Final = ("q", *LISTS, "free", *PRICES, "when")
_MONTH: Final = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")


class FiltersInvalid(SoukError):
    """For those who want no answer to half a question (the API); `problems` says what is wrong."""

    code = "workshops.filters_invalid"
    message = _("Some of this address could not be understood.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    @property
    def text(self) -> str:
        return " ".join(problem.text for problem in self.problems)


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Prices are whole riyals; a month is "2026-12", Gregorian; `when` is empty for what is to come, or "past"."""

    q: str = ""
    kind: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    free: bool = False
    price_from: int | None = None
    price_to: int | None = None
    when: str = ""
    cities: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    @property
    def is_past(self) -> bool:
        return self.when == PAST

    @property
    def is_plain(self) -> bool:
        """No condition at all; looking back is none."""
        return not any(name for name, _value in self.pairs() if name != "when")

    def pairs(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for name in NAMES:
            value = getattr(self, name)
            if isinstance(value, tuple):
                found += [(name, one) for one in value]
            elif value is True:
                found.append((name, "1"))
            elif value not in {"", None, False}:
                found.append((name, str(value)))
        return found

    @property
    def url(self) -> str:
        """`?kind=talk&free=1`; empty for everything."""
        pairs = self.pairs()
        return "?" + urlencode(pairs) if pairs else ""

    def without(self, name: str, value: str = "") -> EventQuery:
        now = getattr(self, name)
        rest: Any = {tuple: (), str: "", bool: False}.get(type(now))
        if isinstance(now, tuple):
            rest = tuple(one for one in now if one != value)
        changed: dict[str, Any] = {name: rest}
        return replace(self, **changed)

    def cleared(self) -> EventQuery:
        """Only the words are kept, and whether one looks back."""
        return EventQuery(q=self.q, when=self.when)

    def looking(self, when: str) -> EventQuery:
        return replace(self, when=when)

    def chips(self) -> list[Chip]:
        """Every condition but the words, each with the address of the question without it."""
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        for name in LISTS:
            for value in getattr(self, name):
                yield Chip(name, value, self.label(name, value), self.without(name, value).url)
        if self.free:
            yield Chip("free", "1", pgettext("price of an event", "Free"), self.without("free").url)
        for name in PRICES:
            if (amount := getattr(self, name)) is not None:
                yield Chip(name, str(amount), _bound(name, amount), self.without(name).url)

    def label(self, name: str, value: str) -> str:
        if name in CHOICES:
            return str(CHOICES[name](value).label)
        return month_name(value) if name == "month" else self.cities.get(value, value)


def month_name(month: str) -> str:
    """ "ديسمبر 2026" or "December 2026" for "2026-12"."""
    year, number = month.split("-")
    return f"{(MONTHS_AR if is_arabic() else MONTHS_EN)[int(number) - 1]} {year}"


def _bound(name: str, amount: int) -> str:
    text = Money.of(amount, PRICE_CURRENCY).text()
    if name == "price_from":
        return gettext("From %(price)s") % {"price": text}
    return gettext("Up to %(price)s") % {"price": text}


def parse(params: Params) -> tuple[EventQuery, tuple[Problem, ...]]:
    """Reads an address: what could be understood, and what could not. Unknown names are nobody's business."""
    problems: list[Problem] = []
    values: dict[str, Any] = {name: tuple(_choices(params, name, problems)) for name in LISTS}
    values |= {name: _number(params, name, problems) for name in PRICES}
    low, high = values["price_from"], values["price_to"]
    if low is not None and high is not None and low > high:
        text = gettext("The lowest price is above the highest one. Exchange the two.")
        problems.append(Problem("price_from", str(low), text))
        values["price_from"] = values["price_to"] = None
    query = EventQuery(
        q=_last(params, "q")[:LONGEST_WORDS].strip(),
        free=_flag(params, "free", "1", problems),
        when=PAST if _flag(params, "when", PAST, problems) else "",
        **values,
    )
    return query, tuple(problems)


def strictly(params: Params) -> EventQuery:
    """As `parse`. Raises FiltersInvalid where anything could not be understood."""
    query, problems = parse(params)
    if problems:
        raise FiltersInvalid(problems)
    return query


def _last(params: Params, name: str) -> str:
    found = params.getlist(name)
    return clean_line(found[-1]) if found else ""


def _choices(params: Params, name: str, problems: list[Problem]) -> Iterator[str]:
    found = [western(one) for text in params.getlist(name) if (one := clean_line(text))]
    for value in list(dict.fromkeys(found))[:MOST_CHOICES]:
        if _known(name, value):
            yield value
        else:
            problems.append(_unknown(name, value))


def _known(name: str, value: str) -> bool:
    if name in CHOICES:
        return value in CHOICES[name].values
    return bool(_MONTH.fullmatch(value)) if name == "month" else len(value) <= LONGEST_WORDS


def _unknown(name: str, value: str) -> Problem:
    text = gettext("There is no such choice as “%(value)s”.") % {"value": value[:40]}
    return Problem(name, value[:40], text)


def _flag(params: Params, name: str, meaning: str, problems: list[Problem]) -> bool:
    typed = western(_last(params, name))
    if typed not in {"", "0", meaning}:
        problems.append(_unknown(name, typed))
    return typed == meaning


def _number(params: Params, name: str, problems: list[Problem]) -> int | None:
    """Digits of both scripts, with or without separators of thousands."""
    typed = _last(params, name)
    plain = western(typed)
    for separator in "٬,، ":
        plain = plain.replace(separator, "")
    if not plain:
        return None
    if plain.isascii() and plain.isdigit() and len(plain) <= len(str(DEAREST)) and int(plain) <= DEAREST:
        return int(plain)
    text = gettext("“%(value)s” is not a number that we can use here.") % {"value": typed[:40]}
    problems.append(Problem(name, typed[:40], text))
    return None
