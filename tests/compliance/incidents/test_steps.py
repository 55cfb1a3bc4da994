"""From the entry to the end: what each step asks, and what it refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.db.utils import DatabaseError

from compliance.incidents import rules, services
from compliance.incidents.enums import Audience, MeasureKind, Risk
from compliance.incidents.exceptions import (
    DelayUnexplained,
    FileRefused,
    MovedOn,
    NoticeMissing,
    OfficersOnly,
    PartsMissing,
    ReasonMissing,
    TimesWrong,
)
from compliance.incidents.models import Breach
from compliance.models import AuditEntry
from tests.factories.accounts import StaffFactory
from tests.factories.incidents import AWARE, assessed, breach, reported
from tests.factories.records import officer

pytestmark = pytest.mark.django_db


def test_the_clock_runs_from_when_we_knew():
    row = breach(officer(), now=AWARE + timedelta(hours=10))
    assert row.due_at == AWARE + timedelta(hours=72)
    assert breach(row.opened_by, countries=["KW"]).due_at == AWARE + timedelta(hours=24)


def test_numbers_of_breaches_and_drills_have_no_gaps():
    by = officer()
    numbers = [breach(by).number, breach(by, drill=True).number, breach(by).number]
    assert numbers == ["BR-2026-0001", "DRILL-2026-0001", "BR-2026-0002"]


def test_a_breach_is_not_known_before_it_happened_nor_in_the_future():
    by = officer()
    for given in ({"happened_at": AWARE + timedelta(minutes=1)}, {"aware_at": AWARE + timedelta(hours=1)}):
        with pytest.raises(TimesWrong):
            breach(by, **given)
    assert Breach.objects.count() == 0


def test_nobody_but_officers():
    row = breach(officer())
    outsider = StaffFactory()
    with pytest.raises(OfficersOnly):
        services.describe(number=row.number, by=outsider, facts={"people_count": 0})
    with pytest.raises(OfficersOnly):
        services.assess(
            number=row.number, by=outsider, risk=Risk.NONE, report_needed=False, tell_subjects=False
        )
    row.refresh_from_db()
    assert (row.state, row.people_count) == ("open", None)


def test_not_telling_needs_a_reason():
    by = officer()
    row = breach(by)
    for report, tell in ((False, True), (True, False)):
        with pytest.raises(ReasonMissing):
            services.assess(
                number=row.number, by=by, risk=Risk.SOME, report_needed=report, tell_subjects=tell
            )
    done = services.assess(
        number=row.number, by=by, risk=Risk.NONE, report_needed=False, tell_subjects=False, reason="encrypted"
    )
    assert (done.state, done.clock_runs, rules.verbs(done)) == ("assessed", False, ["close"])


@pytest.mark.usefixtures("english")
def test_the_report_asks_for_the_notice_and_all_parts():
    by = officer()
    row = breach(by)
    services.assess(number=row.number, by=by, risk=Risk.HIGH, report_needed=True, tell_subjects=True)
    now = AWARE + timedelta(hours=2)
    with pytest.raises(NoticeMissing):
        services.report(number=row.number, by=by, now=now)
    services.draft_notice(number=row.number, by=by, audience=Audience.AUTHORITY, now=now)
    with pytest.raises(PartsMissing) as refused:
        services.report(number=row.number, by=by, now=now)
    assert "(a) What happened" in refused.value.text
    done = services.report(number=row.number, by=by, delay_reason="The count follows tomorrow.", now=now)
    assert (done.state, done.reported_at) == ("reported", now)


def test_late_only_with_a_justification_and_the_database_knows_it():
    by = officer()
    row = assessed(by)
    late = row.due_at + timedelta(minutes=1)
    services.draft_notice(number=row.number, by=by, audience=Audience.AUTHORITY, now=late)
    with pytest.raises(DelayUnexplained):
        services.report(number=row.number, by=by, now=late)
    with pytest.raises(DatabaseError, match="breach_late_with_a_reason"), transaction.atomic():
        Breach.objects.filter(pk=row.pk).update(reported_at=late)
    done = services.report(number=row.number, by=by, delay_reason="The site was down.", now=late)
    assert (done.delay_reason, done.reported_at) == ("The site was down.", late)


def test_what_was_missing_follows_in_a_new_version():
    by = officer()
    row = reported(by)
    with pytest.raises(NoticeMissing):
        services.supplement(number=row.number, by=by)
    services.describe(number=row.number, by=by, facts={"people_count": 14})
    services.draft_notice(number=row.number, by=by, audience=Audience.AUTHORITY)
    sent = services.supplement(number=row.number, by=by)
    assert (sent.version, "14" in sent.body_en) == (2, True)
    assert row.notices.filter(sent_at__isnull=False).count() == 2


def test_it_closes_when_nothing_is_left_and_stays_closed():
    by = officer()
    row = reported(by, told=False)
    with pytest.raises(ReasonMissing):
        services.close(number=row.number, by=by)
    done = services.close(number=row.number, by=by, conclusions="Exports ask for the seller twice.")
    assert [entry.code for entry in done.entries.all()] == [
        "opened",
        "described",
        "assessed",
        "notice_authority",
        "reported",
        "closed",
    ]
    for verb in (services.describe, services.draft_notice):
        extra = {"facts": {}} if verb is services.describe else {"audience": Audience.AUTHORITY}
        with pytest.raises(MovedOn):
            verb(number=row.number, by=by, **extra)


def test_the_database_refuses_to_move_the_clock_or_to_delete():
    row = breach(officer())
    for change in ({"aware_at": AWARE - timedelta(days=1)}, {"drill": True}, {"state": "closed"}):
        with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
            Breach.objects.filter(pk=row.pk).update(**change)
    with pytest.raises((InternalError, DatabaseError), match="Cannot delete"), transaction.atomic():
        Breach.objects.filter(pk=row.pk)._raw_delete("default")


def test_evidence_is_kept_under_its_hash_and_each_look_is_written_down():
    by = officer()
    row = breach(by)
    first = services.keep_evidence(number=row.number, by=by, name="log.txt", data=b"GET /addresses 200")
    again = services.keep_evidence(number=row.number, by=by, name="same.txt", data=b"GET /addresses 200")
    assert first.pk == again.pk
    assert services.read_evidence(number=row.number, pk=first.pk, by=by)[1] == b"GET /addresses 200"
    services.keeping.store().delete(first.path)
    services.keeping.store().save(first.path, services.keeping.ContentFile(b"changed"))
    with pytest.raises(MovedOn):
        services.read_evidence(number=row.number, pk=first.pk, by=by)
    services.keeping.store().delete(first.path)
    assert AuditEntry.objects.filter(action="incidents.evidence.read", subject_id=str(row.pk)).count() == 1
    for data in (b"", b"x" * (20 * 1024 * 1024 + 1)):
        with pytest.raises(FileRefused):
            services.keep_evidence(number=row.number, by=by, name="a", data=data)


def test_a_measure_is_done_once():
    by = officer()
    row = breach(by)
    measure = services.plan_measure(number=row.number, by=by, kind=MeasureKind.PREVENT, text="Ask twice")
    done = services.measure_done(number=row.number, pk=measure.pk, by=by, now=AWARE)
    again = services.measure_done(number=row.number, pk=measure.pk, by=by)
    assert (done.done_at, again.done_at) == (AWARE, AWARE)
