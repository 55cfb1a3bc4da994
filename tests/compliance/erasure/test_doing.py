"""Each deed on small cases: what goes, what is overwritten, what stays and until when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

from accounts.enums import Role, Stage, StageEvent
from accounts.models import RoleGrant, StageChange, User
from compliance import audit, deeds, keeping, registry
from compliance.erasure import doing
from compliance.erasure.models import DoomedFile, KeptRow
from compliance.models import AuditEntry
from mailing.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.mailing import NotificationFactory

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def of(label):
    return next(one for one in registry.declarations() if one.model == label)


def change(user, days_ago=0):
    return StageChange.objects.create(
        user=user,
        before=Stage.ACTIVE,
        after=Stage.DORMANT,
        event=StageEvent.FELL_SILENT,
        at=NOW - timedelta(days=days_ago),
    )


def test_delete_takes_the_rows_that_are_named_and_no_others(db, declare):
    declare("mailing.Notification", "user", deeds.delete())
    mine, theirs = NotificationFactory(), NotificationFactory()
    outcome = doing.carry_out(of("mailing.Notification"), [mine.pk, mine.pk], now=NOW)
    assert (outcome.deleted, outcome.changed, outcome.kept) == (1, 0, 0)
    assert list(Notification.objects.all()) == [theirs]
    assert doing.carry_out(of("mailing.Notification"), [mine.pk], now=NOW).deleted == 0


def test_delete_never_takes_along_what_another_deed_keeps(db, declare):
    declare("accounts.User", "self", deeds.delete())
    declare("accounts.StageChange", "user", deeds.keep("books", since="at"))
    person = UserFactory()
    change(person)
    with pytest.raises(doing.WouldTakeKept), transaction.atomic():
        doing.carry_out(of("accounts.User"), [person.pk], now=NOW)
    assert User.objects.filter(pk=person.pk).exists()
    assert StageChange.objects.filter(user=person).count() == 1


def test_blank_overwrites_with_values_and_with_functions_of_the_row(db, declare):
    declare(
        "mailing.Notification",
        "user",
        deeds.blank(context={}, url="", key=lambda row: f"erased-{row.pk}"),
    )
    mine, theirs = NotificationFactory(), NotificationFactory()
    before = Notification.objects.filter(pk=theirs.pk).values().get()
    for _ in range(2):  # again changes nothing
        assert doing.carry_out(of("mailing.Notification"), [mine.pk], now=NOW).changed == 1
    mine.refresh_from_db()
    assert (mine.context, mine.url, mine.key) == ({}, "", f"erased-{mine.pk}")
    assert Notification.objects.filter(pk=theirs.pk).values().get() == before


def test_a_blanked_account_keeps_no_group_and_every_language_of_its_name_goes(db, declare):
    declare("accounts.User", "self", deeds.blank(name="", name_ar="", name_en=""))
    person = UserFactory(name_ar="نورة", name_en="Noura")
    person.groups.add(Group.objects.create(name="cashiers"))
    doing.carry_out(of("accounts.User"), [person.pk], now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, name_ar, name_en FROM accounts_user WHERE id = %s", [person.pk])
        assert cursor.fetchone() == ("", "", "")
    assert person.groups.count() == 0


def test_keep_overwrites_what_the_law_does_not_want_and_notes_until_when(db, declare):
    declare(
        "accounts.StageChange",
        "user",
        deeds.keep("books", since="at", now={"after": Stage.SELLER}, later=None).passing(
            "stage_change_stays"
        ),
    )
    person = UserFactory()
    rows = [change(person), change(person, days_ago=10)]
    outcome = doing.carry_out(of("accounts.StageChange"), [row.pk for row in rows], now=NOW)
    last = date(2026, 11, 20) + timedelta(days=keeping.law("books").days)
    assert (outcome.kept, outcome.law, outcome.until) == (2, "books", last)
    assert set(StageChange.objects.values_list("after", flat=True)) == {Stage.SELLER}
    assert list(KeptRow.objects.order_by("due_on").values_list("key", "due_on")) == [
        (str(rows[1].pk), last - timedelta(days=10)),
        (str(rows[0].pk), last),
    ]


def test_what_a_law_does_not_want_any_more_goes_at_once(db, declare):
    declare("accounts.StageChange", "user", deeds.keep("books", since="at", later=None))
    person = UserFactory()
    old, new = change(person, days_ago=keeping.law("books").days), change(person, days_ago=1)
    outcome = doing.carry_out(of("accounts.StageChange"), [old.pk, new.pk], now=NOW)
    assert (outcome.deleted, outcome.kept) == (1, 1)
    assert list(StageChange.objects.all()) == [new]


def test_kept_for_good_needs_no_note(db, declare):
    declare("accounts.StageChange", "user", deeds.keep("books", since="at"))
    row = change(UserFactory(), days_ago=keeping.law("books").days + 5)
    outcome = doing.carry_out(of("accounts.StageChange"), [row.pk], now=NOW)
    assert (outcome.deleted, outcome.changed, outcome.kept) == (0, 0, 1)
    assert KeptRow.objects.count() == 0


def test_a_declaration_without_a_deed_is_an_error(db, declare):
    declare("accounts.RoleGrant", "user", None)
    with pytest.raises(doing.DeedMissing):
        doing.carry_out(of("accounts.RoleGrant"), [1], now=NOW)


def test_files_are_noted_and_still_there_until_the_commit(db, declare):
    declare("mailing.Notification", "user", deeds.blank(url=""), files=(("url", "originals"),))
    mine = NotificationFactory(url="papers/one.pdf")
    outcome = doing.carry_out(of("mailing.Notification"), [mine.pk], now=NOW)
    noted = DoomedFile.objects.get()
    assert outcome.files == [noted.pk]
    assert (noted.storage, noted.name, noted.model) == ("originals", "papers/one.pdf", "mailing.Notification")


@pytest.fixture
def entry(db, declare):
    declare(
        "compliance.AuditEntry",
        "",
        deeds.blank(note="-"),
        finder=lambda subject: AuditEntry.objects.filter(actor_id=subject.user_id),
    )
    with transaction.atomic():
        audit.record("erasure.hold.placed", subject=None, actor=UserFactory(), note="Seen")
    return AuditEntry.objects.get()


def test_an_append_only_table_refuses_and_stays_as_it_was(entry):
    with pytest.raises(DatabaseError), transaction.atomic():
        doing.carry_out(of("compliance.AuditEntry"), [entry.pk], now=NOW)
    entry.refresh_from_db()
    assert entry.note == "Seen"


def test_a_guard_steps_aside_for_a_deed_that_names_it_and_comes_back(entry):
    declared = of("compliance.AuditEntry")
    object.__setattr__(declared, "deed", declared.deed.passing("audit_append_only"))
    assert doing.carry_out(declared, [entry.pk], now=NOW).changed == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(note="again")
    entry.refresh_from_db()
    assert entry.note == "-"


def test_a_refusal_behind_a_passed_guard_is_told_as_it_is(entry):
    declared = of("compliance.AuditEntry")
    deed = deeds.blank(actor_id=None).passing("audit_append_only")
    object.__setattr__(declared, "deed", deed)
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        doing.carry_out(declared, [entry.pk], now=NOW)
    assert "audit_actor_or_system" in doing.told(caught.value)


def test_what_is_told_of_an_error_quotes_no_row(db, declare):
    declare("accounts.RoleGrant", "user", deeds.blank(role="nobody@example.com"))
    RoleGrant.objects.create(user=UserFactory(), role=Role.ARTIST)
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        doing.carry_out(
            of("accounts.RoleGrant"), list(RoleGrant.objects.values_list("pk", flat=True)), now=NOW
        )
    assert "nobody@" not in doing.told(caught.value)
    assert doing.told(caught.value) != ""
    assert doing.told(ValueError("leila@example.com")) == "ValueError"
