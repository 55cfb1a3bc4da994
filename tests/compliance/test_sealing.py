"""The seals: gapless, one sealer, and every change of the log is found."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, ProgrammingError, connection, connections, transaction

from compliance import audit, locks, sealing
from compliance.models import AuditEntry, AuditPending, AuditSeal
from core import chain

ACTION = "test.thing.sealed"
ONE_SEAL = "compliance_auditseal_entry_id_key"


@pytest.fixture(autouse=True)
def _action(monkeypatch):
    monkeypatch.setattr(audit, "_actions", dict(audit._actions))
    audit.register(ACTION, "Sealed")


def write(count: int) -> None:
    with transaction.atomic():
        for n in range(count):
            audit.record(ACTION, subject=None, actor=None, after={"n": n})


@contextmanager
def tampering():
    """What somebody with the keys to the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = DEFAULT")


def test_seals_are_numbered_without_a_gap_and_linked(db):
    write(3)
    assert sealing.seal_once(limit=2) == 2
    write(1)
    assert sealing.seal_once() == 2
    assert sealing.seal_once() == 0
    seals = list(AuditSeal.objects.order_by("seq"))
    assert [seal.seq for seal in seals] == [1, 2, 3, 4]
    assert [seal.prev_hash for seal in seals] == [chain.GENESIS, *(seal.hash for seal in seals[:3])]
    assert AuditPending.objects.count() == 0
    assert sealing.verify() == sealing.Verdict(4, seals[3].hash)


def test_the_hash_covers_every_column_of_the_entry(db):
    write(1)
    entry = AuditEntry.objects.get()
    assert set(sealing.payload(entry)) == {field.attname for field in AuditEntry._meta.concrete_fields}
    sealing.seal_once()
    assert AuditSeal.objects.get().hash == chain.link(chain.GENESIS, sealing.payload(entry))


def test_query_count_does_not_grow(db, django_assert_num_queries):
    write(1)
    with django_assert_num_queries(9):
        sealing.seal_once()
    write(3)
    with django_assert_num_queries(9):
        sealing.seal_once()
    with django_assert_num_queries(3):
        sealing.seal_once()


