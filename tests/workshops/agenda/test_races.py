"""Real commits, real threads: one reminder, one draft, one turn; and the race shown without the row that is unique."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from core import clock
from mailing.models import EmailMessage
from tests.concurrency.threads import together
from tests.factories.accounts import UserFactory
from tests.factories.agenda import FeedFactory, calendar, entry
from tests.factories.booking import RegistrationFactory
from tests.factories.orders import SellerFactory
from workshops import locks as programme
from workshops.agenda import services
from workshops.agenda.enums import Span
from workshops.agenda.models import Reminder
from workshops.agenda.services import fetching
from workshops.agenda.services.reminders import remind
from workshops.models import Event, Run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def reminding() -> Callable[[], bool]:
    registration = RegistrationFactory()
    now = clock.now()
    return lambda: remind(
        user=registration.booker_id,
        run=registration.run_id,
        starts_at=registration.run.starts_at,
        span=Span.WEEK,
        now=now,
    )


def test_four_workers_write_one_reminder_and_one_letter() -> None:
    work = reminding()
    assert together([work] * 4).count(True) == 1
    assert Reminder.objects.count() == 1
    assert EmailMessage.objects.filter(template="agenda.reminder").count() == 1


def test_without_the_lock_the_unique_row_still_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is for a run that is called off meanwhile; that nobody is told twice is the row's doing."""
    monkeypatch.setattr(programme, "run", lambda pk: Run.objects.select_related("event__seller").get(pk=pk))
    work = reminding()
    together([work] * 4)
    assert Reminder.objects.count() == 1
    assert EmailMessage.objects.filter(template="agenda.reminder").count() == 1


def test_two_tabs_take_an_event_in_once() -> None:
    owner = UserFactory()
    body = calendar(entry("one", clock.now() + timedelta(days=20)))
    feed = services.add_file(seller=SellerFactory(owner=owner), by=owner, name="a.ics", content=body)
    services.refresh(feed=feed.pk)
    items = [feed.items.get().pk]
    outcomes = together([lambda: services.accept(feed=feed, items=items, by=owner)] * 3)
    assert sorted(outcome.done for outcome in outcomes) == [0, 0, 1]
    assert (Event.objects.count(), Run.objects.count()) == (1, 1)


def test_two_workers_take_one_turn() -> None:
    feed = FeedFactory()
    turns = together([lambda: fetching._claim(feed.pk, None)] * 4)
    assert [turn is None for turn in turns].count(False) == 1
