"""A request begins: its number, its clock, its limits, and what follows at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from compliance.copies.models import Copy
from compliance.models import AuditEntry
from compliance.rights import queries, services
from compliance.rights.enums import Channel, RequestState, Right
from compliance.rights.exceptions import (
    ContactMissing,
    NotAnOfficer,
    NothingToCorrect,
    OpenAlready,
    ReceivedLater,
    RequestMissing,
    WordsMissing,
)
from compliance.rights.models import Request, Restriction, Step
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.rights import RECEIVED, asked, asked_by_guest, officer

pytestmark = pytest.mark.django_db


def test_a_copy_asked_for_when_signed_in_begins_at_once():
    user = UserFactory(country="SA")
    found = asked(Right.COPY, user)
    assert (found.number, found.state, found.identity) == ("DR-2026-000001", "fulfilling", "login")
    assert (found.law, found.due_at, found.answer_by) == ("SA", RECEIVED + timedelta(days=30), found.due_at)
    assert found.latest_at == RECEIVED + timedelta(days=60)
    copy = Copy.objects.get()
    assert (copy.user, copy.request_pk, copy.ordered_by) == (user, found.pk, user)
    steps = list(Step.objects.values_list("after", "letter", "actor"))
    assert steps == [
        ("received", "", user.pk),
        ("verified", "received", user.pk),
        ("fulfilling", "", user.pk),
    ]


def test_numbers_follow_each_other_within_a_year():
    numbers = [asked().number for _ in range(3)]
    assert numbers == ["DR-2026-000001", "DR-2026-000002", "DR-2026-000003"]


def test_residence_decides_the_law_when_it_is_stricter():
    found = asked(Right.CORRECTION, UserFactory(country="BH"), details="my name")
    assert (found.law, found.latest_at) == ("BH", None)
    assert found.due_at < RECEIVED + timedelta(days=30)


def test_one_open_request_a_right_and_person():
    user = UserFactory()
    first = asked(Right.DESTRUCTION, user)
    with pytest.raises(OpenAlready) as refused:
        asked(Right.DESTRUCTION, user)
    assert first.number in refused.value.text
    assert Request.objects.count() == 1
    asked(Right.COMPLAINT, user, details="too slow")
    asked(Right.COMPLAINT, user, details="still too slow")
    assert Request.objects.filter(right="complaint").count() == 2


def test_the_table_itself_refuses_a_second_open_one(monkeypatch):
    """Two tabs that both looked before either wrote."""
    user = UserFactory()
    asked(Right.DESTRUCTION, user)
    seen = iter([None])
    real = queries.open_of
    monkeypatch.setattr(queries, "open_of", lambda *given: _once(seen, real, given))
    with pytest.raises(OpenAlready):
        asked(Right.DESTRUCTION, user)
    assert Request.objects.count() == 1


def _once(seen, real, given):
    """Nothing is there at the first look."""
    return real(*given) if next(seen, "over") == "over" else None


def test_a_repeated_request_is_flagged_and_the_fourth_copy_waits_for_an_officer():
    user = UserFactory()
    states = []
    for day in range(4):
        found = asked(Right.COPY, user, now=RECEIVED + timedelta(days=day))
        states.append((found.state, found.repetitive))
        for copy in Copy.objects.all():
            services.copy_ready(copy=copy, now=RECEIVED + timedelta(days=day))
        Copy.objects.all().delete()
    assert states == [("fulfilling", False), ("fulfilling", True), ("fulfilling", True), ("verified", True)]


def test_a_restriction_holds_from_that_moment_and_is_answered():
    user = UserFactory()
    found = asked(Right.RESTRICTION, user, details="while I think")
    assert found.state == RequestState.DELIVERED
    assert queries.is_restricted(user) is True
    row = Restriction.objects.get()
    assert (row.user, row.since, row.until, row.reason) == (user, RECEIVED, None, "while I think")
    services.lift(restriction=row, user=user, now=RECEIVED + timedelta(days=1))
    assert queries.is_restricted(user) is False


def test_nobody_else_lifts_a_restriction():
    user = UserFactory()
    asked(Right.RESTRICTION, user)
    with pytest.raises(RequestMissing):
        services.lift(restriction=Restriction.objects.get(), user=UserFactory())
    assert queries.is_restricted(user) is True


def test_a_contested_field_is_not_used_until_it_is_settled():
    user = UserFactory()
    found = asked(Right.CORRECTION, user, corrections=[{"field": "accounts.name_en", "after": "Lamia"}])
    assert (found.state, queries.is_restricted(user)) == (RequestState.VERIFIED, True)
    assert list(found.corrections.values_list("field", "after", "state")) == [
        ("accounts.name_en", "Lamia", "asked")
    ]


def test_a_correction_needs_something_to_correct():
    with pytest.raises(NothingToCorrect):
        asked(Right.CORRECTION, corrections=[{"field": "accounts.name_en", "after": " "}])
    assert Request.objects.count() == 0


def test_a_complaint_needs_words_and_is_about_an_own_request():
    user, other = UserFactory(), asked()
    with pytest.raises(WordsMissing):
        asked(Right.COMPLAINT, user, details="  ")
    with pytest.raises(RequestMissing):
        asked(Right.COMPLAINT, user, details="why", about=other)
    assert Request.objects.count() == 1


def test_a_guest_waits_for_the_code_and_the_clock_runs():
    found = asked_by_guest(email="Guest@Example.com", country="DE")
    assert (found.email, found.state, found.user) == ("guest@example.com", "identity_pending", None)
    assert (found.law, found.due_at) == ("EU", datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
    assert Copy.objects.count() == 0


def test_unproved_requests_do_not_block_the_address():
    """Whoever asks in somebody else's name keeps nobody from asking."""
    assert asked_by_guest().number != asked_by_guest().number
    assert Request.objects.filter(state="identity_pending").count() == 2


def test_staff_write_down_a_spoken_request_with_the_clock_from_when_it_came():
    by, user = officer(), UserFactory()
    found = services.record_request(
        by=by,
        right=Right.COPY,
        channel=Channel.SPOKEN,
        received_at=RECEIVED,
        user=user,
        now=RECEIVED + timedelta(days=3),
    )
    assert (found.state, found.channel, found.recorded_by) == ("identity_pending", "spoken", by)
    assert found.due_at == RECEIVED + timedelta(days=30)
    entry = AuditEntry.objects.get(action="rights.request.received")
    assert (entry.actor_id, entry.subject_id) == (by.pk, str(found.pk))


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"received_at": RECEIVED + timedelta(hours=2)}, ReceivedLater),
        ({"email": ""}, ContactMissing),
        ({"channel": Channel.WEB}, NotAnOfficer),
    ],
)
def test_an_intake_that_cannot_be(given, error):
    with pytest.raises(error):
        services.record_request(
            **{
                "by": officer(),
                "right": Right.COPY,
                "channel": Channel.PHONE,
                "received_at": RECEIVED,
                "email": "a@example.com",
                "now": RECEIVED,
                **given,
            }
        )
    assert Request.objects.count() == 0


def test_staff_outside_of_the_office_write_nothing_down():
    with pytest.raises(NotAnOfficer):
        services.record_request(
            by=StaffFactory(),
            right=Right.COPY,
            channel=Channel.PHONE,
            received_at=RECEIVED,
            email="a@example.com",
            now=RECEIVED,
        )
    assert Request.objects.count() == 0
