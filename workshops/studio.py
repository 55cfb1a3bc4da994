"""The programme's part of the studio: its tab, what needs attention, and what other rooms add to a run.

Rooms above (the door, the attendance list, the statement) register their pages of a run once, from `ready()`:

    studio.register_run_page("attendance", _("Attendance"), "admission:attendance")   # reversed with the run's key
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import clock
from marketplace.studio import Attention, register_attention, register_tab
from orders.models import Seller
from workshops.enums import EventState, RunState
from workshops.models import Event, Run

SOON: Final = timedelta(days=7)
DRAFT_SOON: Final = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class RunPage:
    code: str
    label: str | Promise
    url_name: str
    order: int


@dataclass(frozen=True, slots=True)
class Concern:
    """What calling off a run or an event touches: one sentence, for the page that asks whether to."""

    text: str


ConcernSource = Callable[[Sequence[Run]], Sequence[Concern]]
_pages: dict[str, RunPage] = {}
_concerns: list[ConcernSource] = []


def register() -> None:
    """Called once, from `ready()`."""
    register_tab("events", gettext_lazy("Workshops and events"), "workshops:studio")
    register_attention(attention)


def register_run_page(code: str, label: str | Promise, url_name: str, *, order: int = 50) -> None:
    """A page of another room that belongs to a run; its address is reversed with the run's key alone."""
    _pages[code] = RunPage(code, label, url_name, order)


def unregister_run_page(code: str) -> None:
    _pages.pop(code, None)


def run_pages(run: Run) -> list[dict[str, Any]]:
    ordered = sorted(_pages.values(), key=lambda page: page.order)
    return [{"label": page.label, "url": reverse(page.url_name, args=[run.pk])} for page in ordered]


def register_concern(source: ConcernSource) -> None:
    """What else is touched when runs are called off: money that goes back, people who wait."""
    if source not in _concerns:
        _concerns.append(source)


def unregister_concern(source: ConcernSource) -> None:
    if source in _concerns:
        _concerns.remove(source)


def concerns(runs: Sequence[Run]) -> list[Concern]:
    return [one for source in _concerns for one in source(runs)]


def attention(seller: Seller) -> list[Attention]:
    """Two queries: events that hang between draft and public, and runs of the next days."""
    now = clock.now()
    return [*_unpublished(seller, now), *_coming(seller, now)]


def _unpublished(seller: Seller, now: datetime) -> list[Attention]:
    draft = Q(state=EventState.DRAFT)
    near = draft & Q(runs__starts_at__range=(now, now + DRAFT_SOON))
    found = Event.objects.filter(seller=seller).aggregate(
        returned=Count("pk", filter=draft & Q(return_note__gt=""), distinct=True),
        near=Count("pk", filter=near & Q(return_note=""), distinct=True),
    )
    url = f"{reverse('workshops:studio')}?seller={seller.slug}&status=draft"
    labels = (
        (
            found["returned"],
            ngettext("Event returned to you", "Events returned to you", found["returned"]),
            _("Our staff asked for a change"),
        ),
        (
            found["near"],
            ngettext("Unpublished event", "Unpublished events", found["near"]),
            _("They begin within three weeks, and nobody can see them yet"),
        ),
    )
    return [Attention(count, label, note, url) for count, label, note in labels if count]


def _coming(seller: Seller, now: datetime) -> list[Attention]:
    rows = Run.objects.filter(
        event__seller=seller,
        event__state=EventState.PUBLISHED,
        starts_at__range=(now, now + SOON),
    ).exclude(state=RunState.CANCELLED)
    found = rows.aggregate(count=Count("pk"), empty=Count("pk", filter=Q(taken=0)))
    if not found["count"]:
        return []
    label = ngettext("Date within the next week", "Dates within the next week", found["count"])
    empty = ngettext("%(total)s has no guest yet", "%(total)s have no guests yet", found["empty"])
    note = empty % {"total": found["empty"]} if found["empty"] else _("Look at who is coming")
    return [Attention(found["count"], label, note, f"{reverse('workshops:studio')}?seller={seller.slug}")]


def seats_of(runs: Sequence[Run]) -> int:
    return sum(run.taken for run in runs)
