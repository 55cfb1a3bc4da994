"""What a visitor asks of the catalogue, as a value: parsed strictly from an address, and written back into one.

Pure but for the language of its labels. A bad parameter is told and named; the rest of the query still stands, so
that a page can show both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.bidi import clean_line
from core.digits import western
from core.errors import SoukError
from core.money import Money
from marketplace.enums import Availability, Category, MediumGroup, SizeClass
from marketplace.imaging.enums import Swatch

LONGEST_WORDS: Final = 200
DEAREST: Final = 10**12
YEARS: Final = range(1, 2201)
MOST_CHOICES: Final = 20
PRICE_CURRENCY: Final = "SAR"  # prices of all currencies are compared in riyals, see Artwork.price_rank


class Sort(TextChoices):
    RELEVANCE = "relevance", _("Most fitting first")
    NEWEST = "newest", _("Newest first")
    PRICE_UP = "price", _("Lowest price first")
    PRICE_DOWN = "-price", _("Highest price first")
    LARGEST = "largest", _("Largest first")


@dataclass(frozen=True, slots=True)
class Problem:
    """One parameter that could not be taken, and why."""

    name: str
    value: str
    text: str


class BrowseInvalid(SoukError):
    """`problems` says what is wrong; `query` is what could be understood."""

    code = "marketplace.browse_invalid"
    message = _("Some of this address could not be understood.")

    def __init__(self, problems: Sequence[Problem], query: BrowseQuery) -> None:
        super().__init__()
        self.problems = tuple(problems)
        self.query = query

    @property
    def text(self) -> str:
        return " ".join(problem.text for problem in self.problems)


class Params(Protocol):
    """A QueryDict, or what looks like one."""

    def getlist(self, key: str) -> list[str]: ...
    def __contains__(self, key: object) -> bool: ...


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition as a removable label: `url` is the query without it."""

    name: str
    value: str
    label: str
    url: str


CHOICES: Final[dict[str, type[TextChoices]]] = {
    "category": Category,
    "medium": MediumGroup,
    "availability": Availability,
    "size": SizeClass,
    "colour": Swatch,
}
SLUGS: Final = ("city", "artist", "seller")
TAGS: Final = ("subject", "movement")
NUMBERS: Final = ("price_from", "price_to", "year_from", "year_to")
# The order in which an address is written, so that one query has one address.
NAMES: Final = ("q", *CHOICES, *SLUGS, *TAGS, *NUMBERS, "sort")


