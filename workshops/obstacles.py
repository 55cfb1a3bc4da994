"""What must end in the programme before an account can be erased: dates to which people are coming."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.alone import last_owned
from workshops.enums import EventState, RunState
from workshops.models import Event


def of_events(user: Any) -> Iterator[Obstacle]:
    """Published events of a seller that nobody else owns, with a date that is not over."""
    coming = Event.objects.filter(
        seller__in=last_owned(user),
        state=EventState.PUBLISHED,
        runs__ends_at__gt=timezone.now(),
        runs__state__in=(RunState.OPEN, RunState.CLOSED),
    )
    for event in coming.distinct().order_by("pk"):
        text = _("Your event %(title)s is still to come: hold it or cancel it first.") % {
            "title": event.title
        }
        yield Obstacle("workshops.coming", text, reverse("workshops:studio-event", args=[event.pk]))


def register() -> None:
    obstacles.register("workshops", of_events)
