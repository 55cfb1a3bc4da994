"""Plots drawn on the server: SVG that a screen reader, a keyboard, a phone and a printer can all read.

Pure: figures in, markup out; no request, no database, no inline style. Shapes are placed in percentages, so that
a plot stretches while its words keep their size; colours are the classes of static/css/pages/plots.css over
`currentColor`. Each plot is a figure with title, description and the same figures as a table.
Time runs from left to right in both languages, as in the Gulf's own business pages; words keep their direction.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from babel.numbers import format_decimal
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.digits import eastern
from core.money import Money, exponent_of, is_arabic

Number = int | float | Decimal

TICKS: Final = 4
HEIGHT: Final = 240  # pixels; the width is the page's
TOP, BOTTOM = 8.0, 86.0  # the drawing's part of the height, in per cent: labels stand below
START: Final = 14.0  # the drawing's part of the width: the axis stands before
SHARE: Final = 0.62  # of a bar's place that the bar fills
STEPS: Final = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: `label` under it, `text` as people read it ("SAR 12,500"), `value` to draw."""

    label: str
    value: Number
    text: str = ""
    long_label: str = ""

    @property
    def name(self) -> str:
        return self.long_label or self.label


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Words:
    """What is said around a plot. `key` makes its ids: unique on the page."""

    key: str
    title: str
    description: str
    head: str = ""


Axis = Callable[[Number], str]


def bars(
    series: Sequence[Series], *, words: Words, axis: Axis | None = None, language: str | None = None
) -> SafeString:
    """Bars side by side for each label. All series have the labels of the first. Raises ValueError if not."""
    scale = _scale(series)
    shapes = [
        _bar(point, scale, Slot(place, len(one.points), at, len(series)), one.name)
        for at, one in enumerate(series)
        for place, point in enumerate(one.points)
    ]
    return _figure(series, scale, shapes, words=words, axis=axis, language=language)


def line(
    series: Sequence[Series], *, words: Words, axis: Axis | None = None, language: str | None = None
) -> SafeString:
    """One line for each series, a dot at each figure. Raises ValueError as `bars` does."""
    scale = _scale(series)
    shapes = [shape for at, one in enumerate(series) for shape in _line(one, scale, at)]
    return _figure(series, scale, shapes, words=words, axis=axis, language=language)


def compact(value: Number, language: str | None = None, *, arabic_digits: bool = False) -> str:
    """ "950", "12.5K", "3M"; in Arabic "12.5 ألف", "3 مليون"."""
    amount = Decimal(str(value))
    size, unit = next(((size, unit) for size, unit in _units(language) if abs(amount) >= size), (1, ""))
    number = str(format_decimal(amount / size, format="#,##0.##", locale="en"))
    return (eastern(number) if arabic_digits else number) + unit


def money_axis(currency: str, language: str | None = None, *, arabic_digits: bool = False) -> Axis:
    """Labels an axis of minor units in major ones, short and without the currency."""
    unit = 10 ** exponent_of(currency)
    return lambda value: compact(Decimal(str(value)) / unit, language, arabic_digits=arabic_digits)


def money_point(label: str, amount: Money, *, long_label: str = "", language: str | None = None) -> Point:
    return Point(label, amount.minor, amount.text(language), long_label)


def _units(language: str | None) -> tuple[tuple[int, str], ...]:
    if is_arabic(language):
        return ((10**9, " مليار"), (10**6, " مليون"), (10**3, " ألف"))
    return ((10**9, "B"), (10**6, "M"), (10**3, "K"))


@dataclass(frozen=True, slots=True)
class Scale:
    low: float
    high: float
    step: float

    def y(self, value: Number) -> float:
        """Per cent of the height, from above."""
        share = (float(value) - self.low) / (self.high - self.low)
        return round(BOTTOM - share * (BOTTOM - TOP), 3)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(count + 1)]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a bar stands: the label's place, and the series' place within it."""

    place: int
    count: int
    at: int
    of: int

    @property
    def span(self) -> tuple[float, float]:
        """Where it starts and how wide it is, in per cent of the width."""
        room = (100 - START) / self.count * SHARE
        width = room / self.of
        return _x(self.place, self.count) - room / 2 + self.at * width, width


def _scale(series: Sequence[Series]) -> Scale:
    """Round numbers that hold every figure and zero."""
    if not series or not series[0].points:
        raise ValueError("A plot needs figures.")
    labels = [point.name for point in series[0].points]
    if any([point.name for point in one.points] != labels for one in series):
        raise ValueError("All series of a plot have the same labels.")
    values = [float(point.value) for one in series for point in one.points]
    low, high = min(0.0, *values), max(0.0, *values)
    step = _step((high - low) / TICKS or 1.0)
    top = math.ceil(high / step) * step
    bottom = math.floor(low / step) * step
    return Scale(bottom, top if top > bottom else bottom + step, step)


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(step * size for step in STEPS if step * size >= rough * (1 - 1e-9))
    return max(step, 1.0)


def _x(place: int, count: int) -> float:
    """The middle of a label's place, in per cent of the width."""
    return START + (100 - START) * (place + 0.5) / count