@dataclass(frozen=True, slots=True)
class BrowseQuery:
    """Values of one name widen each other, different names narrow. Prices are whole riyals."""

    q: str = ""
    category: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    artist: tuple[str, ...] = ()
    seller: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    movement: tuple[str, ...] = ()
    price_from: int | None = None
    price_to: int | None = None
    year_from: int | None = None
    year_to: int | None = None
    sort: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    @property
    def ordering(self) -> Sort:
        """Words ask for what fits, their absence for what is new."""
        if self.sort and not (self.sort == Sort.RELEVANCE and not self.q):
            return Sort(self.sort)
        return Sort.RELEVANCE if self.q else Sort.NEWEST

    @property
    def is_plain(self) -> bool:
        """No condition at all; the sort order is none."""
        return not any(getattr(self, name) not in ("", (), None) for name in NAMES if name != "sort")

    def pairs(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for name in NAMES:
            value = getattr(self, name)
            if isinstance(value, tuple):
                found += [(name, one) for one in value]
            elif value not in {"", None}:
                found.append((name, str(value)))
        return found

    @property
    def url(self) -> str:
        """`?q=…&category=…`, always in the same order; "?" alone for everything."""
        return "?" + urlencode(self.pairs())

    def having(self, name: str, value: str) -> bool:
        return value in getattr(self, name)

    def toggled(self, name: str, value: str) -> BrowseQuery:
        """With this choice, or without it if it was made."""
        now: tuple[str, ...] = getattr(self, name)
        return self._with(name, tuple(one for one in now if one != value) if value in now else (*now, value))

    def without(self, name: str, value: str = "") -> BrowseQuery:
        now = getattr(self, name)
        if isinstance(now, tuple):
            return self._with(name, tuple(one for one in now if one != value))
        return self._with(name, "" if isinstance(now, str) else None)

    def _with(self, name: str, value: Any) -> BrowseQuery:
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    def cleared(self) -> BrowseQuery:
        """Only the words and the sort order are kept."""
        return BrowseQuery(q=self.q, sort=self.sort)

    def sorted_by(self, sort: Sort) -> BrowseQuery:
        return replace(self, sort="" if sort == BrowseQuery(q=self.q).ordering else sort.value)

    def chips(self) -> list[Chip]:
        """Every condition, each with the address of the query without it. Ranges are one chip."""
        return [*self._choice_chips(), *self._range_chips()]

    def _choice_chips(self) -> Iterator[Chip]:
        if self.q:
            yield Chip("q", self.q, self.q, self.without("q").url)
        for name in (*CHOICES, *SLUGS, *TAGS):
            for value in getattr(self, name):
                yield Chip(name, value, self.label(name, value), self.without(name, value).url)

    def _range_chips(self) -> Iterator[Chip]:
        for name, show in (("price", _money), ("year", str)):
            low, high = getattr(self, f"{name}_from"), getattr(self, f"{name}_to")
            if low is not None or high is not None:
                rest = self.without(f"{name}_from").without(f"{name}_to")
                yield Chip(name, f"{low or ''}-{high or ''}", _range(low, high, show), rest.url)

    def label(self, name: str, value: str) -> str:
        """How a value is called in the active language; `labels` ("city:riyadh") knows what the database knows."""
        if name in CHOICES:
            return str(CHOICES[name](value).label)
        return self.labels.get(f"{name}:{value}", value)


def _money(amount: int) -> str:
    return Money.of(amount, PRICE_CURRENCY).text()


def _range(low: int | None, high: int | None, show: Any) -> str:
    if low is not None and high is not None:
        return gettext("From %(low)s to %(high)s") % {"low": show(low), "high": show(high)}
    if low is not None:
        return gettext("From %(low)s") % {"low": show(low)}
    return gettext("Up to %(high)s") % {"high": show(high or 0)}


def parse(params: Params) -> BrowseQuery:
    """Reads an address; unknown names are nobody's business. Raises BrowseInvalid, with what could be read."""
    problems: list[Problem] = []
    values: dict[str, Any] = {"q": _words(params, problems)}
    for name in (*CHOICES, *SLUGS, *TAGS):
        values[name] = tuple(_choices(params, name, problems))
    for name in NUMBERS:
        values[name] = _number(params, name, problems)
    for name in ("price", "year"):
        low, high = values[f"{name}_from"], values[f"{name}_to"]
        if low is not None and high is not None and low > high:
            problems.append(Problem(f"{name}_from", str(low), str(RANGE_TURNED[name])))
            values[f"{name}_from"] = values[f"{name}_to"] = None
    values["sort"] = _sort(params, problems)
    query = BrowseQuery(**values)
    if problems:
        raise BrowseInvalid(problems, query)
    return query


RANGE_TURNED: Final[dict[str, str | Promise]] = {
    "price": _("The lowest price is above the highest one. Exchange the two."),
    "year": _("The first year is after the last one. Exchange the two."),
}


def _last(params: Params, name: str) -> str:
    found = params.getlist(name)
    return clean_line(found[-1]) if found else ""


def _words(params: Params, problems: list[Problem]) -> str:
    text = _last(params, "q")
    if len(text) > LONGEST_WORDS:
        problems.append(Problem("q", text[:40], gettext("Search for fewer words: 200 letters at most.")))
    return text[:LONGEST_WORDS].strip()


def _choices(params: Params, name: str, problems: list[Problem]) -> Iterator[str]:
    found = [one for text in params.getlist(name) if (one := clean_line(text))]
    known = set(CHOICES[name].values) if name in CHOICES else None
    for value in list(dict.fromkeys(found))[:MOST_CHOICES]:
        if (known is not None and value not in known) or len(value) > LONGEST_WORDS:
            text = gettext("There is no such choice as “%(value)s”.") % {"value": value[:40]}
            problems.append(Problem(name, value[:40], text))
        else:
            yield value


def _number(params: Params, name: str, problems: list[Problem]) -> int | None:
    """Digits of both scripts, with or without separators of thousands."""
    typed = _last(params, name)
    plain = western(typed).replace("٬", "").replace(",", "").replace("،", "").replace(" ", "")
    if not plain:
        return None
    limits = YEARS if name.startswith("year") else range(DEAREST)
    if plain.isascii() and plain.isdigit() and len(plain) <= len(str(DEAREST)) and int(plain) in limits:
        return int(plain)
    text = gettext("“%(value)s” is not a number that we can use here.") % {"value": typed[:40]}
    problems.append(Problem(name, typed[:40], text))
    return None


def _sort(params: Params, problems: list[Problem]) -> str:
    typed = _last(params, "sort")
    if typed in {"", *Sort.values}:
        return typed
    text = gettext("The works cannot be sorted by “%(value)s”.") % {"value": typed[:40]}
    problems.append(Problem("sort", typed[:40], text))
    return ""
