"""The calendar at the staff desk: looked at, never touched, and no secret in it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from core import clock
from tests.factories.accounts import AdminFactory
from tests.factories.agenda import CalendarKeyFactory, FeedFactory
from tests.factories.booking import RegistrationFactory
from workshops.agenda.models import FeedItem, Reminder

pytestmark = pytest.mark.django_db


def rows() -> dict[str, object]:
    feed, now, registration = FeedFactory(upload=None), clock.now(), RegistrationFactory()
    later = registration.run.ends_at
    item = FeedItem.objects.create(
        feed=feed, uid="1", starts_at=now, ends_at=later, first_seen_at=now, seen_at=now
    )
    reminder = Reminder.objects.create(
        user=registration.booker, run=registration.run, starts_at=later, span="1d", sent_at=now
    )
    return {"feed": feed, "feeditem": item, "reminder": reminder, "calendarkey": CalendarKeyFactory()}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_list_and_row_opens_and_nothing_can_be_changed(client_for, language):
    browser = client_for(AdminFactory())
    for name, row in rows().items():
        with override(language):
            listed, one = (
                reverse(f"admin:agenda_{name}_{page}", args=args)
                for page, args in (("changelist", []), ("change", [row.pk]))
            )
        assert browser.get(listed).status_code == 200
        response = browser.get(one)
        assert response.status_code == 200
        assert b'name="_save"' not in response.content
        assert browser.post(one, {}).status_code == 403
        if name == "calendarkey":
            assert row.digest not in response.content.decode()
