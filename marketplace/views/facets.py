"""The facets as the page draws them: lists with counts, colours with names, a price with its histogram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import Money
from marketplace.imaging.enums import Swatch
from marketplace.search.browse import PRICE_CURRENCY, BrowseQuery, Problem
from marketplace.search.facets import Bar, Choice, Facets

STEPS: Final = 16  # heights of a bar that the style sheet knows
TITLES: Final[dict[str, str | Promise]] = {
    "category": gettext_lazy("Kind"),
    "medium": gettext_lazy("Medium"),
    "price": gettext_lazy("Price"),
    "colour": gettext_lazy("Colour"),
    "size": gettext_lazy("Size"),
    "availability": gettext_lazy("Availability"),
    "city": gettext_lazy("City"),
    "year": gettext_lazy("Year"),
}
OPEN: Final = frozenset({"category", "price", "colour"})
RANGES: Final = frozenset({"price", "year"})


@dataclass(slots=True)
class Facet:
    name: str
    title: str | Promise
    kind: str
    open: bool
    choices: list[Any] = field(default_factory=list)
    bars: list[dict[str, Any]] = field(default_factory=list)
    edges_text: str = ""
    said: str = ""
    low: str = ""
    high: str = ""


def facets_for(facets: Facets, query: BrowseQuery, problems: Sequence[Problem]) -> list[Facet]:
    """In the order of the page; those in use are open."""
    return [_facet(name, facets, query, problems) for name in TITLES if _has_something(name, facets, query)]


def _has_something(name: str, facets: Facets, query: BrowseQuery) -> bool:
    return name in RANGES or bool(facets.choices.get(name)) or _in_use(name, query)


def _in_use(name: str, query: BrowseQuery) -> bool:
    if name in RANGES:
        return getattr(query, f"{name}_from") is not None or getattr(query, f"{name}_to") is not None
    return bool(getattr(query, name))


def _facet(name: str, facets: Facets, query: BrowseQuery, problems: Sequence[Problem]) -> Facet:
    troubled = any(problem.name.startswith(name) for problem in problems)
    found = Facet(
        name=name,
        title=TITLES[name],
        kind=name if name in {"price", "year", "colour"} else "list",
        open=name in OPEN or _in_use(name, query) or troubled,
    )
    if name in RANGES:
        found.low, found.high = (_shown(f"{name}_{end}", query, problems) for end in ("from", "to"))
    if name == "price":
        _draw(found, facets.prices)
    elif name == "colour":
        found.choices = _swatches(facets.choices.get("colour", []))
    elif name != "year":
        found.choices = facets.choices.get(name, [])
    return found


def _shown(name: str, query: BrowseQuery, problems: Sequence[Problem]) -> str:
    """What was typed where it could not be taken, so that it can be mended; else the number in groups."""
    for problem in problems:
        if problem.name == name:
            return problem.value
    value: int | None = getattr(query, name)
    if value is None:
        return ""
    return f"{value:,}" if name.startswith("price") else str(value)


def _draw(facet: Facet, bars: Sequence[Bar]) -> None:
    """Bars in sixteenths of the tallest one; the edges between them are where the handles stand."""
    if len(bars) < 2:  # noqa: PLR2004 - a range has two ends
        return
    most = max(bar.count for bar in bars)
    facet.bars = [{"step": _step(bar.count, most), "on": bar.on} for bar in bars]
    edges = [bars[0].low or 0, *(bar.low or 0 for bar in bars[1:])]
    last = bars[-1]
    facet.edges_text = ",".join(str(edge) for edge in [*edges, last.high or (last.low or 1) * 2])
    tallest = max(bars, key=lambda bar: bar.count)
    facet.said = _said(tallest)


def _step(count: int, most: int) -> int:
    return 0 if not count else max(1, round(STEPS * count / most))


def _said(bar: Bar) -> str:
    """The histogram in one sentence."""
    if bar.high is None:
        return _("Prices: most works cost more than %(low)s.") % {"low": _money(bar.low or 0)}
    if bar.low is None:
        return _("Prices: most works cost less than %(high)s.") % {"high": _money(bar.high)}
    return _("Prices: most works cost between %(low)s and %(high)s.") % {
        "low": _money(bar.low),
        "high": _money(bar.high),
    }


def _money(amount: int) -> str:
    return Money.of(amount, PRICE_CURRENCY).text()


def _swatches(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    """All eight, always in their places, so that the eye finds them again."""
    by_value = {choice.value: choice for choice in choices}
    found = []
    for swatch in Swatch:
        choice = by_value.get(swatch.value)
        found.append(
            {
                "value": swatch.value,
                "label": str(swatch.label),
                "css": f"tone-{swatch.value}",
                "count": choice.count if choice else 0,
                "chosen": bool(choice and choice.chosen),
            }
        )
    return found
