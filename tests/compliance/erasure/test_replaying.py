"""The list outside the database, and a backup that comes back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from io import StringIO
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from accounts.models import RoleGrant, User
from compliance.erasure import services, traces
from compliance.erasure.enums import State
from compliance.erasure.exceptions import ListBehind, ListBroken
from compliance.erasure.models import Erasure, ReplayEntry
from compliance.erasure.services import replaylist
from compliance.erasure.services.replaying import Found
from deploy.stack.places import Account, account_arguments
from deploy.stack.postgres import binaries
from mailing.models import EmailMessage
from tests.factories.accounts import UserFactory
from tests.factories.erasure import approved, erased, proposed


@contextmanager
def backup():
    """What happens inside is undone in the database, as if yesterday's backup were restored; files stay."""
    state = transaction.savepoint()
    yield
    transaction.savepoint_rollback(state)


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_line_is_on_the_disk_before_the_first_record_goes_and_names_nobody(
    db, small, replay_file, monkeypatch
):
    person = UserFactory(email="leila@example.com", name_en="Leila Hassan")
    row, seen = approved(person), []

    def look(*, step, now=None):
        seen.append(replay_file.read_text())
        raise KeyboardInterrupt

    monkeypatch.setattr("compliance.erasure.services.running.run_step", look)
    with pytest.raises(KeyboardInterrupt):
        services.run(erasure=row)
    (line,) = lines(replay_file)
    assert seen[0].count("\n") == 1
    assert line["line"]["erasure"] == row.number
    assert line["line"]["user"] == person.pk
    assert traces.matches("leila@example.com", line["line"]["emails"])
    assert "leila" not in seen[0].lower()
    assert oct(replay_file.stat().st_mode)[-3:] == "600"


def test_after_a_restore_everybody_on_the_list_is_erased_again(db, small, replay_file, english):
    people = [UserFactory(name_en="Leila Hassan"), UserFactory()]
    with backup():
        done = [erased(person) for person in people]
        codes = [row.certificate.code for row in done]
    assert User.objects.get(pk=people[0].pk).name_en == "Leila Hassan"
    RoleGrant.objects.create(user=people[0], role="artist")
    out = StringIO()
    call_command("replay_erasures", dry_run=True, stdout=out)
    assert out.getvalue().count("would be erased again") == 2
    assert Erasure.objects.count() == 0
    call_command("replay_erasures", stdout=out)
    assert out.getvalue().count(": erased again") == 2
    for person, row, code in zip(people, done, codes, strict=True):
        again = Erasure.objects.get(number=row.number)
        assert (again.state, again.replayed, again.certificate.code) == (State.DONE, True, code)
        assert User.objects.get(pk=person.pk).email == f"erased-{person.pk}@erased.invalid"
    assert RoleGrant.objects.count() == 0
    assert EmailMessage.objects.count() == 0  # they were told the first time
    assert ReplayEntry.objects.count() == len(lines(replay_file)) == 2
    assert {one.found for one in services.replay()} == {Found.DONE}
    assert proposed(UserFactory()).number > done[1].number


def test_nothing_begins_between_the_restore_and_the_replay(db, small, english):
    """Neither a proposal nor what the backup had approved already."""
    ready = approved(UserFactory())
    with backup():
        erased(UserFactory())
    with pytest.raises(ListBehind):
        proposed(UserFactory())
    stopped = services.run(erasure=ready)
    assert stopped.state == State.FAILED
    assert "replay_erasures" in stopped.problem
    assert ReplayEntry.objects.count() == 0
    services.replay()
    assert services.run(erasure=stopped).state == State.DONE


def test_somebody_who_has_only_the_number_in_common_is_left_alone(db, small):
    person = UserFactory(email="leila@example.com")
    with backup():
        erased(person)
    stranger = {"email": "other@example.com", "date_joined": "2027-01-01T00:00:00Z"}
    User.objects.filter(pk=person.pk).update(**stranger)
    with pytest.raises(CommandError):
        call_command("replay_erasures", stdout=StringIO())
    assert [one.found for one in services.replay()] == [Found.STRANGER]
    assert User.objects.get(pk=person.pk).email == "other@example.com"


