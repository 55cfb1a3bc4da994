"""The address that a person's calendar program reads: made, changed, switched off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from compliance import audit
from core import clock
from workshops.agenda import locks, secrets
from workshops.agenda.exceptions import KeyMissing
from workshops.agenda.models import CalendarKey

if TYPE_CHECKING:
    from accounts.models import User

NOTED_EVERY: Final = timedelta(hours=1)


@transaction.atomic
def make_key(*, user: User, language: str = "", now: datetime | None = None) -> tuple[CalendarKey, str]:
    """A new address; the one before it ends at once. Returns the row and the secret, which nobody sees again.

    Locks the key.
    """
    secret = secrets.fresh()
    values = {
        "digest": secrets.digest(secret),
        "language": language or user.language,
        "made_at": now or clock.now(),
        "read_at": None,
    }
    locks.key(user)
    key, _made = CalendarKey.objects.update_or_create(user=user, defaults=values)
    audit.record("agenda.key.made", subject=key, actor=user, after={"language": key.language})
    return key, secret


@transaction.atomic
def remove_key(*, user: User) -> None:
    """Switches the address off. Locks the key. Raises KeyMissing."""
    key = locks.key(user)
    if key is None:
        raise KeyMissing
    audit.record("agenda.key.removed", subject=key, actor=user)
    key.delete()


def note_reading(*, key: CalendarKey, now: datetime) -> None:
    """That a program came, an hour's exactness: so that a person sees whether theirs is still read."""
    stale = Q(read_at__isnull=True) | Q(read_at__lt=now - NOTED_EVERY)
    CalendarKey.objects.filter(stale, pk=key.pk).update(read_at=now)


def address_of(secret: str) -> str:
    return f"{settings.SITE_URL}{reverse('calendars:personal', args=[secret])}"
