"""The worker: order, back-off, lease, and never two workers on one message."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from core import clock
from mailing import sending, tasks
from mailing.enums import MailState, Priority
from mailing.models import EmailMessage
from mailing.providers import Accepted, Kept, Outcome, Refused, Retry, provider
from tests.factories.mailing import EmailMessageFactory


class Carrier:
    """Answers as told, and remembers what it was given."""

    code = "test"

    def __init__(self, *answers: Outcome) -> None:
        self.answers, self.seen = list(answers), []  # type: ignore[var-annotated]

    def send(self, message: EmailMessage) -> Outcome:
        self.seen.append(message.pk)
        return self.answers.pop(0) if self.answers else Accepted(f"id-{message.pk}")


@pytest.mark.django_db
def test_the_default_keeps_mail_in_the_house() -> None:
    mail = EmailMessageFactory()
    assert sending.send_due() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.provider, mail.attempts, mail.done_at is not None) == (
        MailState.KEPT,
        "kept",
        1,
        True,
    )
    assert provider().send(mail) == Kept()


@pytest.mark.django_db
def test_urgent_first_then_oldest_and_nothing_before_its_time() -> None:
    now = clock.now()
    low = EmailMessageFactory(priority=Priority.LOW)
    late = EmailMessageFactory(not_before=now + timedelta(hours=1))
    old = EmailMessageFactory(not_before=now - timedelta(hours=1))
    high = EmailMessageFactory(priority=Priority.HIGH)
    carrier = Carrier()
    sending.send_due(carrier=carrier)
    assert carrier.seen == [high.pk, old.pk, low.pk]
    late.refresh_from_db()
    assert late.state == MailState.QUEUED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "state", "error"),
    [
        (Accepted("sg-1"), MailState.SENT, ""),
        (Refused("SendGrid 400"), MailState.FAILED, "SendGrid 400"),
        (Retry("SendGrid 503"), MailState.QUEUED, "SendGrid 503"),
    ],
)
def test_what_the_provider_says_is_written_down(answer: Outcome, state: MailState, error: str) -> None:
    mail = EmailMessageFactory()
    sending.send_due(carrier=Carrier(answer), limit=1)
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, mail.lease_until) == (state, error, None)


@pytest.mark.django_db
def test_the_providers_wish_rules_the_wait() -> None:
    mail = EmailMessageFactory()
    before = clock.now()
    sending.send_due(carrier=Carrier(Retry("429", after=timedelta(seconds=90))), limit=1)
    mail.refresh_from_db()
    waits = mail.not_before - before
    assert timedelta(seconds=90) <= waits < timedelta(seconds=95)


@pytest.mark.django_db
def test_after_ten_tries_a_person_decides() -> None:
    mail = EmailMessageFactory(attempts=sending.MAX_ATTEMPTS - 1)
    sending.send_due(carrier=Carrier(Retry("SendGrid 500")), limit=1)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.PARKED, sending.MAX_ATTEMPTS)


def test_the_wait_doubles_up_to_six_hours_with_a_random_half() -> None:
    for attempts, full in ((1, 30), (2, 60), (5, 480), (40, 21_600)):
        waits = [sending.back_off(attempts).total_seconds() for _ in range(50)]
        assert min(waits) >= full / 2
        assert max(waits) <= full
        assert len(set(waits)) > 1


@pytest.mark.django_db
def test_a_worker_killed_between_sending_and_marking_sends_again() -> None:
    """At least once: the lease lapses, the sweep gives the message back."""
    mail = EmailMessageFactory()
    (taken,) = sending.claim()
    assert sending.claim() == []
    EmailMessage.objects.filter(pk=mail.pk).update(lease_until=clock.now() - timedelta(seconds=1))
    assert sending.release_lapsed() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.lease_until, mail.attempts) == (MailState.QUEUED, None, 1)
    late = sending.mark(taken, Accepted("x"), carrier=Carrier())
    assert late.state == MailState.QUEUED  # the dead worker's word comes too late to count


@pytest.mark.django_db
def test_a_living_lease_is_left_alone() -> None:
    EmailMessageFactory()
    sending.claim()
    assert sending.release_lapsed() == 0


@pytest.mark.django_db
def test_the_sweep_sends_what_the_nudge_missed() -> None:
    EmailMessageFactory()
    assert tasks.sweep() == 1
    assert tasks.send_due() == 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_message_once() -> None:
    mails = [EmailMessageFactory().pk for _ in range(20)]
    carrier = Carrier()
    _together([lambda: sending.send_due(carrier=carrier)] * 4)
    assert sorted(carrier.seen) == mails
    assert set(EmailMessage.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_workers_take_the_same_message(monkeypatch: pytest.MonkeyPatch) -> None:
    EmailMessageFactory()
    gate, carrier = threading.Barrier(2), Carrier()

    def look(*, now: object, limit: int) -> list[EmailMessage]:
        found = list(EmailMessage.objects.filter(state=MailState.QUEUED)[:limit])
        gate.wait(timeout=10)
        return found

    def once() -> None:
        for message in sending.claim():
            carrier.send(message)

    monkeypatch.setattr(sending.locks, "next_due", look)
    _together([once] * 2)
    assert len(carrier.seen) == 2


def _together(works: list[Callable[[], object]]) -> None:
    def run(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