def test_who_changed_the_address_in_between_is_known_by_the_account(db, small):
    person = UserFactory(email="leila@example.com")
    with backup():
        erased(person)
    User.objects.filter(pk=person.pk).update(email="earlier@example.com")
    assert [one.found for one in services.replay()] == [Found.ERASED]


def test_a_backup_that_does_not_know_the_person_is_told_so_and_gives_the_number_to_nobody(db, small):
    person = UserFactory()
    with backup():
        erased(person)
    User.objects.filter(pk=person.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), 1)")
    out = StringIO()
    call_command("replay_erasures", stdout=out)
    assert f"account {person.pk}: not in this database" in out.getvalue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('accounts_user', 'id'))")
        assert cursor.fetchone()[0] > person.pk


def test_an_altered_list_is_refused(db, small, replay_file):
    for _ in range(2):
        erased(UserFactory())
    text = replay_file.read_text()
    first, second = text.splitlines()
    for spoiled in (text.replace('"user": ', '"user": 9', 1), f"{second}\n", f"{first}\nnonsense\n"):
        replay_file.write_text(spoiled)
        with pytest.raises(ListBroken):
            services.replay()
    replay_file.write_text(text + '{"seq": 3, "pre')  # a crash in the middle of a line
    assert len(replaylist.read(replay_file)) == 2
    assert erased(UserFactory()).state == State.DONE
    assert len(lines(replay_file)) == 3


def test_a_lost_file_is_written_anew(db, small, replay_file):
    erased(UserFactory())
    replay_file.unlink()
    erased(UserFactory())
    assert [line["seq"] for line in lines(replay_file)] == [1, 2]


def test_without_the_list_nothing_is_erased(db, small, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.ERASURE_REPLAY_FILE = tmp_path / "file" / "replay.jsonl"  # no directory there
    person = UserFactory(name_en="Leila Hassan")
    row = erased(person)
    assert row.state == State.FAILED
    person.refresh_from_db()
    assert person.name_en == "Leila Hassan"


@pytest.fixture
def dumped(transactional_db):
    """`dumped()` takes a dump with pg_dump, `restore(dump)` puts it back: in a database of this test's own."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_restored"
    url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    account = Account.for_database()
    tools = binaries(account)

    def call(tool, *arguments, **more):
        command = [str(tools / tool), *arguments]
        return subprocess.run(
            command, check=True, capture_output=True, cwd="/", **account_arguments(account), **more
        )

    def anew(*made):
        connections.close_all()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            for suffix in made:
                server.execute(f'CREATE DATABASE "{name}"{suffix}')

    def restore(dump):
        anew("")
        call("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, input=dump)

    anew(f' TEMPLATE "{settings.DATABASES["default"]["TEST"]["TEMPLATE"]}"')
    connection.settings_dict["NAME"] = name
    yield lambda: call("pg_dump", "-d", url).stdout, restore
    connection.settings_dict["NAME"] = usual
    anew()


@pytest.mark.race
def test_a_dump_of_yesterday_is_restored_and_replayed(dumped, clear_way, replay_file):
    """The drill of docs/drills.md, in small: dump, erase, restore, replay, verify."""
    dump, restore = dumped
    person, other = UserFactory(email="leila@example.com", name_en="Leila Hassan"), UserFactory()
    yesterday = dump()
    assert b"leila@example.com" in yesterday
    row = erased(person)
    assert row.state == State.DONE, row.problem
    restore(yesterday)
    assert User.objects.get(pk=person.pk).email == "leila@example.com"
    assert [one.found for one in services.replay()] == [Found.ERASED]
    services.pass_again(erasure=Erasure.objects.get(number=row.number))
    today = dump()
    assert b"leila@example.com" not in today
    assert b"Leila Hassan" not in today
    assert User.objects.get(pk=other.pk).email == other.email
    shutil.rmtree(replay_file.parent)
