"""The studio's tabs and what needs attention: rooms above the catalogue add theirs here.

Registered once, from the `ready()` of an app. A tab's page shows the tab bar by itself with
`{% studio_tabs "code" %}` (library `studio`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from orders.models import Seller


@dataclass(frozen=True, slots=True)
class Tab:
    code: str
    title: str | Promise
    url_name: str


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs the seller today: how many, of what, and where to go."""

    count: int
    label: str
    note: str
    url: str


AttentionSource = Callable[[Seller], Sequence[Attention]]
_tabs: dict[str, Tab] = {}
_attention: list[AttentionSource] = []


def register_tab(code: str, title: str | Promise, url_name: str) -> None:
    _tabs[code] = Tab(code, title, url_name)


def unregister_tab(code: str) -> None:
    _tabs.pop(code, None)


def tabs() -> list[Tab]:
    return list(_tabs.values())


def register_attention(source: AttentionSource) -> None:
    if source not in _attention:
        _attention.append(source)


def unregister_attention(source: AttentionSource) -> None:
    if source in _attention:
        _attention.remove(source)


def attention_of(seller: Seller) -> list[Attention]:
    """What the other rooms want of this seller today, in the order they registered."""
    return [item for source in _attention for item in source(seller) if item.count]
