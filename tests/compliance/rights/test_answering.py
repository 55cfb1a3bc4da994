"""What the office does: each act in its state, by somebody else than the person, with the letter that it needs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from compliance.copies.models import Copy
from compliance.erasure import services as erasures
from compliance.erasure.models import Erasure
from compliance.models import AuditEntry
from compliance.rights import queries, rules, services
from compliance.rights.enums import ARTICLES, TRANSITIONS, Delay, Ground, RequestState, Right, StepKind
from compliance.rights.exceptions import (
    DecisionsOpen,
    MovedOn,
    NoExtension,
    NotAnOfficer,
    OwnRequest,
    RequestMissing,
    WordsMissing,
)
from compliance.rights.models import Request, Step
from mailing.models import EmailMessage
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.rights import RECEIVED, asked, asked_by_guest, code_of, officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def fresh(request):
    return Request.objects.get(pk=request.pk)


def test_every_ground_names_its_article():
    assert set(ARTICLES) == set(Ground.values)
    assert all(ARTICLES.values())


def test_states_that_ended_never_open_again():
    ends = {before for before, after in TRANSITIONS if not RequestState(before).open and after.open}
    assert ends == set()


def test_an_extension_is_told_with_its_reason_before_the_first_term_ends(run_outbox):
    found, by = asked(user=UserFactory(language="en")), officer()
    told = found.due_at - timedelta(minutes=1)
    services.extend(request=found, by=by, reason=Delay.EFFORT, days=30, text="Many papers.", now=told)
    row = fresh(found)
    assert (row.extended_due_at, row.answer_by) == (found.due_at + 30 * DAY, found.due_at + 30 * DAY)
    assert (row.extension_reason, row.extension_sent_at, row.due_at) == ("effort", told, found.due_at)
    run_outbox()
    mail = EmailMessage.objects.get(template="rights.extended")
    assert "Many papers." in mail.text
    assert "نحتاج إلى وقت أطول" in mail.text
    assert Step.objects.get(kind=StepKind.EXTENSION).letter == "extended"


@pytest.mark.parametrize(("days", "late"), [(31, timedelta()), (30, 31 * DAY), (30, 30 * DAY)])
def test_an_extension_beyond_the_law_or_after_the_term_is_refused(days, late):
    found = asked()
    with pytest.raises(NoExtension):
        services.extend(request=found, by=officer(), reason=Delay.EFFORT, days=days, now=RECEIVED + late)
    assert (fresh(found).extended_due_at, fresh(found).answer_by) == (None, found.due_at)


def test_an_extension_comes_once():
    found, by = asked(), officer()
    services.extend(request=found, by=by, reason=Delay.EFFORT, days=10, now=RECEIVED)
    with pytest.raises(NoExtension):
        services.extend(request=found, by=by, reason=Delay.SEVERAL, days=20, now=RECEIVED)


def test_a_refusal_names_ground_and_article_and_the_way_to_complain(run_outbox):
    found, by = asked(user=UserFactory(language="ar")), officer()
    services.refuse(request=found, by=by, ground=Ground.RETENTION, text="الفواتير تبقى.", now=RECEIVED + DAY)
    row = fresh(found)
    assert (row.state, row.ground, row.article) == ("refused", "retention", "PDPL 18(2)(a)")
    assert (row.answered_at, row.handled_by) == (RECEIVED + DAY, by)
    run_outbox()
    mail = EmailMessage.objects.get(template="rights.refused")
    assert "الفواتير تبقى." in mail.text
    assert "PDPL 18(2)(a)" in mail.text
    assert "سدايا" in mail.text
    assert "SDAIA" in mail.text


def test_an_answer_needs_words_and_a_state_that_allows_it():
    found, by = asked(), officer()
    with pytest.raises(WordsMissing):
        services.deliver(request=found, by=by, text=" ", now=RECEIVED)
    services.deliver(request=found, by=by, text="Done.", now=RECEIVED)
    with pytest.raises(MovedOn):
        services.deliver(request=found, by=by, text="Again.", now=RECEIVED)
    assert (fresh(found).state, fresh(found).answer) == ("delivered", "Done.")


@pytest.mark.parametrize("verb", ["deliver", "assess", "close", "note", "refuse", "extend", "order_copy"])
def test_staff_outside_of_the_office_change_nothing(verb):
    found = asked(Right.COMPLAINT, details="why")
    extra = {
        "deliver": {"text": "x"},
        "note": {"text": "x"},
        "refuse": {"text": "x", "ground": Ground.HARM},
        "extend": {"reason": Delay.EFFORT, "days": 3},
    }
    for person in (StaffFactory(), UserFactory()):
        with pytest.raises(NotAnOfficer):
            getattr(services, verb)(request=found, by=person, now=RECEIVED, **extra.get(verb, {}))
    assert (fresh(found).state, fresh(found).answer_by) == ("verified", found.due_at)
    assert found.steps.count() == 2


def test_an_officer_who_is_a_buyer_too_never_decides_on_their_own_request():
    """A subject who is both: their own data, another officer's decision."""
    me, colleague = officer(), officer()
    found = asked(user=me)
    assert (rules.may_see(me, found), rules.may_handle(me, found)) == (True, False)
    for act in (services.assess, services.close, services.propose_erasure):
        with pytest.raises(OwnRequest):
            act(request=found, by=me, now=RECEIVED)
    assert fresh(found).state == "verified"
    assert services.assess(request=found, by=colleague, now=RECEIVED).handled_by == colleague


