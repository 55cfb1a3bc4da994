"""Staff look at the programme, publish imports and return them; nobody else acts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from compliance.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.workshops import EventFactory, VenueFactory
from workshops.enums import EventState

pytestmark = pytest.mark.django_db


def staff(*codes: str):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="workshops", codename__in=codes)
    )
    return user


def act(client, action: str, event):
    url = reverse("admin:workshops_event_changelist")
    return client.post(url, {"action": action, "_selected_action": [event.pk]}, follow=True)


@pytest.fixture
def imported():
    return EventFactory(
        state=EventState.REVIEW,
        published_at=None,
        origin_uid="a@example.org",
        external_url="https://example.org/a",
    )


def test_staff_publish_what_waits(client_for, imported):
    user = staff("view_event", "change_event")
    act(client_for(user), "publish", imported)
    imported.refresh_from_db()
    assert imported.state == EventState.PUBLISHED
    entry = AuditEntry.objects.get(action="workshops.event.published")
    assert entry.actor_id == user.pk


def test_staff_return_it(client_for, imported):
    act(client_for(staff("view_event", "change_event")), "give_back", imported)
    imported.refresh_from_db()
    assert (imported.state, bool(imported.return_note)) == (EventState.DRAFT, True)


def test_who_may_only_look_changes_nothing(client_for, imported):
    page = act(client_for(staff("view_event")), "publish", imported)
    imported.refresh_from_db()
    assert (page.status_code, imported.state) == (200, EventState.REVIEW)
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("name", ["event", "run", "venue"])
def test_rows_are_looked_at_and_never_typed_over(client_for, name):
    event = EventFactory(venue=VenueFactory())
    row = {"event": event, "run": event.runs.get(), "venue": event.venue}[name]
    client = client_for(
        staff("view_event", "change_event", "view_run", "change_run", "view_venue", "change_venue")
    )
    page = client.get(reverse(f"admin:workshops_{name}_change", args=[row.pk]))
    assert (page.status_code, b'name="_save"' in page.content) == (200, False)
    assert client.get(reverse(f"admin:workshops_{name}_add")).status_code == 403
