"""Two at once, with real commits; and what happens without the lock."""

from __future__ import annotations

from functools import partial

import pytest

from compliance.safety import locks, services
from compliance.safety.exceptions import MovedOn, TakenByAnother
from compliance.safety.models import Case, Caution, Decision, Report, Suspension
from tests.concurrency.threads import together
from tests.factories import safety as make
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_of_two_moderators_one_takes_the_case() -> None:
    case, judges = make.report_of().case, [make.moderator() for _ in range(3)]
    results = together([partial(services.take, case=case, by=judge) for judge in judges])
    kinds = [type(one) for one in results]
    assert kinds.count(Case) == 1
    assert kinds.count(TakenByAnother) == 2
    case.refresh_from_db()
    assert case.taken_by == judges[kinds.index(Case)]


def test_without_the_lock_both_believe_it_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    import threading

    gate = threading.Barrier(2)

    def look(pk: int) -> Case:
        found = Case.objects.get(pk=pk)
        gate.wait(timeout=10)
        return found

    monkeypatch.setattr(locks, "case", look)
    case, judges = make.report_of().case, [make.moderator() for _ in range(2)]
    results = together([partial(services.take, case=case, by=judge) for judge in judges])
    assert [one.taken_by for one in results] == judges


def test_a_double_click_decides_once() -> None:
    judge, work = make.moderator(), make.work_of()
    case = make.taken(judge, work=work)
    owner = make.owner_of(work)
    decide = partial(services.decide, case=case, by=judge, outcome="strike", person=owner, reasons="Forged.")
    results = together([decide, decide])
    assert sorted(type(one).__name__ for one in results) == [Decision.__name__, MovedOn.__name__]
    assert Caution.objects.count() == 1


def test_first_reports_of_one_thing_open_one_case() -> None:
    work, people = make.work_of(), [UserFactory() for _ in range(4)]
    results = together([partial(make.report_of, work, reporter=one) for one in people])
    assert [type(one) for one in results] == [Report] * 4
    assert Case.objects.get().reports.count() == 4


def test_a_double_click_reports_once() -> None:
    work, person = make.work_of(), UserFactory()
    results = together([partial(make.report_of, work, reporter=person)] * 3)
    assert {one.pk for one in results} == {Report.objects.get().pk}


def test_strikes_given_at_once_are_counted_together() -> None:
    person, judges = UserFactory(), [make.moderator() for _ in range(2)]
    cases = [make.taken(judge, work=make.work_of(person)) for judge in judges]
    together(
        [
            partial(services.decide, case=case, by=judge, outcome="strike", person=person, reasons="x")
            for case, judge in zip(cases, judges, strict=True)
        ]
    )
    assert Caution.objects.count() == 2
    assert Suspension.objects.count() == 1
