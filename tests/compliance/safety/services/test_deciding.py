from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from compliance.models import AuditEntry
from compliance.safety import queries, services, signals
from compliance.safety.enums import CaseState, Outcome, Scope
from compliance.safety.exceptions import (
    CannotRemove,
    LiftedAlready,
    MovedOn,
    NotYours,
    OwnCase,
    PersonMissing,
    ReasonsMissing,
    TakenByAnother,
    TakenDown,
    TimeMissing,
)
from compliance.safety.models import Caution, Decision, Report, Suspension
from core import clock
from mailing.models import EmailMessage, Notification
from marketplace.services import publish_artwork
from tests.factories import safety as make
from tests.factories.accounts import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_only_moderators_take_and_only_the_one_who_took_decides() -> None:
    case, judge, other = make.report_of().case, make.moderator(), make.moderator()
    for outsider in (UserFactory(), StaffFactory()):
        with pytest.raises(NotYours):
            services.take(case=case, by=outsider)
    with pytest.raises(MovedOn):
        services.decide(case=case, by=judge, outcome="none", reasons="x")
    services.take(case=case, by=judge)
    assert services.take(case=case, by=judge).taken_by == judge
    with pytest.raises(TakenByAnother):
        services.take(case=case, by=other)
    with pytest.raises(TakenByAnother):
        services.decide(case=case, by=other, outcome="none", reasons="x")
    with pytest.raises(TakenByAnother):
        services.release(case=case, by=other)
    assert Decision.objects.count() == 0
    services.release(case=case, by=judge)
    assert services.take(case=case, by=other).taken_by == other


def test_a_case_left_alone_for_a_day_may_be_taken_over() -> None:
    judge, other, now = make.moderator(), make.moderator(), clock.now()
    case = make.taken(judge)
    assert services.take(case=case, by=other, now=now + timedelta(hours=25)).taken_by == other


def test_nobody_examines_what_they_reported_or_own() -> None:
    judge = make.moderator()
    with pytest.raises(OwnCase):
        services.take(case=make.report_of(reporter=judge).case, by=judge)
    with pytest.raises(OwnCase):
        services.take(case=make.report_of(make.work_of(judge)).case, by=judge)
    assert list(queries.waiting(judge).values_list("respondents__user", flat=True)) != [judge.pk]


def test_nothing_wrong_closes_the_case_and_marks_what_was_made_up() -> None:
    judge = make.moderator()
    case = make.taken(judge)
    report = case.reports.get()
    decision = services.decide(
        case=case, by=judge, outcome="none", reasons="It is genuine.", unfounded=[report.pk]
    )
    case.refresh_from_db()
    assert (case.state, decision.appeal_until) == (CaseState.CLOSED, None)
    assert Report.objects.get().unfounded
    with pytest.raises(MovedOn):
        services.decide(case=case, by=judge, outcome="none", reasons="again")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"reasons": "  "}, ReasonsMissing),
        ({"person": None}, PersonMissing),
        ({"outcome": Outcome.SUSPEND, "scope": "all"}, TimeMissing),
        ({"outcome": Outcome.SUSPEND, "days": 3}, TimeMissing),
        ({"outcome": Outcome.SUSPEND, "scope": "all", "days": 9999}, TimeMissing),
    ],
)
def test_what_a_decision_needs(given: dict, error: type[Exception]) -> None:
    with pytest.raises(error):
        make.decided(**given)
    assert Decision.objects.count() == 0
    assert Caution.objects.count() == 0


def test_somebody_else_is_never_hit() -> None:
    with pytest.raises(PersonMissing):
        make.decided(person=UserFactory())
    assert Suspension.objects.count() == 0


def test_taking_down_hides_the_work_and_nobody_simply_shows_it_again() -> None:
    work = make.work_of()
    decision = make.decided(work=work, outcome=Outcome.REMOVE)
    work.refresh_from_db()
    assert (work.state, decision.removed) == ("draft", True)
    owner = make.owner_of(work)
    with pytest.raises(TakenDown, match=decision.case.number):
        publish_artwork(artwork=work, by=owner)
    work.refresh_from_db()
    assert work.state == "draft"
    assert list(queries.decisions_about(owner)) == [decision]


def test_what_has_no_way_to_be_taken_down_says_so() -> None:
    judge, work = make.moderator(), make.work_of()
    from tests.factories.marketplace import ArtistFactory

    artist = ArtistFactory(seller=work.seller)
    row = services.report(kind="artist", pk=artist.pk, reason="fraud", reporter=UserFactory())
    services.take(case=row.case, by=judge)
    with pytest.raises(CannotRemove):
        services.decide(case=row.case, by=judge, outcome="remove", reasons="x")
    assert Decision.objects.count() == 0


def test_strikes_add_up_to_suspensions_and_expire() -> None:
    person, now = UserFactory(), clock.now()

    def strike(moment) -> None:
        make.decided(work=make.work_of(person), now=moment)

    strike(now)
    assert Suspension.objects.count() == 0
    strike(now + timedelta(days=1))
    first = Suspension.objects.get()
    assert (first.scope, first.by_strikes, first.ends_at) == (Scope.ALL, True, now + timedelta(days=8))
    strike(now + timedelta(days=300))  # the first two have expired
    assert Suspension.objects.count() == 1
    strike(now + timedelta(days=301))
    strike(now + timedelta(days=302))
    strike(now + timedelta(days=303))
    assert list(Suspension.objects.order_by("pk").values_list("ends_at", flat=True)) == [
        now + timedelta(days=8),
        now + timedelta(days=308),
        now + timedelta(days=332),
        None,
    ]


