"""Certificates: for those who came, once, with what was true on the day; revocable, and never by an outsider."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.admission import Door, door, past_door
from workshops.admission import services
from workshops.admission.exceptions import (
    AlreadyRevoked,
    NotAtThisDoor,
    NotOverYet,
    ReasonMissing,
    ShareOutside,
)
from workshops.admission.models import Certificate
from workshops.booking.models import Ticket

pytestmark = pytest.mark.django_db


def _came(here: Door, name: str, times: int, **given: object) -> Ticket:
    ticket = here.ticket(name, **given)
    for session in here.run.sessions.order_by("position")[:times]:
        here.entry(ticket, at=session.starts_at, session=session)
    return ticket


def test_those_who_came_often_enough() -> None:
    here = past_door(sessions=4)
    for times in range(5):
        _came(here, f"Came {times}", times)
    issued = services.certify_run(run=here.run, by=here.owner, share=75)
    assert [(one.name_en, one.attended, one.sessions) for one in issued] == [
        ("Came 3", 3, 4),
        ("Came 4", 4, 4),
    ]


@pytest.mark.parametrize(("share", "needed"), [(1, 1), (25, 1), (26, 2), (50, 2), (75, 3), (76, 4), (100, 4)])
def test_a_share_is_rounded_up(share: int, needed: int) -> None:
    here = past_door(sessions=4)
    for times in range(1, 5):
        _came(here, f"Came {times}", times)
    issued = services.certify_run(run=here.run, by=here.owner, share=share)
    assert sorted(one.attended for one in issued) == list(range(needed, 5))


def test_what_it_says() -> None:
    here = past_door(sessions=2)
    booker = UserFactory(name_ar="لمياء الراشد", name_en="Lamia Alrashid")
    _came(here, "لمياء الراشد", 2, booker=booker)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    event = here.event
    assert (one.name_ar, one.name_en) == ("لمياء الراشد", "Lamia Alrashid")
    assert (one.course_ar, one.course_en) == (event.title_ar, event.title_en)
    assert (one.minutes, one.attended, one.sessions) == (240, 2, 2)
    assert one.last_day - one.first_day == timedelta(days=7)
    assert one.number == f"CA-{one.issued_at.year}-{one.pk:06}"
    assert len(one.code) == 12


def test_a_name_is_not_spelt_out_by_us() -> None:
    here = past_door()
    _came(here, "لمياء الراشد", 1)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    assert (one.name_ar, one.name_en) == ("لمياء الراشد", "لمياء الراشد")


def test_a_change_of_the_course_changes_no_certificate() -> None:
    here = past_door()
    _came(here, "Sara", 1)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    before = one.course_en
    here.event.title_en = "Something else"
    here.event.save()
    one.refresh_from_db()
    assert one.course_en == before


def test_a_second_click_issues_nothing_more() -> None:
    here = past_door()
    _came(here, "Sara", 1)
    assert len(services.certify_run(run=here.run, by=here.owner)) == 1
    assert services.certify_run(run=here.run, by=here.owner) == []
    assert Certificate.objects.count() == 1


def test_seats_that_ended_and_entries_taken_back_count_for_nothing() -> None:
    here = past_door()
    ticket = _came(here, "Sara", 1)
    services.undo(entry=ticket.entries.get(), by=here.owner)
    gone = _came(here, "Huda", 1)
    Ticket.objects.filter(pk=gone.pk).update(
        state="cancelled", cancelled_at=here.run.ends_at, ended_by="booker"
    )
    assert services.certify_run(run=here.run, by=here.owner) == []


def test_not_before_the_end() -> None:
    here = door()
    with pytest.raises(NotOverYet):
        services.certify_run(run=here.run, by=here.owner, now=here.run.starts_at)


@pytest.mark.parametrize("share", [0, -1, 101])
def test_a_share_that_is_none(share: int) -> None:
    here = past_door()
    with pytest.raises(ShareOutside):
        services.certify_run(run=here.run, by=here.owner, share=share)


def test_an_outsider_issues_and_withdraws_nothing() -> None:
    here = past_door()
    _came(here, "Sara", 1)
    for person in (UserFactory(), door().owner):
        with pytest.raises(NotAtThisDoor):
            services.certify_run(run=here.run, by=person)
    assert not Certificate.objects.exists()
    (one,) = services.certify_run(run=here.run, by=here.owner)
    with pytest.raises(NotAtThisDoor):
        services.revoke(certificate=one, by=door().owner, reason="Envy")
    one.refresh_from_db()
    assert one.standing


def test_withdrawn_for_a_reason_and_not_issued_again() -> None:
    here = past_door()
    _came(here, "Sara", 1)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    with pytest.raises(ReasonMissing):
        services.revoke(certificate=one, by=here.owner, reason=" \u200e ")
    services.revoke(certificate=one, by=here.owner, reason="Somebody else came.")
    one.refresh_from_db()
    assert (one.standing, one.reason, one.revoked_by) == (False, "Somebody else came.", here.owner)
    with pytest.raises(AlreadyRevoked):
        services.revoke(certificate=one, by=here.owner, reason="Again")
    assert services.certify_run(run=here.run, by=here.owner) == []
