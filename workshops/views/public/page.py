"""The page of an event."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from marketplace.imaging import serving
from marketplace.views.words import listed, other_text, shortened
from workshops import queries, rules, shown
from workshops.enums import EventState
from workshops.models import Event, Run
from workshops.structured import structured_event
from workshops.views.public.facts import cancelling_of, facts_of
from workshops.views.public.offering import offerings

MORE = 3


def whole(events: QuerySet[Event]) -> QuerySet[Event]:
    """With everything that the page and the API tell: five queries, however many runs."""
    related = ("seller__gallery", "seller__artist", "artist", "venue__city", "cover")
    runs = Run.objects.order_by("starts_at", "pk").prefetch_related("sessions", "allotments")
    return events.select_related(*related).prefetch_related("ticket_types", Prefetch("runs", runs))


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody sees what is or was public; the seller's people see a preview of the rest."""
    event = get_object_or_404(whole(queries.visible_to(request.user)), slug=slug)
    now = clock.now()
    runs = list(event.runs.all())
    crumbs = _crumbs(event)
    mine = request.user.is_authenticated and rules.may_manage(request.user, event)
    context = {
        "event": event,
        "heading": str(event.title),
        "other_title": other_text(event, "title"),
        "summary": _summary(event),
        "crumbs": crumbs,
        "facts": facts_of(event),
        "cancelling": cancelling_of(event),
        "offerings": offerings(event, runs, now),
        "is_past": bool(runs) and all(run.is_over(now) for run in runs),
        "is_cancelled": event.state == EventState.CANCELLED,
        "calendar_url": reverse("agenda:event-add", args=[event.slug]) if event.is_public else "",
        "edit_url": reverse("workshops:studio-event", args=[event.pk]) if mine else "",
        "seller_url": _seller_page(event),
        "more": _more(event, now),
        "og_image": _shared(event),
        "structured_data": structured_event(event, runs, crumbs, now) if event.is_public else {},
    }
    return render(request, "workshops/event_detail.html", context)


def _crumbs(event: Event) -> list[dict[str, str]]:
    name = "workshops:workshop-list" if event.teaches else "workshops:event-list"
    first = {"label": _("Workshops") if event.teaches else _("Events"), "url": reverse(name)}
    return [first, {"label": str(event.title), "url": ""}]


def _summary(event: Event) -> str:
    return shortened(event.summary or listed([shown.who(event), shown.where(event)]))


def _seller_page(event: Event) -> str:
    page = getattr(event.seller, "gallery", None) or getattr(event.seller, "artist", None)
    return page.get_absolute_url() if page else ""


def _more(event: Event, now: Any) -> list[shown.Card]:
    """Others by the same people, or of the same kind."""
    others = shown.coming(now).exclude(pk=event.pk)
    same = others.filter(artist=event.artist) if event.artist_id else others.filter(seller=event.seller_id)
    return shown.cards(same[:MORE], now)


def _shared(event: Event) -> dict[str, Any] | None:
    """The preview of a shared link, with its true size."""
    image = event.cover
    if image is None or not image.is_ready:
        return None
    width = next((step for step in image.widths if step >= serving.SHARED_WIDTH), image.widths[-1])
    url = f"{settings.SITE_URL}{serving.shared(image)}"
    return {"url": url, "width": width, "height": round(width / image.ratio)}
