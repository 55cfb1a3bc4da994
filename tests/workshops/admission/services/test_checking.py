"""At the door: one entry a ticket and session, the first scan wins, and nobody outside opens anything."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.admission import BEGINS, Door, door, scan_of
from workshops.admission import codes, services
from workshops.admission.enums import EntryState, How, Verdict
from workshops.admission.exceptions import NotAtThisDoor, NothingToUndo, SessionMissing, TooManyScans
from workshops.admission.models import CheckIn
from workshops.admission.services import Scan
from workshops.booking.codes import ticket_secret
from workshops.booking.models import Ticket
from workshops.exceptions import SessionEntered
from workshops.recurrence import Slot
from workshops.services import move_run

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def here() -> Door:
    return door()


def test_welcome(here: Door) -> None:
    ticket = here.ticket()
    answer = services.admit(
        session=here.session, scan=scan_of(ticket, device="Gate 1"), by=here.owner, now=BEGINS
    )
    entry = CheckIn.objects.get()
    assert (answer.verdict, answer.ticket, answer.entry, answer.other) == (
        Verdict.WELCOME,
        ticket,
        entry,
        None,
    )
    assert (entry.at, entry.by, entry.device, entry.how, entry.offline) == (
        BEGINS,
        here.owner,
        "Gate 1",
        How.SCAN,
        False,
    )


def test_the_short_code_typed_opens_too(here: Door) -> None:
    ticket = here.ticket()
    scan = Scan(code=codes.short_of(ticket.pk, ticket.secret).lower(), how=How.TYPED)
    assert services.admit(session=here.session, scan=scan, by=here.owner).verdict is Verdict.WELCOME
    assert CheckIn.objects.get().how == How.TYPED


def test_a_second_scan_is_told_the_first_and_leaves_nothing(here: Door) -> None:
    ticket = here.ticket()
    first = services.admit(session=here.session, scan=scan_of(ticket), by=here.owner, now=BEGINS)
    again = services.admit(session=here.session, scan=scan_of(ticket), by=here.owner, now=BEGINS + MINUTE)
    assert (again.verdict, again.entry, again.other) == (Verdict.ALREADY, first.entry, None)
    assert CheckIn.objects.count() == 1


def test_each_session_has_its_own_entry() -> None:
    here = door(sessions=2)
    ticket = here.ticket()
    for session in here.run.sessions.all():
        answer = services.admit(session=session, scan=scan_of(ticket), by=here.owner)
        assert answer.verdict is Verdict.WELCOME
    assert CheckIn.objects.count() == 2


@pytest.mark.parametrize(
    ("state", "verdict"),
    [("held", Verdict.UNPAID), ("cancelled", Verdict.CANCELLED), ("valid", Verdict.WELCOME)],
)
def test_what_the_ticket_is_decides(here: Door, state: str, verdict: Verdict) -> None:
    ended = {"cancelled_at": BEGINS, "ended_by": "booker"} if state == "cancelled" else {}
    ticket = here.ticket(state=state, **ended)
    answer = services.admit(session=here.session, scan=scan_of(ticket), by=here.owner, now=BEGINS)
    assert (answer.verdict, answer.ticket) == (verdict, ticket)
    assert CheckIn.objects.count() == (1 if verdict.lets_in else 0)


def test_a_cancelled_run_lets_nobody_in(here: Door) -> None:
    ticket = here.ticket()
    here.run.state, here.run.cancelled_at = "cancelled", BEGINS
    here.run.save(update_fields=["state", "cancelled_at"])
    assert services.admit(session=here.session, scan=scan_of(ticket), by=here.owner).verdict is Verdict.CLOSED
    assert not CheckIn.objects.exists()


def test_a_ticket_of_another_event(here: Door) -> None:
    other = door()
    ticket = other.ticket()
    answer = services.admit(session=here.session, scan=scan_of(ticket), by=here.owner)
    assert (answer.verdict, answer.ticket) == (Verdict.OTHER, ticket)
    assert not CheckIn.objects.exists()


def test_forged_and_unknown_codes(here: Door) -> None:
    ticket = here.ticket()
    forged = f"SOUK-{codes.base32(ticket.pk)}-{'0' * 16}"
    old = codes.code_of(ticket.pk, "another secret")
    nobody = codes.code_of(ticket.pk + 1_000_000, ticket.secret)
    for code in (forged, old, nobody, "", "hello", "https://artsouk.example/"):
        answer = services.admit(session=here.session, scan=Scan(code=code), by=here.owner)
        assert (answer.verdict, answer.ticket) == (Verdict.UNKNOWN, None)
    assert not CheckIn.objects.exists()


def test_a_code_from_before_the_handing_over_is_dead(here: Door) -> None:
    ticket = here.ticket()
    scan = scan_of(ticket)
    Ticket.objects.filter(pk=ticket.pk).update(secret=ticket_secret())
    assert services.admit(session=here.session, scan=scan, by=here.owner).verdict is Verdict.UNKNOWN


def test_an_outsider_opens_no_door(here: Door) -> None:
    ticket, other = here.ticket(), door().owner
    for person in (UserFactory(), other, ticket.registration.booker):
        with pytest.raises(NotAtThisDoor):
            services.admit(session=here.session, scan=scan_of(ticket), by=person)
        with pytest.raises(NotAtThisDoor):
            services.admit_by_hand(ticket=ticket, session=here.session, by=person)
        with pytest.raises(NotAtThisDoor):
            services.sync(session=here.session, scans=[scan_of(ticket)], sent_at=None, by=person)
    entry = here.entry(ticket)
    with pytest.raises(NotAtThisDoor):
        services.undo(entry=entry, by=other)
    assert CheckIn.objects.get().state == EntryState.IN


def test_undone_it_may_come_in_again(here: Door) -> None:
    ticket = here.ticket()
    entry = services.undo(entry=here.entry(ticket), by=here.owner, now=BEGINS + MINUTE)
    assert (entry.state, entry.undone_at, entry.undone_by) == (EntryState.UNDONE, BEGINS + MINUTE, here.owner)
    with pytest.raises(NothingToUndo):
        services.undo(entry=entry, by=here.owner)
    assert (
        services.admit(session=here.session, scan=scan_of(ticket), by=here.owner).verdict is Verdict.WELCOME
    )
    assert sorted(CheckIn.objects.values_list("state", flat=True)) == ["in", "undone"]
    assert AuditEntry.objects.filter(action="admission.undone").count() == 1


def test_by_hand(here: Door) -> None:
    ticket = here.ticket()
    answer = services.admit_by_hand(ticket=ticket, session=here.session, by=here.owner, now=BEGINS)
    assert (answer.verdict, CheckIn.objects.get().how) == (Verdict.WELCOME, How.HAND)
    again = services.admit_by_hand(ticket=ticket, session=here.session, by=here.owner)
    assert (again.verdict, again.entry) == (Verdict.ALREADY, answer.entry)


def test_a_late_scan_that_was_first_wins(here: Door) -> None:
    """Gate 2 has no line and lets somebody in at 18:00; gate 1 lets the same ticket in at 18:05; then 2 reports."""
    ticket = here.ticket()
    online = services.admit(
        session=here.session, scan=scan_of(ticket), by=here.owner, now=BEGINS + 5 * MINUTE
    )
    late = scan_of(ticket, at=BEGINS, device="Gate 2")
    ((_id, answer),) = services.sync(
        session=here.session, scans=[late], sent_at=None, by=here.owner, now=BEGINS + 20 * MINUTE
    )
    assert (answer.verdict, answer.other) == (Verdict.WELCOME, online.entry)
    living = CheckIn.objects.get(state=EntryState.IN)
    assert (living, living.at, living.device, living.offline) == (answer.entry, BEGINS, "Gate 2", True)
    assert living.recorded_at == BEGINS + 20 * MINUTE
    assert CheckIn.objects.get(state=EntryState.DOUBLED) == online.entry
    assert AuditEntry.objects.filter(action="admission.doubled").count() == 1


def test_a_late_scan_that_was_second_is_kept_as_that(here: Door) -> None:
    ticket = here.ticket()
    first = services.admit(session=here.session, scan=scan_of(ticket), by=here.owner, now=BEGINS)
    late = scan_of(ticket, at=BEGINS + MINUTE)
    ((_id, answer),) = services.sync(
        session=here.session, scans=[late], sent_at=None, by=here.owner, now=BEGINS + 20 * MINUTE
    )
    assert (answer.verdict, answer.entry) == (Verdict.ALREADY, first.entry)
    assert answer.other is not None
    assert (answer.other.state, answer.other.at) == (EntryState.DOUBLED, BEGINS + MINUTE)
    assert CheckIn.objects.get(state=EntryState.IN) == first.entry


def test_at_the_very_same_time_the_one_that_stands_stays(here: Door) -> None:
    ticket = here.ticket()
    first = here.entry(ticket, at=BEGINS)
    ((_id, answer),) = services.sync(
        session=here.session,
        scans=[scan_of(ticket, at=BEGINS)],
        sent_at=None,
        by=here.owner,
        now=BEGINS + MINUTE,
    )
    assert (answer.verdict, answer.entry) == (Verdict.ALREADY, first)


def test_sent_again_nothing_changes(here: Door) -> None:
    one, two = here.ticket(), here.ticket("Sara")
    scans = [scan_of(one, at=BEGINS), scan_of(one, at=BEGINS + MINUTE), scan_of(two, at=BEGINS)]
    given = {"session": here.session, "scans": scans, "sent_at": None, "by": here.owner}
    first = services.sync(**given, now=BEGINS + 5 * MINUTE)
    before = list(CheckIn.objects.order_by("pk").values())
    again = services.sync(**given, now=BEGINS + 9 * MINUTE)
    assert [(key, answer.verdict) for key, answer in again] == [
        (key, answer.verdict) for key, answer in first
    ]
    assert list(CheckIn.objects.order_by("pk").values()) == before
    assert sorted(row["state"] for row in before) == ["doubled", "in", "in"]


def test_a_clock_that_is_wrong_is_put_right(here: Door) -> None:
    """The phone is two hours slow: its 16:00, sent at its 16:10, was ten minutes ago."""
    now = BEGINS + 120 * MINUTE
    scan = scan_of(here.ticket(), at=BEGINS)
    services.sync(session=here.session, scans=[scan], sent_at=BEGINS + 10 * MINUTE, by=here.owner, now=now)
    assert CheckIn.objects.get().at == now - 10 * MINUTE


@pytest.mark.parametrize(
    ("told", "kept"), [(timedelta(days=2), timedelta()), (timedelta(days=-90), timedelta(days=-7))]
)
def test_no_entry_lies_in_the_future_or_long_ago(here: Door, told: timedelta, kept: timedelta) -> None:
    scan = scan_of(here.ticket(), at=BEGINS + told)
    services.sync(session=here.session, scans=[scan], sent_at=None, by=here.owner, now=BEGINS)
    assert CheckIn.objects.get().at == BEGINS + kept


def test_one_name_for_two_scans_is_refused(here: Door) -> None:
    key = uuid.uuid4()
    services.admit(session=here.session, scan=scan_of(here.ticket(), scan_id=key), by=here.owner)
    with pytest.raises(SessionMissing):
        services.admit(session=here.session, scan=scan_of(here.ticket("Sara"), scan_id=key), by=here.owner)
    assert CheckIn.objects.count() == 1


def test_too_many_at_once(here: Door) -> None:
    with pytest.raises(TooManyScans):
        services.sync(session=here.session, scans=[Scan(code="x")] * 201, sent_at=None, by=here.owner)


def test_the_database_is_the_last_judge(here: Door) -> None:
    entry = here.entry(here.ticket())
    entry.pk, entry.scan_id = None, uuid.uuid4()
    with pytest.raises(IntegrityError, match="check_in_living_once"), transaction.atomic():
        entry.save(force_insert=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.integers(0, 30), min_size=1, max_size=6), order=st.randoms(use_true_random=False))
def test_in_whatever_order_they_come_the_first_stands(here: Door, minutes: list[int], order) -> None:
    """Scans of several doors without a line, reported in any order: one living entry, of the earliest time."""
    ticket = here.ticket()
    scans = [scan_of(ticket, at=BEGINS + minute * MINUTE) for minute in minutes]
    order.shuffle(scans)
    for scan in scans:
        services.sync(
            session=here.session, scans=[scan], sent_at=None, by=here.owner, now=BEGINS + 60 * MINUTE
        )
    rows = CheckIn.objects.filter(ticket=ticket)
    assert rows.get(state=EntryState.IN).at == BEGINS + min(minutes) * MINUTE
    assert rows.filter(state=EntryState.DOUBLED).count() == len(minutes) - 1


def test_a_date_on_which_somebody_came_is_not_taken_off() -> None:
    here = door(sessions=2)
    first, second = here.run.sessions.order_by("position")
    here.entry(here.ticket(), session=second)
    only = Slot(first.wall_start, first.wall_end)
    with pytest.raises(SessionEntered):
        move_run(run=here.run, by=here.owner, sessions=[only], now=BEGINS - timedelta(days=1))
    assert list(here.run.sessions.order_by("position")) == [first, second]
