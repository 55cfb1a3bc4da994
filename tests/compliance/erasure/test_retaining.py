"""Terms and laws: what is over goes by itself, once, and never under a hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import StageChange
from compliance import deeds, keeping
from compliance.deeds import Term
from compliance.erasure import services
from compliance.erasure.enums import State, Trigger
from compliance.erasure.exceptions import NotOfficer
from compliance.erasure.models import KeptRow, RetentionRun
from compliance.models import AuditEntry
from mailing.models import Notification
from tests.compliance.erasure.test_doing import change
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.erasure import erased, officer
from tests.factories.mailing import NotificationFactory

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def notice(days, **more):
    return NotificationFactory(created_at=NOW - timedelta(days=days), **more)


def test_what_has_outlived_its_term_goes_and_a_dry_run_changes_nothing(db, declare):
    declare("mailing.Notification", "user", deeds.delete(), term=Term(30, "created_at"))
    old, new = notice(31), notice(29)
    dry = services.retain(dry=True, now=NOW)
    assert (dry.rows, dry.dry, Notification.objects.count()) == (1, True, 2)
    run = services.retain(now=NOW)
    assert run.report == [
        {
            "model": "mailing.Notification",
            "rule": "term",
            "days": 30,
            "fate": "delete",
            "rows": 1,
            "law": "",
            "problem": "",
        }
    ]
    assert list(Notification.objects.all()) == [new]
    assert not Notification.objects.filter(pk=old.pk).exists()
    assert services.retain(now=NOW).rows == 0
    assert AuditEntry.objects.filter(action="erasure.retention.run").count() == 2


def test_only_rows_that_the_term_names(db, declare):
    term = Term(30, "created_at", deeds.blank(context={}), only={"read_at__isnull": False})
    declare("mailing.Notification", "user", deeds.delete(), term=term)
    read, unread = notice(40, read_at=NOW), notice(40)
    assert services.retain(now=NOW).rows == 1
    read.refresh_from_db()
    assert read.context == {}
    assert Notification.objects.get(pk=unread.pk).context != {}
    assert services.retain(now=NOW).rows == 0  # blank already


def test_a_hold_keeps_what_is_over(db, declare):
    declare("mailing.Notification", "user", deeds.delete(), term=Term(30, "created_at"))
    held, free = notice(40), notice(40)
    row = services.hold(user=held.user, reason="Court", by=officer(), now=NOW - timedelta(days=1))
    assert services.retain(now=NOW).rows == 1
    assert list(Notification.objects.all()) == [held]
    assert free.pk is not None
    services.release_hold(hold=row, by=officer())
    assert services.retain(now=NOW).rows == 1


def test_what_a_law_kept_of_the_erased_goes_when_its_term_is_over(db, declare):
    declare("accounts.StageChange", "user", deeds.keep("books", since="at", later=None))
    erased_one, living = change(UserFactory()), change(UserFactory())
    assert erased(erased_one.user).state == State.DONE
    over = NOW + timedelta(days=keeping.law("books").days + 1)
    assert services.retain(now=NOW).rows == 0
    assert services.retain(dry=True, now=over).rows == 1
    run = services.retain(now=over)
    assert (run.rows, run.report[0]["rule"], run.report[0]["law"]) == (1, "law", "books")
    assert list(StageChange.objects.all()) == [living]
    assert KeptRow.objects.count() == 0


def test_what_the_database_refuses_stands_in_the_report_and_the_rest_goes_on(db, declare):
    declare("accounts.StageChange", "user", deeds.delete(), term=Term(1, "at", deeds.blank(after="seller")))
    declare("mailing.Notification", "user", deeds.delete(), term=Term(30, "created_at"))
    row = change(UserFactory(), days_ago=5)
    notice(31)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("retention", stdout=out)
    run = RetentionRun.objects.get()
    assert (run.rows, run.problems, run.trigger) == (1, 1, Trigger.COMMAND)
    assert "Cannot update rows" in out.getvalue()
    assert StageChange.objects.get(pk=row.pk).after == "dormant"
    assert Notification.objects.count() == 0


def test_only_officers_try_it(db, declare):
    with pytest.raises(NotOfficer):
        services.retain(dry=True, by=StaffFactory())
    assert RetentionRun.objects.count() == 0


def test_every_term_of_the_house_can_be_counted(db):
    assert services.retain(dry=True).problems == 0
