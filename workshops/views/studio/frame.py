"""What every page of one event has around it: the crumbs, the steps, and how public it is."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.enums import EventState
from workshops.models import Event

REFUSED: Final = 422
STEPS: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("about", gettext_lazy("About")),
    ("place", gettext_lazy("Place")),
    ("dates", gettext_lazy("Dates")),
    ("tickets", gettext_lazy("Tickets")),
    ("questions", gettext_lazy("Questions")),
    ("overview", gettext_lazy("Publish")),
)
TONES: Final = {
    EventState.DRAFT: "mute",
    EventState.REVIEW: "mute",
    EventState.PUBLISHED: "win",
    EventState.CANCELLED: "lose",
}


def step_url(event: Event, step: str) -> str:
    name = "studio-event" if step == "overview" else f"studio-event-{step}"
    return reverse(f"workshops:{name}", args=[event.pk])


def next_url(event: Event, step: str) -> str:
    """A draft goes on to the next step; what is public stays where it was saved."""
    codes = [code for code, _label in STEPS]
    if event.state != EventState.DRAFT:
        return step_url(event, step)
    return step_url(event, codes[codes.index(step) + 1])


def frame(event: Event, step: str) -> dict[str, Any]:
    state = EventState(event.state)
    labels = dict(STEPS)
    if state != EventState.DRAFT:
        labels["overview"] = _("Overview")
    return {
        "event": event,
        "seller": event.seller,
        "status": {"label": state.label, "tone": TONES[state]},
        "steps": [
            {"label": label, "url": step_url(event, code), "current": code == step}
            for code, label in labels.items()
        ],
        "crumbs": crumbs(event),
        "living": state != EventState.CANCELLED,
    }


def crumbs(event: Event | None, title: str = "") -> list[dict[str, str]]:
    home = reverse("workshops:studio") + (f"?seller={event.seller.slug}" if event else "")
    found = [{"label": _("Workshops and events"), "url": home}]
    if event is not None:
        found.append({"label": str(event.title), "url": step_url(event, "overview") if title else ""})
    if title:
        found.append({"label": title, "url": ""})
    return found


def page(request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool) -> HttpResponse:
    return render(request, f"workshops/studio/{template}.html", context, status=REFUSED if refused else 200)
