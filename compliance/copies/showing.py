"""How a value reads on the archive's pages, in the active language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from compliance.copies.contents import Column
from compliance.copies.reading import Attached, Link, Person, Withheld
from core.dates import both_dates
from core.money import EXPONENTS, Money

LONG: Final = 1_200
NOTHING: Final = mark_safe("")
EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})


def shown(column: Column, value: Any, currency: str, *, up: str) -> SafeString:
    """The value as HTML, everything escaped; empty for what is empty. `up` leads to the archive's root."""
    if value in EMPTY:
        return NOTHING
    if isinstance(value, Attached):
        name = value.path.rsplit("/", 1)[-1]
        return format_html('<a href="{}{}"><bdi dir="ltr">{}</bdi></a>', up, value.path, name)
    if column.field.choices and not isinstance(value, (list, dict)):
        return format_html("{}", dict(column.field.flatchoices).get(value, value))
    if isinstance(column.field, models.BigIntegerField) and currency in EXPONENTS and isinstance(value, int):
        return format_html("<bdi>{}</bdi>", Money(value, currency).text(full=True))
    return _by_kind(value)


def _by_kind(value: Any) -> SafeString:
    for kinds, show in SHOWN:
        if isinstance(value, kinds):
            return show(value)
    return format_html("<bdi>{}</bdi>", value)


def _person(value: Person) -> SafeString:
    return format_html("{}", _("you")) if value.own else _withheld_as(_("another person"))


def _withheld(value: Withheld) -> SafeString:
    return _withheld_as(_("Left out: it is about another person."))


def _withheld_as(words: str) -> SafeString:
    return format_html('<span class="withheld">{}</span>', words)


def _link(value: Link) -> SafeString:
    if value.text:
        return format_html('<span dir="auto">{}</span>', value.text)
    name = capfirst(str(apps.get_model(value.label)._meta.verbose_name))
    return format_html("{} <bdi>{}</bdi>", name, value.pk)


def _truth(value: bool) -> SafeString:  # noqa: FBT001
    return format_html("{}", _("Yes") if value else _("No"))


def _moment(value: datetime) -> SafeString:
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = _("%(day)s, <bdi>%(hour)s</bdi>")
    return mark_safe(words % {"day": conditional_escape(both_dates(local)), "hour": f"{local:%H:%M:%S}"})  # noqa: S308


def _day(value: date) -> SafeString:
    return format_html("{}", both_dates(value))


def _text(value: str) -> SafeString:
    if len(value) > LONG:
        head = format_html("{} …", value[:120].strip())
        return format_html(
            '<details><summary dir="auto">{}</summary><p class="words" dir="auto">{}</p></details>',
            head,
            value,
        )
    return format_html('<span class="words" dir="auto">{}</span>', value)


def _table(value: dict[str, Any]) -> SafeString:
    parts = ((key, _by_kind(item)) for key, item in value.items() if item not in EMPTY)
    return format_html("<ul>{}</ul>", format_html_join("", "<li><bdi>{}</bdi>: {}</li>", parts))


def _list(value: list[Any]) -> SafeString:
    parts = ((_by_kind(item),) for item in value if item not in EMPTY)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", parts))


def _span(value: timedelta | time) -> SafeString:
    return format_html("<bdi>{}</bdi>", str(value))


# In this order: a truth is a number too, and a moment is a day.
SHOWN: Final[tuple[tuple[Any, Callable[[Any], SafeString]], ...]] = (
    (Person, _person),
    (Withheld, _withheld),
    (Link, _link),
    (bool, _truth),
    (datetime, _moment),
    (date, _day),
    (str, _text),
    (dict, _table),
    (list, _list),
    ((timedelta, time), _span),
)