def _bar(point: Point, scale: Scale, slot: Slot, name: str) -> SafeString:
    start, width = slot.span
    top, bottom = sorted((scale.y(point.value), scale.y(0)))
    return format_html(
        '<rect class="bar s{}" x="{}%" y="{}%" width="{}%" height="{}%" fill="currentColor"><title>{}</title></rect>',
        slot.at + 1,
        _n(start),
        _n(top),
        _n(width * 0.94),
        _n(bottom - top),
        _told(point, name),
    )


def _line(one: Series, scale: Scale, at: int) -> list[SafeString]:
    """The stroke is stretched in a drawing of its own (a polyline knows no per cent); dots stay round outside it."""
    count = len(one.points)
    places = [(_x(place, count), scale.y(point.value)) for place, point in enumerate(one.points)]
    stroke = format_html(
        '<svg x="0" y="0" width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none">'
        '<polyline class="stroke s{}" points="{}" fill="none" stroke="currentColor" stroke-width="2"'
        ' vector-effect="non-scaling-stroke"/></svg>',
        at + 1,
        " ".join(f"{_n(x)},{_n(y)}" for x, y in places),
    )
    dots = [
        format_html(
            '<circle class="dot s{}" cx="{}%" cy="{}%" r="4" fill="currentColor"><title>{}</title></circle>',
            at + 1,
            _n(x),
            _n(y),
            _told(point, one.name),
        )
        for (x, y), point in zip(places, one.points, strict=True)
    ]
    return [stroke, *dots]


def _told(point: Point, name: str) -> str:
    text = point.text or str(point.value)
    return f"{point.name}: {text} ({name})" if name else f"{point.name}: {text}"


def _n(value: float) -> str:
    """Numbers of the markup: ASCII, a point, no needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _figure(
    series: Sequence[Series],
    scale: Scale,
    shapes: Sequence[SafeString],
    *,
    words: Words,
    axis: Axis | None,
    language: str | None,
) -> SafeString:
    write = axis or (lambda value: compact(value, language))
    svg = format_html(
        '<svg class="drawing" role="img" aria-labelledby="{key}-t {key}-d" width="100%" height="{height}"'
        ' direction="ltr">'
        '<title id="{key}-t">{title}</title><desc id="{key}-d">{description}</desc>{ticks}{shapes}{labels}</svg>',
        key=words.key,
        height=HEIGHT,
        title=words.title,
        description=words.description,
        ticks=_ticks(scale, write, rtl=is_arabic(language)),
        shapes=_join(shapes),
        labels=_labels(series[0].points, rtl=is_arabic(language)),
    )
    return format_html(
        '<figure class="plot"><figcaption>{}</figcaption>{}{}{}</figure>',
        words.title,
        _legend(series),
        svg,
        _table(series, words),
    )


def _ticks(scale: Scale, write: Axis, *, rtl: bool) -> SafeString:
    """A rule for each round number; zero is the strong one. The words end where the drawing starts."""
    rows = [
        format_html(
            '<line class="{}" x1="{start}%" x2="100%" y1="{y}%" y2="{y}%" stroke="currentColor"/>'
            '<text class="tick" x="{label}%" y="{y}%" dy=".32em" direction="{}" text-anchor="{}">{}</text>',
            "zero" if tick == 0 else "rule",
            "rtl" if rtl else "ltr",
            "start" if rtl else "end",
            write(tick),
            start=_n(START),
            label=_n(START - 1.5),
            y=_n(scale.y(tick)),
        )
        for tick in scale.ticks
    ]
    return _join(rows)


def _labels(points: Sequence[Point], *, rtl: bool) -> SafeString:
    """Every second one steps back where the page is narrow; the last one always stands."""
    count = len(points)
    rows = [
        format_html(
            '<text class="label{}" x="{}%" y="96%" direction="{}" text-anchor="middle">{}</text>',
            " spare" if (count - 1 - place) % 2 else "",
            _n(_x(place, count)),
            "rtl" if rtl else "ltr",
            point.label,
        )
        for place, point in enumerate(points)
    ]
    return _join(rows)


def _legend(series: Sequence[Series]) -> SafeString:
    if len(series) == 1:
        return mark_safe("")
    items = format_html_join(
        "",
        '<li class="s{}"><svg class="swatch" aria-hidden="true" width="12" height="12"><rect width="12" height="12"'
        ' fill="currentColor"/></svg>{}</li>',
        ((at + 1, one.name) for at, one in enumerate(series)),
    )
    return format_html('<ul class="legend">{}</ul>', items)


def _table(series: Sequence[Series], words: Words) -> SafeString:
    heads = format_html_join("", '<th scope="col" class="num">{}</th>', ((one.name,) for one in series))
    rows = _join([_row(place, series) for place in range(len(series[0].points))])
    return format_html(
        '<details class="figures"><summary>{}</summary><table class="tbl"><caption class="vh">{}</caption>'
        '<thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table></details>',
        _("The figures as a table"),
        words.title,
        words.head,
        heads,
        rows,
    )


def _row(place: int, series: Sequence[Series]) -> SafeString:
    cells = format_html_join(
        "",
        '<td class="num"><bdi>{}</bdi></td>',
        ((one.points[place].text or str(one.points[place].value),) for one in series),
    )
    return format_html('<tr><th scope="row">{}</th>{}</tr>', series[0].points[place].name, cells)


def _join(parts: Sequence[SafeString]) -> SafeString:
    return mark_safe("".join(conditional_escape(part) for part in parts))  # noqa: S308  each part is escaped