def test_a_warning_is_no_strike() -> None:
    person = UserFactory()
    for _ in range(3):
        make.decided(work=make.work_of(person), outcome=Outcome.WARN)
    assert Caution.objects.filter(user=person, kind="warning").count() == 3
    assert Suspension.objects.count() == 0


def test_a_suspension_has_scope_and_time() -> None:
    person, now = UserFactory(), clock.now()
    make.suspended(person, Scope.BIDDING, days=3)
    assert queries.is_suspended(person, "bidding")
    assert not queries.is_suspended(person, "selling")
    assert not queries.is_suspended(person, Scope.BIDDING, now=now + timedelta(days=3, minutes=5))
    assert not queries.is_suspended(UserFactory(), "bidding")
    make.suspended(person, Scope.ALL, days=0)
    assert queries.is_suspended(person, "messaging", now=now + timedelta(days=9_000))


def test_lifting_needs_a_moderator_a_reason_and_a_living_suspension() -> None:
    person, judge = UserFactory(), make.moderator()
    row = make.suspended(person)
    for by in (person, UserFactory(), StaffFactory()):
        with pytest.raises(NotYours):
            services.lift(suspension=row, by=by, reason="please")
    with pytest.raises(ReasonsMissing):
        services.lift(suspension=row, by=judge, reason=" ")
    assert queries.is_suspended(person, "all")
    services.lift(suspension=row, by=judge, reason="It was a mistake.")
    assert not queries.is_suspended(person, "all")
    with pytest.raises(LiftedAlready):
        services.lift(suspension=row, by=judge, reason="again")


def test_a_suspended_moderator_does_not_free_themselves() -> None:
    judge = make.moderator()
    with pytest.raises(NotYours):
        services.lift(suspension=make.suspended(judge), by=judge, reason="me")


def test_others_hear_of_a_suspension_in_its_transaction() -> None:
    heard = []

    def listen(sender, suspension, **_kwargs) -> None:
        heard.append((suspension.user_id, transaction.get_connection().in_atomic_block))

    signals.person_suspended.connect(listen)
    try:
        row = make.suspended(UserFactory())
    finally:
        signals.person_suspended.disconnect(listen)
    assert heard == [(row.user_id, True)]


def test_both_sides_hear_of_it_and_never_who_reported(run_outbox) -> None:
    reporter = UserFactory(name_ar="سرّ المبلّغ", name_en="Secret Reporter", language="en")
    work = make.work_of(UserFactory(language="ar"))
    owner, judge = make.owner_of(work), make.moderator()
    row = make.report_of(work, reporter=reporter, text="I know him from school.")
    services.take(case=row.case, by=judge)
    services.decide(
        case=row.case, by=judge, outcome="suspend", person=owner, scope="selling", days=7, reasons="Forged."
    )
    run_outbox()
    told = EmailMessage.objects.get(template="safety.decision")
    assert told.user == owner
    assert told.language == "both"
    assert "Forged." in told.text
    assert "Suspended until" in told.text
    assert "/ar/safety/decisions/" in told.text
    for secret in (reporter.name_ar, reporter.name_en, reporter.email, row.number, row.text):
        assert secret not in told.text + told.html + told.subject
    answer = EmailMessage.objects.filter(template="safety.report", user=reporter).latest("pk")
    assert "we have acted on it" in answer.text
    assert "suspended" not in answer.text.lower()
    assert owner.name_en not in answer.text
    assert sorted(Notification.objects.values_list("user", "kind")) == sorted(
        [(reporter.pk, "safety.report"), (owner.pk, "safety.decision")]
    )
    assert EmailMessage.objects.filter(user=judge).count() == 0


def test_the_moderation_log_tells_each_step() -> None:
    judge = make.moderator()
    decision = make.decided(by=judge, outcome=Outcome.WARN)
    found = AuditEntry.objects.filter(action__startswith="safety.").order_by("id")
    assert list(found.values_list("action", "actor_id")) == [
        ("safety.report.made", None),
        ("safety.case.taken", judge.pk),
        ("safety.caution.given", judge.pk),
        ("safety.case.decided", judge.pk),
    ]
    assert found.last().after == {"outcome": "warn", "removed": False, "person": decision.person_id}


def test_the_table_refuses_a_decision_on_oneself_and_a_deleted_one() -> None:
    decision = make.decided()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            case=make.taken(make.moderator()),
            outcome="warn",
            person=decision.decided_by,
            decided_by=decision.decided_by,
            reasons="x",
            decided_at=clock.now(),
        )


def test_the_sweep_closes_what_nobody_can_appeal_against_any_more() -> None:
    decision = make.decided()
    now = clock.now()
    assert services.sweep(now=now + timedelta(days=29)) == 0
    assert services.sweep(now=now + timedelta(days=31)) == 1
    decision.case.refresh_from_db()
    assert decision.case.state == CaseState.CLOSED
