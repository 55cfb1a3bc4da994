"""Tags that every template has: icons, money, numbers, dates, pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import dates
from core.digits import eastern
from core.money import Money, is_arabic, symbol
from core.pages import page_url
from core.requests import wants_arabic_digits

register = template.Library()


@register.simple_tag
def icon(name: str, *, flip: bool = False) -> SafeString:
    """One of the outline icons; `flip` for those that point along the line of reading."""
    return format_html(
        '<svg class="ico{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        " flip" if flip else "",
        static("icons/sprite.svg"),
        name,
    )


@register.filter
def money(amount: Money | None, *, full: bool = False) -> str:
    """An amount: the number isolated, the currency quiet; nothing for None."""
    if amount is None:
        return ""
    number = amount.number(full=full, arabic_digits=_eastern_wanted())
    unit = symbol(amount.currency)
    if is_arabic():
        return format_html('<span class="sar"><bdi>{}</bdi> <small>{}</small></span>', number, unit)
    return format_html('<span class="sar"><small>{}</small> <bdi>{}</bdi></span>', unit, number)


@register.simple_tag
def price(minor: int | None, currency: str, *, full: bool = False) -> str:
    """As the filter `money`, from the two columns that models keep."""
    return money(None if minor is None else Money(minor, currency), full=full)


@register.filter
def amount(minor: int | None, currency: str) -> str:
    """The bare number of an amount, where the page puts the currency itself; nothing for None."""
    return "" if minor is None else Money(minor, currency).number(arabic_digits=_eastern_wanted())


@register.filter
def currency_name(code: str) -> str:
    """How a currency is written beside a number: "ريال" or "SAR"."""
    return symbol(code)


@register.filter
def number(value: float | Decimal | None) -> str:
    """A number in groups of three, isolated from the text around it; nothing for None and ""."""
    if value is None or value == "":
        return ""
    return format_html("<bdi>{}</bdi>", _digits(str(format_decimal(value, format="#,##0.###", locale="en"))))


@register.filter
def digits(value: object) -> str:
    """Digits as the reader likes them, without groups: years, lot numbers, order numbers."""
    return format_html("<bdi>{}</bdi>", _digits(str(value)))


@register.filter
def both_dates(value: date | datetime | None) -> str:
    """The day in both calendars, in a `time` element."""
    return _time(value, dates.both_dates(value, arabic_digits=_eastern_wanted())) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """The Gregorian day alone: "22 November 2026"."""
    return _time(value, _digits(dates.gregorian_text(value))) if value else ""


@register.filter
def hour(value: datetime | None) -> str:
    """The time of day in the reader's time zone, "18:30"."""
    return _time(value, _digits(timezone.localtime(value).strftime("%H:%M"))) if value else ""


@register.inclusion_tag("components/pagination.html", takes_context=True)
def page_links(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Previous, numbers, next for a page from core.pages.paginate; nothing where there is one page only."""
    request = context["request"]
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(item, page_url(request, item)) if isinstance(item, int) else None for item in shown],
        "before": page_url(request, page.previous_page_number()) if page.has_previous() else "",
        "after": page_url(request, page.next_page_number()) if page.has_next() else "",
    }


def _eastern_wanted() -> bool:
    return is_arabic() and wants_arabic_digits()


def _digits(text: str) -> str:
    return eastern(text) if _eastern_wanted() else text


def _time(value: date | datetime, text: str) -> str:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)
