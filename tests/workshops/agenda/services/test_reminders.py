"""Reminders: a week, a day and an hour before, each once, only to whoever still comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mailing.models import EmailMessage, Notification
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory
from tests.factories.workshops import EventFactory, RunFactory
from workshops import services as programme
from workshops.agenda import letters
from workshops.agenda.models import Reminder
from workshops.agenda.services import sweep_reminders
from workshops.booking.enums import EndedBy, TicketState, TransferState
from workshops.booking.models import Registration, Ticket, Transfer
from workshops.recurrence import Slot

pytestmark = pytest.mark.django_db

START = datetime(2027, 3, 10, 15, tzinfo=UTC)  # a Wednesday, 18:00 in Riyadh
WEEK, DAY, HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
EARLY = START - timedelta(days=30)


def booked(sessions: int = 1, confirmed: datetime = EARLY, **person) -> Registration:
    event = EventFactory(
        bare=True, admission="rsvp", title_ar="أساسيات الكوفي", title_en="Foundations of Kufic"
    )
    run = RunFactory(event=event, starts_at=START, sessions=sessions)
    return RegistrationFactory(run=run, booker=UserFactory(**person), confirmed_at=confirmed)


def sent(before: timedelta, start: datetime = START) -> int:
    return sweep_reminders(now=start - before)


def test_each_of_the_three_once_however_often_the_sweep_runs():
    booked()
    history = [sent(before) for before in (WEEK + HOUR, WEEK, WEEK - HOUR, DAY, DAY, HOUR, HOUR, timedelta())]
    assert history == [0, 1, 0, 1, 0, 1, 0, 0]
    assert sorted(Reminder.objects.values_list("span", flat=True)) == ["1d", "1h", "7d"]
    assert EmailMessage.objects.filter(template="agenda.reminder").count() == 3
    assert Notification.objects.filter(kind="agenda.reminder").count() == 3


@pytest.mark.parametrize(
    ("late", "expected"),
    [(timedelta(days=4), 1), (timedelta(days=2), 0), (timedelta(hours=4), 1), (timedelta(hours=2), 0)],
)
def test_a_sweep_that_comes_late_still_reminds_while_it_helps(late, expected):
    booked()
    assert sent(late) == expected


def test_whoever_registered_in_the_last_hours_gets_no_three_letters_at_once():
    booked(confirmed=START - timedelta(minutes=50))
    assert [sent(before) for before in (timedelta(minutes=49), timedelta(minutes=5))] == [0, 0]
    assert not EmailMessage.objects.exists()


def test_whoever_registered_within_the_week_hears_a_day_before():
    booked(confirmed=START - timedelta(days=3))
    assert [sent(before) for before in (timedelta(days=2), DAY, HOUR)] == [0, 1, 1]


def test_a_later_evening_of_a_course_is_told_a_day_before():
    booked(sessions=3)
    second = START + WEEK
    history = [sent(before, second) for before in (WEEK, DAY, HOUR)]
    # A week before the second evening is the first evening itself: nothing is due any more.
    assert history == [0, 1, 0]
    assert [row.starts_at for row in Reminder.objects.all()] == [second]


def test_several_seats_are_one_letter():
    registration = booked()
    Ticket.objects.create(
        registration=registration, number=2, attendee_name="Second guest", state=TicketState.VALID
    )
    assert sent(DAY) == 1


def test_a_handed_over_ticket_reminds_its_new_holder_and_not_the_booker():
    registration = booked()
    holder = UserFactory()
    registration.tickets.update(holder=holder)
    assert sent(DAY) == 1
    assert Reminder.objects.get().user == holder


def test_a_ticket_that_was_handed_over_within_the_day_needs_no_reminder_of_the_day():
    registration = booked()
    holder = UserFactory()
    Transfer.objects.create(
        ticket=registration.tickets.get(),
        from_user=registration.booker,
        to_user=holder,
        to_email=holder.email,
        token="0" * 64,
        state=TransferState.ACCEPTED,
        offered_at=START - timedelta(days=2),
        until=START,
        ended_at=START - timedelta(hours=10),
    )
    registration.tickets.update(holder=holder)
    assert [sent(before) for before in (timedelta(hours=9), HOUR)] == [0, 1]


def test_a_seat_that_was_given_back_reminds_nobody():
    registration = booked()
    registration.tickets.update(state=TicketState.CANCELLED, cancelled_at=EARLY, ended_by=EndedBy.BOOKER)
    assert sent(DAY) == 0


def test_a_seat_that_is_not_paid_yet_reminds_nobody():
    registration = RegistrationFactory(run=RunFactory(starts_at=START), tickets=0, confirmed_at=EARLY)
    Ticket.objects.create(registration=registration, number=1, attendee_name="Guest", state=TicketState.HELD)
    assert sent(DAY) == 0


def test_a_cancelled_run_reminds_nobody():
    registration = booked()
    programme.cancel_run(run=registration.run, by=None, reason="Ill.", now=EARLY)
    assert [sent(before) for before in (WEEK, DAY, HOUR)] == [0, 0, 0]


def test_a_run_called_off_between_the_look_and_the_letter_reminds_nobody(monkeypatch):
    from workshops.agenda.services import reminders

    registration = booked()
    due = [(registration.booker_id, registration.run_id, START)]
    programme.cancel_run(run=registration.run, by=None, reason="Ill.", now=EARLY)
    monkeypatch.setattr(reminders, "due_reminders", lambda *args: due)
    assert sent(DAY) == 0
    assert not Reminder.objects.exists()


def test_a_moved_run_is_a_new_appointment():
    registration = booked()
    assert sent(WEEK) == 1
    wall = datetime(2027, 3, 24, 18)  # noqa: DTZ001  a wall clock
    slot = Slot(wall, wall + timedelta(hours=2))
    programme.move_run(run=registration.run, by=None, sessions=[slot], now=START - timedelta(days=6))
    later = START + timedelta(days=14)
    assert [sent(before) for before in (DAY, HOUR)] == [0, 0]
    assert [sent(before, later) for before in (WEEK, DAY, HOUR)] == [1, 1, 1]


def test_a_worker_that_dies_in_the_middle_leaves_the_rest_to_the_next_one(monkeypatch):
    registrations = [booked() for _ in range(3)]
    real, calls = letters.remind, []

    def dying(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args)

    monkeypatch.setattr(letters, "remind", dying)
    with pytest.raises(KeyboardInterrupt):
        sent(DAY)
    assert Reminder.objects.count() == 1
    monkeypatch.setattr(letters, "remind", real)
    assert sent(DAY) == 2
    mails = EmailMessage.objects.filter(template="agenda.reminder")
    assert sorted(mails.values_list("user", flat=True)) == sorted(row.booker_id for row in registrations)


def test_the_letter_speaks_the_readers_language_and_hour():
    booked(language="ar", time_zone="Africa/Cairo")
    sent(DAY)
    mail = EmailMessage.objects.get()
    assert mail.subject.startswith("غدًا: ")
    assert "17:00" in mail.text  # Cairo is an hour behind Riyadh in March
    assert "18:00" in mail.text  # the hour at the place
    assert "1448" in mail.text
    assert "10 مارس 2027" in mail.text
    assert "10 March 2027" in mail.text
    assert mail.text.index("أساسيات الكوفي") < mail.text.index("Foundations of Kufic")


def test_the_link_of_an_online_session_is_in_no_letter():
    event = EventFactory(bare=True, online=True, admission="rsvp")
    run = RunFactory(event=event, starts_at=START)
    RegistrationFactory(run=run, confirmed_at=EARLY)
    sent(HOUR)
    mail = EmailMessage.objects.get()
    assert event.online_url not in mail.text + mail.html
    assert f"/registrations/{Registration.objects.get().code}/" in mail.text


def test_old_rows_are_forgotten():
    booked()
    sent(DAY)
    sweep_reminders(now=START + timedelta(days=29))
    assert Reminder.objects.count() == 1
    sweep_reminders(now=START + timedelta(days=31))
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_a_sweep_without_anything_due_asks_three_questions(people, django_assert_num_queries):
    for _ in range(people):
        booked()
    with django_assert_num_queries(4):  # one for each span, one to forget
        assert sent(timedelta(days=20)) == 0