def test_a_person_takes_a_request_back_and_nobody_else_does():
    user = UserFactory()
    found = asked(Right.CORRECTION, user, details="my name")
    with pytest.raises(RequestMissing):
        services.take_back(request=found, user=UserFactory(), now=RECEIVED)
    assert queries.is_restricted(user) is True
    services.take_back(request=found, user=user, now=RECEIVED + DAY)
    assert (fresh(found).state, queries.is_restricted(user)) == ("withdrawn", False)


def test_every_step_of_a_state_is_an_audit_entry():
    found, by = asked(), officer()
    services.assess(request=found, by=by, now=RECEIVED)
    services.deliver(request=found, by=by, text="Done.", now=RECEIVED)
    rows = AuditEntry.objects.filter(subject_id=str(found.pk), action__startswith="rights.request.")
    assert list(rows.order_by("pk").values_list("action", "actor_id")) == [
        ("rights.request.received", found.user_id),
        ("rights.request.verified", found.user_id),
        ("rights.request.assessing", by.pk),
        ("rights.request.delivered", by.pk),
    ]


def test_a_note_for_the_office_is_not_shown_and_a_public_one_is_sent(run_outbox):
    found, by = asked(), officer()
    services.note(request=found, by=by, text="Asked the lawyer.", now=RECEIVED)
    services.note(request=found, by=by, text="Which account do you mean?", public=True, now=RECEIVED)
    run_outbox()
    notes = Step.objects.filter(kind=StepKind.NOTE).order_by("pk").values_list("public", "text")
    assert list(notes) == [(False, "Asked the lawyer."), (True, "Which account do you mean?")]
    assert "Which account" in EmailMessage.objects.get(template="rights.noted").text


def test_a_correction_is_decided_before_the_request_is_answered():
    found = asked(Right.CORRECTION, corrections=[{"field": "accounts.name_en", "after": "Lamia"}])
    for act in (services.deliver, services.refuse):
        extra = {"ground": Ground.HARM} if act is services.refuse else {}
        with pytest.raises(DecisionsOpen):
            act(request=found, by=officer(), text="x", now=RECEIVED, **extra)
    assert fresh(found).state == "verified"


def test_a_finished_copy_answers_the_request_once(run_outbox):
    found = asked(Right.COPY)
    copy = Copy.objects.get()
    assert services.copy_ready(copy=copy, now=RECEIVED + DAY) == 1
    assert services.copy_ready(copy=copy, now=RECEIVED + DAY) == 0
    assert (fresh(found).state, fresh(found).answered_at) == ("delivered", RECEIVED + DAY)


def test_a_copy_that_cannot_be_made_comes_back_to_the_office():
    found = asked(Right.COPY)
    assert services.copy_failed(copy=Copy.objects.get(), now=RECEIVED + DAY) == 1
    assert (fresh(found).state, fresh(found).answer_by) == ("assessing", found.due_at)
    services.order_copy(request=found, by=officer(), now=RECEIVED + DAY)
    assert fresh(found).state == "fulfilling"


def test_an_erasure_is_proposed_by_one_refused_by_another_and_proposed_again():
    user, one, two = UserFactory(), officer(), officer()
    found = asked(user=user)
    erasure = services.propose_erasure(request=found, by=one, now=RECEIVED)
    assert (erasure.user, erasure.request_number, erasure.proposed_by) == (user, found.number, one)
    assert fresh(found).state == "fulfilling"
    with pytest.raises(MovedOn):
        services.take_back(request=found, user=user, now=RECEIVED)
    erasures.refuse(erasure=erasure, by=two, reason="An order is open.")
    assert fresh(found).state == "assessing"
    assert found.steps.last().text == "An order is open."
    assert services.propose_erasure(request=found, by=one, now=RECEIVED).pk != erasure.pk


def test_a_finished_erasure_answers_the_request():
    found = asked()
    erasure = services.propose_erasure(request=found, by=officer(), now=RECEIVED)
    assert services.erasure_done(erasure=erasure, now=RECEIVED + DAY) is True
    assert services.erasure_done(erasure=erasure, now=RECEIVED + DAY) is False
    assert fresh(found).state == "delivered"


def test_a_guests_erasure_is_by_address():
    made = asked_by_guest(Right.DESTRUCTION)
    found = services.confirm_code(request=made, code=code_of(made), now=RECEIVED + timedelta(minutes=1))
    services.propose_erasure(request=found, by=officer(), now=RECEIVED)
    erasure = Erasure.objects.get()
    assert (erasure.user, len(erasure.email_hashes), erasure.request_number) == (None, 1, found.number)
