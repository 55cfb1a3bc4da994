"""What must end in registrations before an account can be erased: seats to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from compliance import obstacles
from compliance.obstacles import Obstacle
from workshops.booking import queries


def of_registrations(user: Any) -> Iterator[Obstacle]:
    """Registrations of the person for a date that is not over."""
    for registration in queries.coming(user, timezone.now()).filter(booker=user):
        text = _("You are registered for %(title)s: cancel or hand your seats over first.")
        said = text % {"title": registration.run.event.title}
        yield Obstacle("booking.coming", said, registration.get_absolute_url())


def register() -> None:
    obstacles.register("booking", of_registrations)
