"""Everything that waits for staff, in one list: each room tells its queue in its `ready()`.

queues.register("disputes", _("Disputes of orders"), "aftercare:queue", count)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Queue:
    """`url` names the page; `count(user)` is how much waits, None where this person has no part in it."""

    code: str
    title: str | Promise
    url: str
    count: Callable[[Any], int | None]
    order: int = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue as one person sees it now."""

    title: str | Promise
    url: str
    count: int


_queues: dict[str, Queue] = {}


def register(
    code: str, title: str | Promise, url: str, count: Callable[[Any], int | None], *, order: int = 50
) -> None:
    """Add a queue; the same code again replaces it. Give each queue one query at most."""
    _queues[code] = Queue(code, title, url, count, order)


def waiting_for(user: Any) -> list[Waiting]:
    """The queues in which this person has a part, in their order."""
    found = []
    for queue in sorted(_queues.values(), key=lambda queue: (queue.order, queue.code)):
        count = queue.count(user)
        if count is not None:
            found.append(Waiting(queue.title, address(queue.url), count))
    return found


def address(url: str) -> str:
    """A name of a page, also one with a query ("marketplace:reviews?state=x")."""
    name, _mark, query = url.partition("?")
    return reverse(name) + (f"?{query}" if query else "")
