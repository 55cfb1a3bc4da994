"""Sessions as calendars show them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.workshops import EventFactory, RunFactory
from workshops import services
from workshops.agenda import queries
from workshops.agenda.occasions import occasion, place_of
from workshops.recurrence import Slot

pytestmark = pytest.mark.django_db


def only(event):
    [session] = queries.of_event(event)
    return session


def test_an_occasion_in_each_language():
    event = EventFactory(
        title_ar="أساسيات الكوفي", title_en="Foundations of Kufic", bring_en="A reed", bring_ar="قصبة"
    )
    arabic, english = (occasion(only(event), language=code) for code in ("ar", "en"))
    assert (arabic.title, english.title) == ("أساسيات الكوفي", "Foundations of Kufic")
    assert "ما تحضره معك: قصبة" in arabic.description
    assert "What to bring: A reed" in english.description
    assert arabic.url.endswith(f"/ar/events/{event.slug}/")
    assert english.url.endswith(f"/en/events/{event.slug}/")
    assert (arabic.categories, english.categories) == (("ورشة",), ("Workshop",))
    assert arabic.location.startswith(f"{event.venue.name_ar}، ")
    assert english.location.startswith(f"{event.venue.name_en}, ")
    assert arabic.uid == english.uid


def test_a_place_is_told_in_the_language_that_is_asked_for(english):
    event = EventFactory()
    assert place_of(event, "ar").startswith(f"{event.venue.name_ar}، ")
    assert place_of(event, "en").startswith(f"{event.venue.name_en}, ")


def test_both_dates_stand_in_the_text():
    event = EventFactory(bare=True)
    run = RunFactory(event=event)
    said = occasion(only(event), language="en").description.splitlines()[0]
    assert said.endswith("AH")
    assert str(run.local_start.day) in said


def test_the_link_to_join_stands_there_only_when_it_is_given():
    event = EventFactory(online=True)
    hidden = occasion(only(event), language="en")
    assert event.online_url not in f"{hidden.description}{hidden.location}{hidden.url}"
    assert hidden.location == "Online"
    shown = occasion(only(event), language="en", online_link=event.online_url)
    assert (shown.location, event.online_url in shown.description) == (event.online_url, True)


def test_a_move_keeps_the_number_and_raises_the_sequence():
    event = EventFactory()
    run = event.runs.get()
    before = occasion(only(event), language="en")
    start = run.local_start.replace(tzinfo=None) + timedelta(days=1)
    services.move_run(run=run, by=None, sessions=[Slot(start, start + timedelta(hours=2))])
    after = occasion(only(event), language="en")
    assert after.uid == before.uid
    assert after.sequence > before.sequence
    assert after.starts_at == before.starts_at + timedelta(days=1)
    assert after.changed_at > before.changed_at


def test_a_cancelled_run_says_so_with_a_higher_sequence():
    event = EventFactory()
    before = occasion(only(event), language="en")
    services.cancel_run(run=event.runs.get(), by=None, reason="The instructor is ill.")
    after = occasion(only(event), language="en")
    assert (after.cancelled, after.uid) == (True, before.uid)
    assert after.sequence > before.sequence


def test_a_course_names_its_run_and_topic():
    event = EventFactory(bare=True, title_en="Course")
    run = RunFactory(event=event, sessions=2, label_en="Evening", label_ar="مساءً")
    session = run.sessions.order_by("starts_at").first()
    session.topic_en = "The reed"
    session.save()
    titles = [occasion(one, language="en").title for one in queries.of_event(event)]
    assert titles == ["Course · Evening · The reed", "Course · Evening"]
    assert len({occasion(one, language="en").uid for one in queries.of_event(event)}) == 2
