"""Letters to the people concerned: in batches, each exactly once, whatever dies half-way."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import connections

from compliance.incidents import affected, letters, services
from compliance.incidents.drafts import DRILL
from compliance.incidents.enums import Audience
from compliance.incidents.exceptions import DrillForStaffOnly, MovedOn, NobodyToTell, NoticeMissing
from compliance.incidents.models import Entry, Recipient
from compliance.incidents.services import sending
from core import outbox
from mailing.models import EmailMessage, Notification
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.incidents import AWARE, assessed, breach
from tests.factories.orders import order_of
from tests.factories.records import built, officer


def ready(by, people=(), addresses=(), **given):
    """Assessed, worded, with its list."""
    row = assessed(by, **given)
    services.draft_notice(number=row.number, by=by, audience=Audience.SUBJECTS)
    services.add_recipients(
        number=row.number, by=by, user_ids=[person.pk for person in people], addresses=addresses
    )
    return row


def letters_sent():
    return list(EmailMessage.objects.filter(template="incidents.notice").order_by("to_address"))


@pytest.mark.django_db
def test_everybody_is_written_to_once_in_both_languages(run_outbox, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    monkeypatch.setattr(sending.send_batch.__wrapped__, "__kwdefaults__", {"limit": 2, "now": None})
    by = officer()
    people = UserFactory.create_batch(3)
    row = ready(by, people, [("stranger@example.org", "ar"), (people[0].email.upper(), "en")])
    services.start_telling(number=row.number, by=by)
    run_outbox()
    row.refresh_from_db()
    sent = letters_sent()
    assert [mail.to_address for mail in sent] == sorted(
        [*(person.email for person in people), "stranger@example.org"]
    )
    assert (row.state, row.told_at is not None, sent[0].language) == ("told", True, "both")
    assert "Give no code to anybody." in sent[0].text
    assert "لا تعطوا رمزًا لأحد." in sent[0].text
    with pytest.raises(MovedOn):
        services.start_telling(number=row.number, by=by)
    with pytest.raises(MovedOn):
        services.add_recipients(number=row.number, by=by, user_ids=[by.pk])


@pytest.mark.django_db
def test_the_same_person_is_on_the_list_once():
    by, person = officer(), UserFactory()
    row = ready(by, [person])
    assert (
        services.add_recipients(
            number=row.number, by=by, user_ids=[person.pk], addresses=[(person.email, "ar")]
        )
        == 0
    )
    assert row.recipients.count() == 1


@pytest.mark.django_db
def test_nothing_is_sent_without_words_or_people():
    by = officer()
    row = assessed(by)
    with pytest.raises(NoticeMissing):
        services.start_telling(number=row.number, by=by)
    services.draft_notice(number=row.number, by=by, audience=Audience.SUBJECTS)
    with pytest.raises(NobodyToTell):
        services.start_telling(number=row.number, by=by)
    assert letters_sent() == []


@pytest.mark.django_db
def test_a_drill_writes_to_staff_only_and_marks_each_letter(run_outbox):
    by = officer()
    colleague = StaffFactory()
    row = ready(by, [colleague], drill=True)
    for outsiders in ({"user_ids": [UserFactory().pk]}, {"addresses": [("a@example.org", "ar")]}):
        with pytest.raises(DrillForStaffOnly):
            services.add_recipients(number=row.number, by=by, **outsiders)
    services.start_telling(number=row.number, by=by)
    run_outbox()
    mail = letters_sent()[0]
    assert mail.to_address == colleague.email
    for text in (mail.subject, mail.text, mail.html):
        assert DRILL.ar in text
        assert DRILL.en in text


@pytest.mark.django_db
def test_the_list_comes_from_the_linked_activities():
    by = officer()
    built()
    order = order_of()
    row = assessed(by)
    row.activities.set(type(built()).objects.filter(code="orders"))
    people = affected.people_of(["orders"])
    assert order.buyer_id in people
    assert affected.people_of(["auctions"]) == set()
    assert services.add_affected(number=row.number, by=by) == len(people)


@pytest.mark.django_db
def test_an_account_erased_meanwhile_leaves_the_list(run_outbox):
    by, person = officer(), UserFactory()
    row = ready(by, [person, UserFactory()])
    type(person).objects.filter(pk=person.pk).update(email=f"erased-{person.pk}@erased.invalid")
    services.start_telling(number=row.number, by=by)
    run_outbox()
    assert (row.recipients.count(), len(letters_sent())) == (1, 1)


@pytest.mark.django_db
def test_a_batch_handed_over_twice_writes_nobody_twice(run_outbox):
    by, people = officer(), UserFactory.create_batch(2)
    row = ready(by, people)
    notice = services.start_telling(number=row.number, by=by)
    assert [services.send_batch(notice=notice, number=1) for _again in range(2)] == [2, 0]
    run_outbox()
    assert len(letters_sent()) == 2


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_half_way_leaves_nobody_out_and_writes_nobody_twice(run_outbox, monkeypatch):
    by, people = officer(), UserFactory.create_batch(5)
    row = ready(by, people)
    services.start_telling(number=row.number, by=by)
    connections.close_all()
    child = os.fork()
    if child == 0:  # the worker: dies in the middle of the batch, after its third letter
        told, count = letters.tell, iter(range(10))

        def tell(recipient, notice):
            told(recipient, notice)
            if next(count) == 2:
                os._exit(9)

        monkeypatch.setattr(letters, "tell", tell)
        while outbox.relay_once():
            pass
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (letters_sent(), Recipient.objects.filter(sent_at__isnull=False).count()) == ([], 0)
    run_outbox()
    assert [mail.to_address for mail in letters_sent()] == sorted(person.email for person in people)
    row.refresh_from_db()
    assert row.state == "told"


@pytest.mark.django_db
def test_officers_are_reminded_once_at_each_mark(run_outbox):
    by = officer()
    row = breach(by)
    for hours in (1, 24.5, 25, 49, 49, 67, 73, 90):
        services.sweep(now=AWARE + timedelta(hours=hours))
    marks = Entry.objects.filter(breach=row, kind="reminder").values_list("mark", flat=True)
    assert list(marks) == [48, 24, 6, 0]
    run_outbox()
    subjects = [
        mail.subject for mail in EmailMessage.objects.filter(template="incidents.clock").order_by("pk")
    ]
    assert [subject.count("48") for subject in subjects] == [1, 0, 0, 0]
    assert "the term for the report is over" in subjects[3]
    assert Notification.objects.filter(user=by, kind="incidents.clock").count() == 4


@pytest.mark.django_db
def test_a_reported_breach_reminds_nobody():
    by = officer()
    row = assessed(by)
    services.draft_notice(number=row.number, by=by, audience=Audience.AUTHORITY, now=AWARE)
    services.report(number=row.number, by=by, now=AWARE + timedelta(hours=4))
    assert services.sweep(now=AWARE + timedelta(hours=60)) == 0
