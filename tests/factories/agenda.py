"""Followed calendars and calendar files for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from workshops.agenda.enums import FeedKind
from workshops.agenda.models import CalendarKey, Feed


class FeedFactory(factory.django.DjangoModelFactory):
    """An address that is due now; nothing has been read yet."""

    class Meta:
        model = Feed

    seller = factory.SubFactory(SellerFactory)
    kind = FeedKind.ADDRESS
    name = factory.Sequence(lambda n: f"Programme {n}")
    url = factory.Sequence(lambda n: f"https://calendar{n}.example.org/all.ics")
    created_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyFunction(timezone.now)


class CalendarKeyFactory(factory.django.DjangoModelFactory):
    """Of nobody knows which secret."""

    class Meta:
        model = CalendarKey

    user = factory.SubFactory(UserFactory)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    made_at = factory.LazyFunction(timezone.now)


def entry(uid: str, start: datetime, *, title: str = "Talk on light", **more: Any) -> str:
    """One event of a file; more lines by their names in small letters (`location="JAX"`)."""
    end = more.pop("end", None) or start + timedelta(hours=1)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SUMMARY:{title}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{end:%Y%m%dT%H%M%SZ}",
        *(f"{name.upper().replace('_', '-')}:{value}" for name, value in more.items()),
        "END:VEVENT",
    ]
    return "\r\n".join(lines)


def calendar(*entries: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *entries, "END:VCALENDAR", ""]).encode()
