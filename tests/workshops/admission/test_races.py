"""One ticket at two doors at the same moment, with real commits; and what happens without the lock."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import IntegrityError

from tests.concurrency.threads import together
from tests.factories.admission import door, past_door, scan_of
from workshops.admission import locks, queries, services
from workshops.admission.enums import EntryState, Verdict
from workshops.admission.models import Certificate, CheckIn, FeedbackAsk
from workshops.admission.services import Answer
from workshops.admission.services import checking as module
from workshops.booking.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_two_doors_let_one_person_in() -> None:
    here = door()
    ticket = here.ticket()
    works = [lambda: services.admit(session=here.session, scan=scan_of(ticket), by=here.owner)] * 4
    results = together(works)
    assert sorted(result.verdict for result in results) == ["already", "already", "already", "welcome"]
    entry = CheckIn.objects.get()
    assert {result.entry for result in results} == {entry}


def test_without_the_lock_both_doors_see_nobody_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: both look before either writes, and only the table's rule stands between them and two entries."""
    here = door()
    ticket = here.ticket()
    gate, seen = threading.Barrier(2), []
    real = queries.living_entry

    def slow(*given: Any) -> CheckIn | None:
        found = real(*given)
        seen.append(found)
        gate.wait(timeout=20)
        return found

    unlocked = Ticket.objects.select_related("registration__run__event__seller")
    monkeypatch.setattr(locks, "ticket", lambda pk: unlocked.get(pk=pk))
    monkeypatch.setattr(module.queries, "living_entry", slow)
    works = [lambda: services.admit(session=here.session, scan=scan_of(ticket), by=here.owner)] * 2
    results = together(works)
    assert seen == [None, None]
    assert sorted(type(result) for result in results if not isinstance(result, Answer)) == [IntegrityError]
    assert CheckIn.objects.count() == 1


def test_a_door_and_a_late_report_at_once_leave_one_entry() -> None:
    here = door()
    ticket = here.ticket()
    late = scan_of(ticket, at=here.run.starts_at)
    results = together(
        [
            lambda: services.admit(session=here.session, scan=scan_of(ticket), by=here.owner),
            lambda: services.sync(session=here.session, scans=[late], sent_at=None, by=here.owner),
        ]
    )
    assert isinstance(results[0], Answer)
    assert CheckIn.objects.filter(state=EntryState.IN).count() == 1
    assert Verdict.WELCOME in {results[0].verdict, results[1][0][1].verdict}


def test_two_clicks_certify_once() -> None:
    here = past_door()
    for name in ("Sara", "Huda"):
        here.entry(here.ticket(name))
    results = together([lambda: services.certify_run(run=here.run, by=here.owner)] * 2)
    assert sum(len(result) for result in results) == 2
    assert Certificate.objects.count() == 2


def test_two_sweeps_ask_once() -> None:
    here = past_door()
    here.ticket()
    results = together([services.sweep] * 2)
    assert sorted(results) == [0, 1]
    assert FeedbackAsk.objects.count() == 1
