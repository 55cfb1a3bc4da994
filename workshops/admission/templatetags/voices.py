"""What participants said, for the event's page: `{% load voices %}{% event_voices event %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from workshops.admission import shown

if TYPE_CHECKING:
    from workshops.models import Event

register = template.Library()


@register.inclusion_tag("admission/partials/_voices.html")
def event_voices(event: Event) -> dict[str, Any]:
    """Two queries."""
    return {"heard": shown.feedback_of(event)}
