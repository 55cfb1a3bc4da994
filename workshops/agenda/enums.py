"""Words of the calendar: what stands in a feed, where an imported event stands, when we remind."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedKind(models.TextChoices):
    ADDRESS = "address", _("Address of a calendar")
    FILE = "file", _("Uploaded file")


class FeedState(models.TextChoices):
    ON = "on", _("Followed")
    OFF = "off", _("Stopped")


class ItemState(models.TextChoices):
    """Where an event of somebody else's calendar stands with us."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    ACCEPTED = "accepted", _("Taken in")
    IGNORED = "ignored", _("Left out")
    GONE = "gone", _("Gone from the calendar")

    @property
    def waiting(self) -> bool:
        """Whether somebody has to decide."""
        return self in WAITING

    def may_become(self, other: ItemState) -> bool:
        return other in ITEM_TRANSITIONS[self]


WAITING: Final = (ItemState.NEW, ItemState.CHANGED, ItemState.GONE)
# Only what was taken in changes or goes: the rest is replaced, or forgotten, without a word.
ITEM_TRANSITIONS: Final[dict[ItemState, frozenset[ItemState]]] = {
    ItemState.NEW: frozenset({ItemState.ACCEPTED, ItemState.IGNORED}),
    ItemState.CHANGED: frozenset({ItemState.ACCEPTED, ItemState.IGNORED, ItemState.GONE}),
    ItemState.ACCEPTED: frozenset({ItemState.CHANGED, ItemState.GONE}),
    ItemState.IGNORED: frozenset({ItemState.ACCEPTED}),
    ItemState.GONE: frozenset({ItemState.ACCEPTED, ItemState.IGNORED, ItemState.CHANGED}),
}


class Span(models.TextChoices):
    """How long before a session we remind."""

    WEEK = "7d", _("7 days before")
    DAY = "1d", _("1 day before")
    HOUR = "1h", _("1 hour before")

    @property
    def before(self) -> timedelta:
        return SPANS[self]


SPANS: Final[dict[Span, timedelta]] = {
    Span.WEEK: timedelta(days=7),
    Span.DAY: timedelta(days=1),
    Span.HOUR: timedelta(hours=1),
}
