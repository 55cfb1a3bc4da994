"""Weighing an interest, assessing an impact: every question, one decision."""

from __future__ import annotations

import pytest

from compliance.records import questions, services
from compliance.records.enums import AssessmentKind, Outcome, Trigger
from compliance.records.exceptions import Decided, NoBasis, NotFilled, OfficersOnly
from compliance.records.models import Activity, Assessment
from tests.factories.accounts import StaffFactory
from tests.factories.records import ANSWERS, assessment, built, officer

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("english")
def test_an_interest_is_decided_when_every_question_is_answered():
    by = officer()
    row = assessment(by)
    services.write_assessment(number=row.number, by=by, answers={**ANSWERS, "balance": ""})
    with pytest.raises(NotFilled) as refused:
        services.decide(number=row.number, by=by, outcome=Outcome.GO)
    assert refused.value.text == "Answer every question before you decide: 1 question still open."
    services.write_assessment(number=row.number, by=by, answers=ANSWERS)
    done = services.decide(number=row.number, by=by, outcome=Outcome.GO, note="unanimous")
    assert (done.state, done.outcome, done.version) == ("decided", "go", 3)
    assert (done.review_on - done.decided_at.date()).days in {365, 366}
    with pytest.raises(Decided):
        services.write_assessment(number=row.number, by=by, answers={})


def test_sensitive_data_never_rests_on_an_interest():
    by = officer()
    row = assessment(by)
    services.write_assessment(number=row.number, by=by, answers={**ANSWERS, "sensitive": True})
    with pytest.raises(NoBasis):
        services.decide(number=row.number, by=by, outcome=Outcome.GO)
    assert services.decide(number=row.number, by=by, outcome=Outcome.STOP).outcome == "stop"


def test_the_activity_brings_its_reasons():
    by = officer()
    built()
    services.complete(
        code="orders", by=by, answers={"automated": True, "linked": {"ar": "", "en": "bank lists"}}
    )
    row = assessment(by, AssessmentKind.IMPACT, activity=Activity.objects.get(code="orders"))
    assert row.triggers == ["automated", "linking"]
    assert questions.triggers({"sensitive": True, "technology": False}) == [Trigger.SENSITIVE]
    assert (questions.needed([]), questions.needed(row.triggers)) == (False, True)


def test_numbers_follow_each_other():
    by = officer()
    first, second = assessment(by), assessment(by)
    assert [first.number[:3], int(second.number[-4:]) - int(first.number[-4:])] == ["PA-", 1]


def test_the_impact_form_asks_what_the_article_asks():
    assert [question.article for question in questions.IMPACT] == [
        f"25(2)({letter})" for letter in "abcdefgh"
    ]


def test_outsiders_begin_nothing():
    with pytest.raises(OfficersOnly):
        assessment(StaffFactory())
    assert Assessment.objects.count() == 0
