"""Runs: planned on the wall clock, moved with their zone, told to those who registered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from compliance.models import AuditEntry
from core.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory, VenueFactory
from workshops import services, signals
from workshops.enums import RunState
from workshops.exceptions import (
    CapacityBelowTaken,
    InThePast,
    NoSessions,
    NotYours,
    RunOver,
    SessionsOverlap,
    TooManySessions,
    WrongState,
)
from workshops.models import Run, Session
from workshops.recurrence import Frequency, Rule, Slot
from workshops.services.fields import FieldsInvalid
from workshops.services.runs import Planned

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def slot(month: int, day: int, hour: int = 18, hours: int = 2) -> Slot:
    start = datetime(2026, month, day, hour)  # noqa: DTZ001 - a wall clock
    return Slot(start, start + timedelta(hours=hours))


def times(run: Run) -> list[tuple[datetime, datetime]]:
    return [(one.starts_at, one.ends_at) for one in run.sessions.order_by("position")]


def utc(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def topics() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("topic", flat=True))


class TestAdding:
    def test_a_course_of_three_evenings_is_one_run(self):
        event = EventFactory(bare=True)
        plan = [Planned(slot(3, 24), "الحروف", "Letters"), slot(3, 10), slot(3, 17)]
        run = services.add_run(event=event, by=None, sessions=plan, capacity=12, now=NOW)
        assert times(run) == [(utc(3, day, 15), utc(3, day, 17)) for day in (10, 17, 24)]
        assert (run.starts_at, run.ends_at) == (utc(3, 10, 15), utc(3, 24, 17))
        assert [one.topic_en for one in run.sessions.order_by("position")] == ["", "", "Letters"]
        assert (run.number, run.capacity, run.taken) == (1, 12, 0)
        assert AuditEntry.objects.get().action == "workshops.run.added"

    def test_it_takes_the_zone_of_its_venue(self):
        event = EventFactory(bare=True, venue__time_zone="Europe/London")
        run = services.add_run(event=event, by=None, sessions=[slot(7, 1)], capacity=5, now=NOW)
        assert (run.time_zone, times(run)) == ("Europe/London", [(utc(7, 1, 17), utc(7, 1, 19))])

    def test_each_ticket_type_gets_its_allotment_with_the_limit_of_the_run_before(self):
        event = EventFactory(bare=True)
        early = TicketTypeFactory(event=event)
        first = services.add_run(event=event, by=None, sessions=[slot(3, 10)], capacity=9, now=NOW)
        services.set_limit(run=first, ticket_type=early, limit=4, by=None)
        second = services.add_run(event=event, by=None, sessions=[slot(3, 17)], capacity=9, now=NOW)
        assert second.number == 2
        assert list(second.allotments.values_list("ticket_type", "limit", "taken")) == [(early.pk, 4, 0)]

    def test_a_series_is_a_run_for_each_time(self):
        event = EventFactory(bare=True, venue__time_zone="Europe/London")
        rule = Rule(Frequency.WEEKLY, count=3)
        runs = services.add_runs(
            event=event, by=None, first=slot(3, 20), rule=rule, capacity=5, now=NOW, label_en="Friday tour"
        )
        assert [run.starts_at for run in runs] == [utc(3, 20, 18), utc(3, 27, 18), utc(4, 3, 17)]
        assert {run.label_en for run in runs} == {"Friday tour"}

    @pytest.mark.parametrize(
        ("sessions", "refusal"),
        [
            ([], NoSessions),
            ([slot(3, 10), slot(3, 10, 19)], SessionsOverlap),
            ([slot(2, 10)], InThePast),
            ([slot(3, 1 + n % 28, 1 + n // 28, 1) for n in range(61)], TooManySessions),
        ],
    )
    def test_what_cannot_be_planned_is_refused(self, sessions, refusal):
        event = EventFactory(bare=True)
        with pytest.raises(refusal):
            services.add_run(event=event, by=None, sessions=sessions, capacity=5, now=NOW)
        assert (Run.objects.count(), Session.objects.count()) == (0, 0)

    def test_no_seat_is_no_run(self):
        event = EventFactory(bare=True)
        with pytest.raises(FieldsInvalid) as refusal:
            services.add_run(event=event, by=None, sessions=[slot(3, 10)], capacity=0, now=NOW)
        assert list(refusal.value.errors) == ["capacity"]

    def test_an_unknown_zone_is_refused_at_its_field(self):
        event = EventFactory(bare=True)
        with pytest.raises(FieldsInvalid) as refusal:
            services.add_run(
                event=event, by=None, sessions=[slot(3, 10)], capacity=3, time_zone="Mars/Base", now=NOW
            )
        assert list(refusal.value.errors) == ["time_zone"]

    def test_an_outsider_adds_nothing(self):
        event = EventFactory(bare=True)
        charlie = UserFactory()
        SellerFactory(owner=charlie)
        with pytest.raises(NotYours):
            services.add_run(event=event, by=charlie, sessions=[slot(3, 10)], capacity=5, now=NOW)
        assert Run.objects.count() == 0

    def test_a_cancelled_event_gets_no_run(self):
        event = EventFactory(bare=True, state="cancelled", cancelled_at=NOW)
        with pytest.raises(WrongState):
            services.add_run(event=event, by=None, sessions=[slot(3, 10)], capacity=5, now=NOW)


class TestMoving:
    def run_of(self, **given) -> Run:
        event = EventFactory(bare=True)
        return services.add_run(
            event=event, by=None, sessions=[slot(3, 27), slot(4, 3)], capacity=5, now=NOW, **given
        )

    def test_another_zone_keeps_the_hours_on_the_wall(self):
        """Riyadh to London, across the night on which London's clocks go forward (29 March)."""
        run = self.run_of(closes_at=utc(3, 26, 15))
        moved = services.move_run(run=run, by=None, time_zone="Europe/London", now=NOW)
        assert times(moved) == [(utc(3, 27, 18), utc(3, 27, 20)), (utc(4, 3, 17), utc(4, 3, 19))]
        assert {one.local_start.hour for one in moved.sessions.all()} == {18}
        moved.refresh_from_db()
        assert (moved.time_zone, moved.starts_at, moved.ends_at) == (
            "Europe/London",
            utc(3, 27, 18),
            utc(4, 3, 19),
        )
        assert moved.closes_at == utc(3, 26, 18)

    def test_the_way_back_is_the_same_as_never_having_moved(self):
        run = self.run_of()
        before = times(run)
        services.move_run(run=run, by=None, time_zone="Europe/London", now=NOW)
        back = services.move_run(run=run, by=None, time_zone="Asia/Riyadh", now=NOW)
        assert times(back) == before

    def test_other_dates_keep_the_rows_of_the_sessions(self):
        run = self.run_of()
        keys = [one.pk for one in run.sessions.order_by("position")]
        moved = services.move_run(run=run, by=None, sessions=[slot(4, 3), slot(4, 10)], now=NOW)
        assert [one.pk for one in moved.sessions.order_by("position")] == keys
        assert times(moved) == [(utc(4, 3, 15), utc(4, 3, 17)), (utc(4, 10, 15), utc(4, 10, 17))]

    def test_fewer_evenings_leave_none_behind(self):
        moved = services.move_run(run=self.run_of(), by=None, sessions=[slot(4, 5)], now=NOW)
        assert times(moved) == [(utc(4, 5, 15), utc(4, 5, 17))]

    def test_everybody_is_told_with_the_times_as_they_were(self, run_outbox):
        heard = []

        def listen(sender, run, before, **_):
            heard.append((run.pk, before, run.version))

        run = self.run_of()
        signals.run_moved.connect(listen)
        try:
            services.move_run(run=run, by=None, sessions=[slot(4, 5)], now=NOW)
            run_outbox()
        finally:
            signals.run_moved.disconnect(listen)
        assert heard == [(run.pk, [(utc(3, 27, 15), utc(3, 27, 17)), (utc(4, 3, 15), utc(4, 3, 17))], 1)]

    def test_nothing_is_told_when_nothing_changes(self):
        run = self.run_of()
        services.move_run(run=run, by=None, sessions=[slot(3, 27), slot(4, 3)], now=NOW)
        run.refresh_from_db()
        assert (topics(), run.version, run.moved_at) == ([], 0, None)

    def test_a_draft_moves_in_silence(self):
        event = EventFactory(bare=True, draft=True)
        run = services.add_run(event=event, by=None, sessions=[slot(3, 27)], capacity=5, now=NOW)
        services.move_run(run=run, by=None, sessions=[slot(4, 5)], now=NOW)
        assert topics() == []

    def test_what_is_over_stays(self):
        run = self.run_of()
        with pytest.raises(RunOver):
            services.move_run(run=run, by=None, sessions=[slot(5, 1)], now=utc(4, 3, 17))

    def test_nothing_moves_into_the_past(self):
        run = self.run_of()
        before = times(run)
        with pytest.raises(InThePast):
            services.move_run(run=run, by=None, sessions=[slot(3, 2)], now=utc(3, 20, 0))
        assert times(run) == before

    def test_another_venue_in_another_zone_moves_the_runs(self, run_outbox):
        run = self.run_of()
        london = VenueFactory(seller=run.event.seller, time_zone="Europe/London")
        services.update_event(event=run.event, by=None, venue=london, now=NOW)
        run.refresh_from_db()
        assert (run.time_zone, run.starts_at, run.moved_at) == ("Europe/London", utc(3, 27, 18), NOW)
        assert topics() == ["workshops.run.moved"]

    def test_another_venue_in_the_same_zone_is_a_move_too(self):
        run = self.run_of()
        before = times(run)
        other = VenueFactory(seller=run.event.seller)
        services.update_event(event=run.event, by=None, venue=other, now=NOW)
        run.refresh_from_db()
        assert (times(run), run.moved_at, run.version) == (before, NOW, 1)
        assert topics() == ["workshops.run.moved"]

    def test_an_outsider_moves_nothing(self):
        run = self.run_of()
        before = times(run)
        with pytest.raises(NotYours):
            services.move_run(run=run, by=UserFactory(), sessions=[slot(4, 5)], now=NOW)
        assert (times(run), topics()) == (before, [])


