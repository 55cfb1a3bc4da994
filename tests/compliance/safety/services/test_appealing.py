from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from compliance.safety import queries, services
from compliance.safety.enums import AppealState, CaseState, Outcome, Scope
from compliance.safety.exceptions import AppealOver, MovedOn, NotYours, OwnCase, ReasonsMissing, SameModerator
from compliance.safety.models import Appeal, Caution, Decision
from core import clock
from mailing.models import EmailMessage
from marketplace.services import publish_artwork
from tests.factories import safety as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_only_the_affected_appeal_once_and_in_time() -> None:
    decision, now = make.decided(), clock.now()
    person = decision.person
    for outsider in (UserFactory(), decision.case.reports.get().reporter, decision.decided_by):
        with pytest.raises(NotYours):
            services.appeal(decision=decision, by=outsider, text="no")
    with pytest.raises(ReasonsMissing):
        services.appeal(decision=decision, by=person, text=" ")
    with pytest.raises(AppealOver):
        services.appeal(decision=decision, by=person, text="late", now=now + timedelta(days=31))
    assert Appeal.objects.count() == 0
    row = services.appeal(decision=decision, by=person, text="It is by him.")
    assert row.due_at - row.at == timedelta(hours=120)
    decision.case.refresh_from_db()
    assert decision.case.state == CaseState.APPEALED
    with pytest.raises(AppealOver):
        services.appeal(decision=decision, by=person, text="once more")


def test_nothing_against_anybody_is_nothing_to_appeal_against() -> None:
    work = make.work_of()
    decision = make.decided(work=work, outcome=Outcome.NONE)
    with pytest.raises(NotYours):
        services.appeal(decision=decision, by=make.owner_of(work), text="x")


def test_the_first_moderator_never_answers() -> None:
    judge = make.moderator()
    decision = make.decided(by=judge)
    services.appeal(decision=decision, by=decision.person, text="It is by him.")
    with pytest.raises(SameModerator):
        services.answer_appeal(case=decision.case, by=judge, grant=False, answer="No.")
    with pytest.raises(NotYours):
        services.answer_appeal(case=decision.case, by=UserFactory(), grant=True, answer="Yes.")
    assert Appeal.objects.get().state == AppealState.OPEN
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(state="upheld", answered_by=judge)


def test_nor_does_the_one_who_reported() -> None:
    reporter, work = make.moderator(), make.work_of()
    judge = make.moderator()
    case = make.taken(judge, work=work, reporter=reporter)
    decision = services.decide(case=case, by=judge, outcome="warn", person=make.owner_of(work), reasons="x")
    services.appeal(decision=decision, by=decision.person, text="y")
    with pytest.raises(OwnCase):
        services.answer_appeal(case=case, by=reporter, grant=False, answer="z")


def test_granted_everything_is_undone(run_outbox) -> None:
    work = make.work_of()
    owner = make.owner_of(work)
    decision = make.decided(work=work, outcome=Outcome.SUSPEND, scope=Scope.ALL, days=0, remove=True)
    assert queries.is_suspended(owner, "selling")
    services.appeal(decision=decision, by=owner, text="It is by him.")
    services.answer_appeal(case=decision.case, by=make.moderator(), grant=True, answer="We were wrong.")
    assert not queries.is_suspended(owner, "selling")
    work.refresh_from_db()
    assert work.state == "published"
    run_outbox()
    subjects = list(EmailMessage.objects.filter(template="safety.appeal").order_by("pk"))
    assert "We were wrong." in subjects[-1].text
    assert "granted" in subjects[-1].text
    reporter = decision.case.reports.get().reporter
    assert "no longer stands" in EmailMessage.objects.filter(user=reporter).latest("pk").text
    with pytest.raises(MovedOn):
        services.answer_appeal(case=decision.case, by=make.moderator(), grant=True, answer="again")


def test_a_withdrawn_strike_counts_no_more_and_its_suspension_ends() -> None:
    person = UserFactory()
    make.decided(work=make.work_of(person))
    second = make.decided(work=make.work_of(person))
    assert queries.is_suspended(person, "bidding")
    services.appeal(decision=second, by=person, text="No.")
    services.answer_appeal(case=second.case, by=make.moderator(), grant=True, answer="Right.")
    assert not queries.is_suspended(person, "bidding")
    assert queries.living_strikes([person], clock.now()) == 1
    assert Caution.objects.get(decision=second).withdrawn_at is not None


def test_upheld_nothing_changes() -> None:
    work = make.work_of()
    decision = make.decided(work=work, outcome=Outcome.REMOVE)
    services.appeal(decision=decision, by=make.owner_of(work), text="It is by him.")
    services.answer_appeal(case=decision.case, by=make.moderator(), grant=False, answer="It is not.")
    work.refresh_from_db()
    assert work.state == "draft"
    decision.case.refresh_from_db()
    assert decision.case.state == CaseState.CLOSED


def test_after_a_granted_appeal_the_owner_may_show_it_again() -> None:
    work = make.work_of()
    owner = make.owner_of(work)
    decision = make.decided(work=work, outcome=Outcome.REMOVE)
    services.appeal(decision=decision, by=owner, text="x")
    services.answer_appeal(case=decision.case, by=make.moderator(), grant=True, answer="y")
    work.refresh_from_db()
    type(work).objects.filter(pk=work.pk).update(state="draft")
    assert publish_artwork(artwork=work, by=owner).state == "published"


def test_a_decision_cannot_be_rewritten_or_deleted() -> None:
    decision = make.decided()
    with pytest.raises(Exception, match="Cannot"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(outcome="warn")
    with pytest.raises(Exception, match="Cannot"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk)._raw_delete("default")
