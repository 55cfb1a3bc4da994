"""Every row lock of the calendar: the key of a person, the feed, its items. Runs are locked after them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from orders.models import Seller
from workshops.agenda.models import CalendarKey, Feed, FeedItem

if TYPE_CHECKING:
    from accounts.models import User


def key(user: User) -> CalendarKey | None:
    return CalendarKey.objects.select_for_update(of=("self",), no_key=True).filter(user=user).first()


def feed(pk: int) -> Feed:
    """Raises Feed.DoesNotExist."""
    return Feed.objects.select_for_update(of=("self",), no_key=True).select_related("seller").get(pk=pk)


def seller(pk: int) -> Seller:
    """So that two tabs do not add one calendar too many."""
    return Seller.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def items(of: Feed, pks: Iterable[int]) -> list[FeedItem]:
    """The feed is locked already."""
    rows = of.items.select_for_update(of=("self",), no_key=True).filter(pk__in=list(pks))
    return list(rows.select_related("event", "run").order_by("starts_at", "pk"))