class TestChanging:
    def test_more_seats_let_the_waiting_list_move_up(self):
        run = RunFactory(capacity=4)
        services.update_run(run=run, by=None, capacity=6, waiting_list=False)
        run.refresh_from_db()
        assert (run.capacity, run.waiting_list, topics()) == (6, False, ["workshops.run.widened"])

    def test_not_fewer_seats_than_are_taken(self):
        run = RunFactory(capacity=4, taken=3)
        with pytest.raises(CapacityBelowTaken):
            services.update_run(run=run, by=None, capacity=2)
        run.refresh_from_db()
        assert run.capacity == 4

    def test_closed_and_opened_again(self):
        run = RunFactory()
        assert services.close_run(run=run, by=None).state == RunState.CLOSED
        assert services.open_run(run=run, by=None).state == RunState.OPEN
        with pytest.raises(WrongState):
            services.open_run(run=run, by=None)
        actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
        assert list(actions) == ["workshops.run.closed", "workshops.run.opened"]


def second_session(run: Run, begins: timedelta) -> None:
    """Written past the services, an hour long, beginning so long after the end of the first."""
    one = run.sessions.get()
    Session.objects.create(
        run=run,
        position=1,
        starts_at=one.ends_at + begins,
        ends_at=one.ends_at + timedelta(hours=1),
        wall_start=one.wall_end,
        wall_end=one.wall_end + timedelta(hours=1),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class TestDatabase:
    def test_two_sessions_of_a_run_never_overlap(self):
        run = RunFactory()
        with pytest.raises(IntegrityError, match="session_apart"), transaction.atomic():
            second_session(run, -timedelta(minutes=1))
        assert run.sessions.count() == 1

    def test_one_may_begin_when_the_other_ends(self):
        run = RunFactory()
        second_session(run, timedelta(0))
        assert run.sessions.count() == 2

    @pytest.mark.parametrize(
        ("change", "name"),
        [
            ({"capacity": 0}, "run_has_seats"),
            ({"ends_at": NOW, "starts_at": NOW}, "run_ends_after_start"),
            ({"state": "cancelled"}, "run_cancelled_dated"),
            ({"state": "sleeping"}, "run_state_known"),
        ],
    )
    def test_it_refuses_what_cannot_be(self, change, name):
        run = RunFactory()
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(**change)

    def test_a_wall_clock_comes_back_as_it_went_in(self):
        run = RunFactory()
        wall = datetime(2026, 3, 29, 1, 30)  # noqa: DTZ001 - a wall clock
        Session.objects.filter(run=run).update(wall_start=wall)
        assert run.sessions.get().wall_start == wall
        with pytest.raises(ValueError, match="no time zone"):
            Session.objects.filter(run=run).update(wall_start=NOW)


def test_a_copy_begins_on_the_same_weekday_with_enough_notice():
    event = EventFactory(bare=True)
    run = services.add_run(
        event=event, by=None, sessions=[slot(3, 3), slot(3, 10)], capacity=7, label_en="Spring", now=NOW
    )
    again = services.copy_run(run=run, by=None, now=utc(3, 5, 9))
    assert times(again) == [(utc(3, 24, 15), utc(3, 24, 17)), (utc(3, 31, 15), utc(3, 31, 17))]
    assert (again.number, again.capacity, again.taken, again.label_en) == (2, 7, 0, "Spring")


def test_a_copy_on_a_chosen_day_keeps_the_hours_through_a_change_of_the_clocks():
    event = EventFactory(bare=True, venue__time_zone="Europe/London")
    run = services.add_run(event=event, by=None, sessions=[slot(3, 3)], capacity=7, now=NOW)
    again = services.copy_run(run=run, by=None, first_day=date(2026, 6, 2), now=NOW)
    assert times(again) == [(utc(6, 2, 17), utc(6, 2, 19))]
