"""The secret address of a person's calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from tests.factories.accounts import UserFactory
from workshops.agenda import secrets, services
from workshops.agenda.exceptions import KeyMissing
from workshops.agenda.models import CalendarKey
from workshops.agenda.services.keys import address_of

pytestmark = pytest.mark.django_db


def test_only_the_digest_is_kept():
    key, secret = services.make_key(user=UserFactory(language="ar"))
    assert secrets.SHAPE.fullmatch(secret)
    assert key.digest == secrets.digest(secret)
    kept = " ".join(str(value) for value in CalendarKey.objects.values_list().get())
    assert secret not in kept
    assert key.language == "ar"
    assert address_of(secret).endswith(f"/calendars/{secret}.ics")


def test_a_new_address_ends_the_old_one():
    user = UserFactory()
    first, old = services.make_key(user=user, language="ar")
    second, new = services.make_key(user=user, language="en")
    assert (first.pk, second.language, old == new) == (second.pk, "en", False)
    assert CalendarKey.objects.get().digest == secrets.digest(new)


def test_switched_off_is_gone_and_twice_is_refused():
    user = UserFactory()
    services.make_key(user=user)
    services.remove_key(user=user)
    assert not CalendarKey.objects.exists()
    with pytest.raises(KeyMissing):
        services.remove_key(user=user)


def test_reading_is_noted_once_an_hour():
    key, _secret = services.make_key(user=UserFactory())
    now = clock.now()
    noted = []
    for minutes in (0, 10, 70):
        services.note_reading(key=key, now=now + timedelta(minutes=minutes))
        key.refresh_from_db()
        noted.append(key.read_at - now)
    assert noted == [timedelta(), timedelta(), timedelta(minutes=70)]
