"""The collector's desk: sections that the apps above fill.

An app registers in its AppConfig.ready():

    desk.register("bids", _("My bids"), "auctions/desk_bids.html", load_bids, 10, count=count_bids,
                  empty=desk.Empty(_("No bids yet"), _("..."), "auctions:sales", _("See the auctions")))

`loader(user)` gives the template's context and runs only when its section is shown. `count(user)`, if given,
stands in the tab and on the overview; where it is 0 and `empty` is given, the page teaches instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accounts.models import User

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Empty:
    """What to say, and where to go, while a section has nothing in it."""

    title: Text
    text: Text
    url_name: str = ""
    label: Text = ""


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: Text
    template: str
    loader: Callable[[User], dict[str, Any]]
    order: int = 100
    count: Callable[[User], int] | None = None
    empty: Empty | None = None


_sections: dict[str, Section] = {}


def register(
    code: str,
    title: Text,
    template: str,
    loader: Callable[[User], dict[str, Any]],
    order: int = 100,
    *,
    count: Callable[[User], int] | None = None,
    empty: Empty | None = None,
) -> Section:
    """Put a section on the desk; the same code again replaces it."""
    section = Section(code, title, template, loader, order, count, empty)
    _sections[code] = section
    return section


def unregister(code: str) -> None:
    _sections.pop(code, None)


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: (section.order, section.code))


def section(code: str) -> Section | None:
    return _sections.get(code)