TAMPERING = {
    "an entry is changed": (
        "UPDATE compliance_auditentry SET after = '{\"n\": 7}' WHERE id = %(third)s",
        "seal 3, entry {third}: the entry is not what was sealed",
    ),
    "an entry's time is changed": (
        "UPDATE compliance_auditentry SET at = at - interval '1 microsecond' WHERE id = %(third)s",
        "seal 3, entry {third}: the entry is not what was sealed",
    ),
    "an entry is deleted": (
        "DELETE FROM compliance_auditentry WHERE id = %(third)s",
        "seal 4, entry {fourth}: seal 3 or its entry is missing",
    ),
    "a seal and its entry are deleted": (
        """WITH s AS (DELETE FROM compliance_auditseal WHERE seq = 3)
        DELETE FROM compliance_auditentry WHERE id = %(third)s""",
        "seal 4, entry {fourth}: seal 3 or its entry is missing",
    ),
    "a seal gets another hash": (
        "UPDATE compliance_auditseal SET hash = repeat('a', 64) WHERE seq = 3",
        "seal 3, entry {third}: the entry is not what was sealed",
    ),
    "two entries change places": (
        """UPDATE compliance_auditseal SET entry_id = CASE seq WHEN 3 THEN %(fourth)s ELSE %(third)s END
        WHERE seq IN (3, 4)""",
        "seal 3, entry {fourth}: the entry is not what was sealed",
    ),
    "an entry is slipped in unsealed": (
        """INSERT INTO compliance_auditentry (at, action, actor_kind, subject_type, subject_id, subject_text,
        note, request_id) VALUES (now() - interval '1 day', 'x', 'system', '', '', '', '', '')""",
        "entry {new}: the entry was never sealed",
    ),
    "the last seals are cut off": (
        "DELETE FROM compliance_auditseal WHERE seq > 2",
        "entry {third}: the entry was never sealed",
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
@pytest.mark.django_db(transaction=True)
def test_tampering_is_found_and_named(how):
    statement, complaint = TAMPERING[how]
    write(4)
    sealing.seal_once()
    call_command("verify_audit", grace=0, stdout=StringIO())
    _first, _second, third, fourth = AuditEntry.objects.order_by("id").values_list("id", flat=True)
    with tampering() as cursor:
        if how == "two entries change places":
            cursor.execute(
                "ALTER TABLE compliance_auditseal DROP CONSTRAINT compliance_auditseal_entry_id_key"
            )
        cursor.execute(statement, {"third": third, "fourth": fourth} if "%(" in statement else None)
    new = AuditEntry.objects.latest("id").pk
    try:
        with pytest.raises(CommandError) as caught:
            call_command("verify_audit", grace=0, stdout=StringIO())
        expected = complaint.format(third=third, fourth=fourth, new=new)
        assert str(caught.value) == f"The audit log is broken at {expected}."
    finally:
        if how == "two entries change places":
            with connection.cursor() as cursor:
                cursor.execute(
                    f"ALTER TABLE compliance_auditseal ADD CONSTRAINT {ONE_SEAL} UNIQUE (entry_id)"
                )


@pytest.mark.django_db(transaction=True)
def test_a_cut_off_end_is_found_with_a_noted_seal():
    write(3)
    sealing.seal_once()
    noted = AuditSeal.objects.get(seq=3)
    with tampering() as cursor:
        cursor.execute("DELETE FROM compliance_auditseal WHERE seq = 3")
        cursor.execute("DELETE FROM compliance_auditentry WHERE id = %s", [noted.entry_id])
    call_command("verify_audit", grace=0, stdout=StringIO())
    with pytest.raises(CommandError, match="shorter than when it was noted"):
        call_command("verify_audit", expect=f"3:{noted.hash}", stdout=StringIO())
    with pytest.raises(CommandError, match="not the one that was noted"):
        call_command("verify_audit", expect="2:" + "0" * 64, stdout=StringIO())
    with pytest.raises(CommandError, match="takes a number"):
        call_command("verify_audit", expect="two", stdout=StringIO())


def test_a_whole_log_is_reported_with_its_head(db):
    write(2)
    sealing.seal_once()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    head = AuditSeal.objects.get(seq=2).hash
    assert out.getvalue().splitlines() == [
        "The audit log is whole: 2 entries sealed.",
        f"Note this elsewhere: 2:{head}",
    ]
    empty = StringIO()
    call_command("verify_audit", expect=f"2:{head}", stdout=empty)
    assert empty.getvalue() == out.getvalue()


def test_a_young_entry_may_wait(db):
    write(1)
    assert sealing.verify(grace=timedelta(minutes=5)).problem == ""
    assert sealing.verify(grace=timedelta(0)).problem == "the entry was never sealed"


@pytest.mark.parametrize(
    "statement", ["UPDATE compliance_auditseal SET hash = 'x'", "DELETE FROM compliance_auditseal"]
)
def test_the_database_refuses_to_change_a_seal(db, statement):
    write(1)
    sealing.seal_once()
    with pytest.raises((InternalError, ProgrammingError), match="Cannot"), transaction.atomic():
        connection.cursor().execute(statement)
    assert sealing.verify().problem == ""


def in_threads(count, work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_once_leave_one_whole_chain():
    def write_and_seal():
        for _ in range(5):
            write(2)
            sealing.seal_once()

    in_threads(4, write_and_seal)
    while sealing.seal_once():
        pass
    verdict = sealing.verify(grace=timedelta(0))
    assert (verdict.sealed, verdict.problem) == (40, "")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_advisory_lock_two_sealers_collide(monkeypatch):
    """The control: both take number 1, the database lets one of them through."""
    meet = threading.Barrier(2)
    errors: list[str] = []
    link = sealing._seals

    def seals_in_step(*args):
        made = link(*args)
        meet.wait(timeout=10)  # both have read the end of the chain, neither has written
        return made

    def seal():
        try:
            sealing.seal_once()
        except Exception as error:  # noqa: BLE001
            errors.append(type(error).__name__)

    write(2)
    monkeypatch.setattr(locks, "try_sealer", lambda: True)
    monkeypatch.setattr(sealing, "_seals", seals_in_step)
    in_threads(2, seal)
    assert errors == ["IntegrityError"]
