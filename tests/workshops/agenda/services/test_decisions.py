"""Events of other calendars: new, changed, gone; taken in as drafts, brought up to date, left out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.agenda import FeedFactory, calendar, entry
from tests.factories.orders import SellerFactory
from tests.factories.workshops import EventFactory, RunFactory, VenueFactory
from workshops.agenda import services
from workshops.agenda.models import FeedItem
from workshops.agenda.reading import read
from workshops.agenda.services.intake import take_in
from workshops.enums import EventState, RunState
from workshops.models import Event, Run, Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def feed(owner):
    return FeedFactory(seller=SellerFactory(owner=owner))


@pytest.fixture
def start():
    return (clock.now() + timedelta(days=20)).replace(minute=0, second=0, microsecond=0)


def bring(feed, *entries, now=None):
    from zoneinfo import ZoneInfo

    moment = now or clock.now()
    take_in(feed, read(calendar(*entries), zone=ZoneInfo("Asia/Riyadh"), now=moment), moment)
    return dict(feed.items.values_list("uid", "state"))


def pks(feed, *uids):
    return list(feed.items.filter(uid__in=uids).values_list("pk", flat=True))


def test_one_that_is_taken_in_is_a_draft_with_its_facts(feed, owner, start):
    bring(
        feed,
        entry(
            "one",
            start,
            title="ورشة الخط",
            location="مرسم جاكس",
            url="https://example.org/one",
            description="نبدأ من القلم",
            geo="24.7;46.6",
        ),
    )
    assert services.accept(feed=feed, items=pks(feed, "one"), by=owner).done == 1
    event = Event.objects.get()
    assert (event.state, event.seller, event.origin_uid) == (EventState.DRAFT, feed.seller, "one")
    assert (event.title_ar, event.title_en or "", event.kind) == ("ورشة الخط", "", "workshop")
    assert (event.description_ar, event.external_url) == ("نبدأ من القلم", "https://example.org/one")
    assert (event.venue.name_ar, float(event.venue.latitude)) == ("مرسم جاكس", 24.7)
    run = event.runs.get()
    assert (run.starts_at, run.ends_at) == (start, start + timedelta(hours=1))
    item = feed.items.get()
    assert (item.state, item.event, item.run, item.decided_by) == ("accepted", event, run, owner)


def test_a_series_is_one_event_with_a_run_for_each_day(feed, owner, start):
    bring(feed, entry("weekly", start, rrule="FREQ=WEEKLY;COUNT=3"))
    assert services.accept_all(feed=feed, by=owner).done == 3
    assert Event.objects.count() == 1
    assert list(Run.objects.order_by("starts_at").values_list("starts_at", flat=True)) == [
        start + timedelta(weeks=n) for n in range(3)
    ]


def test_the_same_reading_again_changes_nothing(feed, owner, start):
    entries = [entry("one", start), entry("two", start)]
    bring(feed, *entries)
    services.accept(feed=feed, items=pks(feed, "one"), by=owner)
    services.ignore(feed=feed, items=pks(feed, "two"), by=owner)
    assert bring(feed, *entries) == {"one": "accepted", "two": "ignored"}
    assert FeedItem.objects.count() == 2


def test_a_change_is_shown_and_followed_when_it_is_accepted(feed, owner, start):
    bring(feed, entry("one", start, title="Talk on light"))
    services.accept_all(feed=feed, by=owner)
    later = start + timedelta(hours=2)
    changed = entry("one", later, title="Talk on colour", location="JAX")
    assert bring(feed, changed) == {"one": "changed"}
    assert Event.objects.get().title_en == "Talk on light"
    services.accept(feed=feed, items=pks(feed, "one"), by=owner)
    event = Event.objects.get()
    assert (event.title_en, event.venue.name_en, event.runs.get().starts_at) == (
        "Talk on colour",
        "JAX",
        later,
    )
    assert bring(feed, changed) == {"one": "accepted"}


def test_a_change_that_is_left_out_is_not_asked_about_again(feed, owner, start):
    bring(feed, entry("one", start))
    services.accept_all(feed=feed, by=owner)
    changed = entry("one", start, title="Another name")
    bring(feed, changed)
    services.ignore(feed=feed, items=pks(feed, "one"), by=owner)
    assert bring(feed, changed) == {"one": "accepted"}
    assert Event.objects.get().title_en == "Talk on light"


def test_a_change_that_is_taken_back_needs_nobody(feed, owner, start):
    original = entry("one", start)
    bring(feed, original)
    services.accept_all(feed=feed, by=owner)
    assert bring(feed, entry("one", start, title="Another name")) == {"one": "changed"}
    assert bring(feed, original) == {"one": "accepted"}


@pytest.mark.parametrize("how", ["missing", "cancelled"])
def test_what_is_gone_is_called_off_only_when_somebody_says_so(feed, owner, start, how):
    other = entry("other", start)
    bring(feed, entry("one", start), other)
    services.accept_all(feed=feed, by=owner)
    gone = [other] if how == "missing" else [other, entry("one", start, status="CANCELLED")]
    assert bring(feed, *gone) == {"one": "gone", "other": "accepted"}
    assert services.accept_all(feed=feed, by=owner).done == 0
    assert set(Run.objects.values_list("state", flat=True)) == {RunState.OPEN}
    assert services.accept(feed=feed, items=pks(feed, "one"), by=owner).done == 1
    assert dict(Run.objects.values_list("event__origin_uid", "state")) == {
        "one": "cancelled",
        "other": "open",
    }


def test_new_ones_that_vanish_leave_no_trace(feed, start):
    bring(feed, entry("one", start), entry("two", start))
    assert bring(feed, entry("two", start)) == {"two": "new"}


def test_a_calendar_that_could_not_be_read_whole_makes_nothing_gone(feed, owner, start):
    bring(feed, entry("one", start))
    services.accept_all(feed=feed, by=owner)
    broken = "BEGIN:VEVENT\r\nUID:x\r\nDTSTART:never\r\nEND:VEVENT"
    assert bring(feed, entry("two", start), broken) == {"one": "accepted", "two": "new"}


def test_what_is_over_is_not_gone(feed, owner, start):
    bring(feed, entry("one", start))
    services.accept_all(feed=feed, by=owner)
    assert bring(feed, now=start + timedelta(days=1)) == {"one": "accepted"}


def test_what_is_here_already_is_found_and_not_taken_in_with_the_others(feed, owner, start):
    event = EventFactory(bare=True, title_ar="أساسيات الخط الكوفي", title_en="Foundations of Kufic")
    RunFactory(event=event, starts_at=start)
    draft = EventFactory(bare=True, draft=True, title_en="Secret opening", title_ar="افتتاح سري")
    RunFactory(event=draft, starts_at=start)
    bring(
        feed,
        entry("same", start, title="اساسيات الخطّ الكوفى"),
        entry("foreign draft", start, title="Secret opening"),
        entry("new", start, title="Something else"),
    )
    assert dict(feed.items.values_list("uid", "twin")) == {
        "same": event.pk,
        "foreign draft": None,
        "new": None,
    }
    assert services.accept_all(feed=feed, by=owner).done == 2
    assert dict(feed.items.values_list("uid", "state"))["same"] == "new"
    assert services.accept(feed=feed, items=pks(feed, "same"), by=owner).done == 1


def test_the_same_file_sent_again_is_known_by_its_numbers(feed, owner, start):
    bring(feed, entry("one", start))
    services.accept_all(feed=feed, by=owner)
    again = FeedFactory(seller=feed.seller)
    bring(again, entry("one", start, title="Renamed altogether"))
    assert again.items.get().twin == Event.objects.get()
    assert services.accept_all(feed=again, by=owner).done == 0


def test_a_venue_of_the_same_name_is_taken_again(feed, owner, start):
    venue = VenueFactory(seller=feed.seller, name_en="JAX Studio 7", name_ar="مرسم جاكس ٧")
    bring(
        feed,
        entry("one", start, location="jax studio 7"),
        entry("two", start, location="https://zoom.us/j/1"),
    )
    services.accept_all(feed=feed, by=owner)
    found = dict(Event.objects.values_list("origin_uid", "venue"))
    assert (found, Venue.objects.count()) == ({"one": venue.pk, "two": None}, 1)
    assert Event.objects.get(origin_uid="two").online_url == ""


def test_one_that_is_refused_holds_up_no_other(feed, owner, start):
    bring(feed, entry("one", start), entry("two", start))
    services.accept(feed=feed, items=pks(feed, "one"), by=owner)
    outcome = services.accept(feed=feed, items=pks(feed, "one", "two"), by=owner)
    assert (outcome.done, len(outcome.refused)) == (1, 1)
    late = services.accept(feed=feed, items=pks(feed, "two"), by=owner, now=start + timedelta(days=1))
    assert late.done == 0


def test_items_of_another_calendar_are_not_reached(feed, owner, start):
    other = FeedFactory()
    bring(other, entry("one", start))
    assert services.accept(feed=feed, items=pks(other, "one"), by=owner).done == 0
    assert not Event.objects.exists()


def test_what_staff_bring_in_waits_for_a_review(feed, start):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.add(
        Permission.objects.get(codename="change_event", content_type__app_label="workshops")
    )
    bring(feed, entry("one", start))
    services.accept_all(feed=feed, by=staff)
    assert Event.objects.get().state == EventState.REVIEW
