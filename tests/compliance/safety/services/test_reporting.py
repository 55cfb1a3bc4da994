from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from compliance.models import AuditEntry
from compliance.safety import queries, services
from compliance.safety.enums import Priority, Reason
from compliance.safety.exceptions import NoSender, OwnThing, TargetMissing, TooManyReports
from compliance.safety.models import Case, Report
from core import clock
from mailing.models import EmailMessage
from tests.factories import safety as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_first_report_opens_a_case_with_clock_and_people() -> None:
    work = make.work_of()
    row = make.report_of(work)
    case = row.case
    assert (case.kind, case.target_id, case.state) == ("work", work.pk, "open")
    assert (case.title_ar, case.title_en) == (work.title_ar or work.title_en, work.title_en or work.title_ar)
    assert case.urgency is Priority.HIGH
    assert case.due_at - case.opened_at == timedelta(hours=24)
    assert [one.user for one in case.respondents.all()] == [make.owner_of(work)]
    assert case.number == f"SC-{case.opened_at.year}-000001"


def test_one_person_is_one_report_and_several_people_one_case() -> None:
    work, person = make.work_of(), UserFactory()
    first = make.report_of(work, reporter=person)
    again = make.report_of(work, reporter=person, reason=Reason.CHILD, text="again")
    other = make.report_of(work)
    assert again == first
    assert other.case == first.case
    assert Report.objects.count() == 2
    assert Case.objects.count() == 1
    first.refresh_from_db()
    assert (first.reason, first.text) == ("forgery", "The signature is wrong.")


def test_the_table_itself_refuses_a_second_report_of_one_person() -> None:
    row = make.report_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            number="SR-x", case=row.case, reporter=row.reporter, reason="spam", at=clock.now()
        )


def test_a_confirmed_address_of_an_account_is_that_account() -> None:
    work, person = make.work_of(), UserFactory()
    first = make.report_of(work, reporter=person)
    assert make.report_of(work, email=person.email.upper()) == first
    visitor = make.report_of(work, email="Somebody@Example.com")
    assert (visitor.reporter, visitor.email) == (None, "somebody@example.com")
    assert make.report_of(work, email="somebody@example.com") == visitor


def test_nobody_reports_what_they_cannot_see_or_own() -> None:
    work = make.work_of()
    owner = make.owner_of(work)
    with pytest.raises(OwnThing):
        make.report_of(work, reporter=owner)
    with pytest.raises(NoSender):
        make.report_of(work, reporter=None)
    type(work).objects.filter(pk=work.pk).update(state="draft")
    with pytest.raises(TargetMissing):
        make.report_of(work)
    with pytest.raises(TargetMissing):
        services.report(kind="nonsense", pk=1, reason="spam", reporter=owner)
    with pytest.raises(TargetMissing):
        services.report(kind="work", pk=2**80, reason="spam", reporter=owner)
    assert Case.objects.count() == 0


def test_a_hostile_reporter_who_floods_is_stopped_and_weighs_nothing() -> None:
    flooder, now = UserFactory(), clock.now()
    for _ in range(20):
        make.report_of(reporter=flooder, reason=Reason.CHILD, now=now)
    with pytest.raises(TooManyReports):
        make.report_of(reporter=flooder)
    assert Report.objects.count() == 20
    Report.objects.filter(reporter=flooder).update(unfounded=True)
    tomorrow = now + timedelta(days=1, minutes=1)
    late = make.report_of(reporter=flooder, reason=Reason.FRAUD, now=tomorrow)
    assert late.case.urgency is Priority.NORMAL
    honest = make.report_of(reason=Reason.SPAM, now=tomorrow)
    again = services.report(
        kind="work", pk=honest.case.target_id, reason="child", reporter=flooder, now=tomorrow
    )
    assert again.case.urgency is Priority.LOW
    half_a_year = now + timedelta(days=181)
    assert (
        make.report_of(reporter=flooder, reason=Reason.FRAUD, now=half_a_year).case.urgency is Priority.HIGH
    )


def test_a_visitor_has_five_a_day() -> None:
    for _ in range(5):
        make.report_of(email="visitor@example.com")
    with pytest.raises(TooManyReports):
        make.report_of(email="visitor@example.com")


def test_a_crowd_of_settled_people_raises_the_priority_and_brings_the_deadline_nearer() -> None:
    work, now = make.work_of(), clock.now()
    old = [UserFactory(date_joined=now - timedelta(days=30)) for _ in range(3)]
    rows = [make.report_of(work, reporter=one, reason=Reason.COPYRIGHT, now=now) for one in old[:2]]
    before = Case.objects.get()
    rows.append(make.report_of(work, reporter=old[2], reason=Reason.COPYRIGHT, now=now))
    case = Case.objects.get()
    assert (before.urgency, case.urgency) == (Priority.NORMAL, Priority.HIGH)
    assert case.due_at < before.due_at
    assert {row.case_id for row in rows} == {case.pk}


def test_a_decided_case_is_over_and_a_new_report_opens_the_next() -> None:
    work, person = make.work_of(), UserFactory()
    judge = make.moderator()
    first = make.report_of(work, reporter=person)
    services.decide(
        case=services.take(case=first.case, by=judge), by=judge, outcome="none", reasons="It is genuine."
    )
    second = make.report_of(work, reporter=person)
    assert second.case != first.case


def test_the_receipt_names_nobody_and_the_log_no_reporter(run_outbox) -> None:
    person = UserFactory(language="ar")
    row = make.report_of(reporter=person)
    run_outbox()
    sent = EmailMessage.objects.get(template="safety.report")
    assert sent.user == person
    assert row.number in sent.text
    assert "بلاغك" in sent.text
    assert mail.outbox == []
    entry = AuditEntry.objects.get(action="safety.report.made")
    assert entry.actor_id is None
    assert str(person.pk) not in (entry.note + entry.subject_text)


def test_a_visitor_gets_the_receipt_without_a_link_to_a_page(run_outbox) -> None:
    make.report_of(email="visitor@example.com", language="en")
    run_outbox()
    sent = EmailMessage.objects.get(template="safety.report")
    assert sent.to_address == "visitor@example.com"
    assert "/safety/reports/" not in sent.text


def test_controls_in_the_text_are_taken_out() -> None:
    assert make.report_of(text="a\u202eb\x00c").text == "abc"


def test_reports_of_counts_only_ones_own() -> None:
    row = make.report_of()
    make.report_of()
    assert list(queries.reports_of(row.reporter)) == [row]
