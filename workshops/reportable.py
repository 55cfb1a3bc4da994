"""What of the programme can be reported (`compliance.safety`)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.safety import queues, targets
from marketplace.reportable import owners_of
from workshops import queries, rules


def _in_review(user: Any) -> int | None:
    return queries.in_review().count() if rules.may_review(user) else None


def register() -> None:
    """Called once, from `ready()`. Calling an event off touches people's seats and money: its own room does it."""
    targets.register(
        "event",
        model="workshops.Event",
        label=pgettext_lazy("kind of thing that is reported", "Workshop or event"),
        visible=queries.visible_to,
        owners=lambda event: owners_of(event.seller),
        title=lambda event: event.title or event.slug,
        url=lambda event: event.get_absolute_url(),
        text=lambda event: event.description or "",
        desk=lambda event: reverse("admin:workshops_event_change", args=[event.pk]),
    )
    queues.register(
        "events",
        _("Events to review"),
        "admin:workshops_event_changelist?state__exact=review",
        _in_review,
        order=42,
    )
