"""The studio's list of events: where each stands, when it is next, and how many seats are taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from core import clock
from core.pages import paginate
from marketplace.views.studio.access import chosen_seller, my_sellers
from orders.models import Seller
from workshops import queries
from workshops.enums import EventState
from workshops.models import Run
from workshops.studio import attention
from workshops.views.studio.frame import TONES

PER_PAGE: Final = 25
STATUSES: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("", _("All")),
    ("coming", _("Coming")),
    ("draft", _("Draft")),
    ("review", _("In review")),
    ("past", _("Past")),
    ("cancelled", _("Called off")),
)
ALWAYS: Final = frozenset({"", "coming", "draft", "past"})


@login_required
@require_GET
def event_list(request: SignedIn) -> HttpResponse:
    sellers = my_sellers(request)
    if not sellers:
        return render(request, "marketplace/studio/no_seller.html")
    seller = chosen_seller(request, sellers)
    status, now = request.GET.get("status", ""), clock.now()
    if status not in dict(STATUSES):
        raise Http404
    events = _marked(queries.of_seller(seller), now)
    page = paginate(_in_order(events.filter(where(status))), request, PER_PAGE)
    context = {
        "seller": seller,
        "sellers": sellers,
        "status": status,
        "status_tabs": _tabs(seller, events, status),
        "page": page,
        "rows": [_row(event, now) for event in page.object_list],
        "attention": attention(seller),
        "add_url": f"{reverse('workshops:studio-event-add')}?{urlencode({'seller': seller.slug})}",
        "all_url": _here(seller, ""),
    }
    return render(request, "workshops/studio/event_list.html", context)


def where(status: str) -> Q:
    published = Q(state=EventState.PUBLISHED)
    own = {"": Q(), "coming": published & Q(coming=True), "past": published & Q(coming=False)}
    return own[status] if status in own else Q(state=status)


def _marked(events: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    coming = queries.coming_runs(now).filter(event=OuterRef("pk"))
    marked: QuerySet[Any] = events.annotate(coming=Exists(coming))
    return marked


def _in_order(events: QuerySet[Any]) -> QuerySet[Any]:
    """What comes next first, then what has no date, then the past, latest first."""
    now = clock.now()
    seats = queries.coming_runs(now).filter(event=OuterRef("pk")).order_by().values("event")
    latest = Run.objects.filter(event=OuterRef("pk")).order_by("-starts_at", "-pk")
    detailed: Any = queries.with_details(events, now)
    found: QuerySet[Any] = detailed.annotate(
        taken=_sum(seats, "taken"),
        room=_sum(seats, "capacity"),
        dates=Coalesce(
            Subquery(seats.annotate(found=Count("pk")).values("found"), output_field=IntegerField()), 0
        ),
        latest_at=Subquery(latest.values("starts_at")[:1]),
        latest_zone=Subquery(latest.values("time_zone")[:1]),
    ).order_by("-coming", "next_at", "-latest_at", "-pk")
    return found


def _sum(runs: Any, name: str) -> Coalesce:
    return Coalesce(Subquery(runs.annotate(found=Sum(name)).values("found"), output_field=IntegerField()), 0)


def _row(event: Any, now: datetime) -> dict[str, Any]:
    state = EventState(event.state)
    past = state == EventState.PUBLISHED and not event.coming
    return {
        "event": event,
        "url": reverse("workshops:studio-event", args=[event.pk]),
        "status": {
            "label": dict(STATUSES)["past"] if past else state.label,
            "tone": "mute" if past else TONES[state],
        },
        "at": event.next_at or event.latest_at,
        "zone": event.next_zone or event.latest_zone or "Asia/Riyadh",
        "more": max(event.dates - 1, 0),
        "full": bool(event.room) and event.taken >= event.room,
        "returned": state == EventState.DRAFT and event.return_note,
    }


def _tabs(seller: Seller, events: QuerySet[Any], status: str) -> list[dict[str, Any]]:
    counts = events.aggregate(
        **{f"n_{code}": Count("pk", filter=where(code)) for code, _label in STATUSES if code},
        n_=Count("pk"),
    )
    return [
        {
            "label": label,
            "count": counts[f"n_{code}"],
            "url": _here(seller, code),
            "current": code == status,
        }
        for code, label in STATUSES
        if counts[f"n_{code}"] or code in ALWAYS or code == status
    ]


def _here(seller: Seller, status: str) -> str:
    asked = {"seller": seller.slug} | ({"status": status} if status else {})
    return f"{reverse('workshops:studio')}?{urlencode(asked)}"
