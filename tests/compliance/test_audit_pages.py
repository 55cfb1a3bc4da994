"""The audit log for staff: search, pages by ids, export; published heads for everybody."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import InternalError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from openpyxl import load_workbook

from compliance import audit, exports, heads, queries, sealing, tasks
from compliance.events import EXPORTED
from compliance.models import AuditEntry, AuditHead, AuditSeal
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory

PAID, OPENED = "test.page.paid", "test.page.opened"


@pytest.fixture(autouse=True)
def _actions(monkeypatch):
    monkeypatch.setattr(audit, "_actions", dict(audit._actions))
    audit.register(PAID, _("Kuwaiti dinar"))
    audit.register(OPENED, _("Saudi riyal"))


@pytest.fixture
def officer(db):
    person = StaffFactory(email="officer@example.com")
    person.user_permissions.add(Permission.objects.get(codename="handle_privacy"))
    return person


@pytest.fixture
def client(client_for, officer):
    return client_for(officer)


def path(name="audit", *args, language="en"):
    with override(language):
        return reverse(f"compliance:{name}", args=args)


def write(action=PAID, subject=None, actor=None, **more):
    audit.record(action, subject=subject, actor=actor, **more)
    return AuditEntry.objects.latest("id")


def found(client, **query):
    answer = client.get(path(), query)
    assert answer.status_code == 200
    return [row["entry"].pk for row in answer.context["rows"]]


def aged(entry, at):
    """Entries cannot be changed: the triggers step aside for this one."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE compliance_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE compliance_auditentry SET at = %s WHERE id = %s", [at, entry.pk])
        cursor.execute("ALTER TABLE compliance_auditentry ENABLE TRIGGER USER")
    return entry


def test_every_filter_narrows(client):
    huda, salem = UserFactory(email="huda@example.com"), UserFactory()
    mine = write(actor=huda, subject=salem)
    other = write(OPENED)
    assert found(client) == [other.pk, mine.pk]
    for query in (
        {"action": PAID},
        {"actor_kind": "person"},
        {"actor": "HUDA@example.com"},
        {"actor": str(huda.pk).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))},
        {"subject_type": "accounts.user"},
        {"subject_id": str(salem.pk)},
    ):
        assert found(client, **query) == [mine.pk], query
    assert found(client, actor="nobody@example.com") == []
    assert found(client, action="no.such.action") == []


def test_by_request_and_by_day(client):
    before = aged(write(), datetime(2026, 3, 1, 20, 59, tzinfo=UTC))  # 23:59 in Riyadh
    after = aged(write(), datetime(2026, 3, 1, 21, 1, tzinfo=UTC))  # the next day there
    today = write()
    assert found(client, since="2026-03-01", until="2026-03-01") == [before.pk]
    assert found(client, since="2026-03-02", until="2026-03-02") == [after.pk]
    assert found(client, until="2026-03-02") == [after.pk, before.pk]
    assert found(client, since="2026-03-03") == [today.pk]
    assert found(client, since="2031-01-01") == []
    asked = client.get(path("audit"), headers={"x-request-id": "a-request-0001"})
    assert asked["X-Request-ID"] == "a-request-0001"
    export(client, "csv", headers={"x-request-id": "a-request-0001"})
    assert found(client, request_id="a-request-0001") == [AuditEntry.objects.get(action=EXPORTED).pk]


def test_pages_by_ids_there_and_back(client, monkeypatch):
    monkeypatch.setattr("compliance.views.audit.PER_PAGE", 2)
    ids = [write().pk for _ in range(5)][::-1]
    first = client.get(path()).context["found"]
    assert ([one.pk for one in first.entries], first.newer) == (ids[:2], None)
    second = client.get(path(), {"before": first.older}).context["found"]
    assert [one.pk for one in second.entries] == ids[2:4]
    last = client.get(path(), {"before": second.older}).context["found"]
    assert ([one.pk for one in last.entries], last.older) == (ids[4:], None)
    back = client.get(path(), {"after": last.newer}).context["found"]
    assert ([one.pk for one in back.entries], back.newer) == (ids[2:4], ids[2])
    top = client.get(path(), {"after": back.newer}).context["found"]
    assert ([one.pk for one in top.entries], top.newer) == (ids[:2], None)
    assert [one.pk for one in queries.page(queries.search({}), size=2, before=1).entries] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count(client, rows, django_assert_num_queries):
    for _n in range(rows):
        write(actor=UserFactory(), subject=UserFactory())
    client.get(path())
    with django_assert_num_queries(QUERIES):
        assert client.get(path()).content.decode().count('class="what"') == rows


QUERIES = 6


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ("سجل التدقيق", "دينار كويتي", "ينتظر ختمه")),
        ("en", ("Audit log", "Kuwaiti dinar", "waits for its seal")),
    ],
)
def test_in_both_languages_user_text_as_text(client, language, words):
    write(actor=UserFactory(email="huda@example.com"), note="<b>sale</b> 12")
    html = client.get(path(language=language)).content.decode()
    assert [
        word for word in (*words, "huda@example.com", "&lt;b&gt;sale&lt;/b&gt; 12") if word not in html
    ] == []


def test_outsiders_find_nothing_and_take_nothing(client_for, officer):
    write()
    assert "/account/login/" in client_for().get(path())["Location"]
    for person in (UserFactory(), StaffFactory()):
        stranger = client_for(person)
        assert stranger.get(path()).status_code == 404
        assert stranger.post(path("audit_export", "csv")).status_code == 404
    assert AuditEntry.objects.count() == 1
    assert client_for(AdminFactory()).get(path()).status_code == 200


def export(client, ending, query="", **more):
    answer = client.post(f"{path('audit_export', ending)}{query}", **more)
    assert answer.status_code == 200
    return answer.content


def test_exported_as_both_kinds_and_written_down(client, officer):
    entry = write(subject=UserFactory(), actor=UserFactory(), note="=1+1", before={"n": 1})
    write(OPENED)
    sealing.seal_once()
    rows = list(csv.reader(io.StringIO(export(client, "csv", f"?action={PAID}").decode("utf-8-sig"))))
    assert rows[0] == exports.head()
    assert rows[1:] == [
        [str(cell).replace("=1+1", "'=1+1") for cell in exports.cells(AuditEntry.objects.get(pk=entry.pk))]
    ]
    told = AuditEntry.objects.get(action=EXPORTED)
    assert (told.actor_id, told.after) == (
        officer.pk,
        {"format": "csv", "entries": 1, "filters": {"action": PAID}, "by_actor": False},
    )
    sheet = load_workbook(io.BytesIO(export(client, "xlsx"))).active
    assert sheet.max_row == 1 + 3
    note = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert note.data_type == "s"
    assert client.post(path("audit_export", "exe")).status_code == 404
    assert client.get(path("audit_export", "csv")).status_code == 405


def test_the_arabic_sheet_runs_from_the_right(client):
    write()
    content = client.post(path("audit_export", "xlsx", language="ar")).content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet.sheet_view.rightToLeft is True
    assert sheet["D2"].value == "دينار كويتي"


def test_too_much_is_refused_in_words_and_not_taken(client, monkeypatch):
    monkeypatch.setitem(exports.MOST, "csv", 2)
    for _n in range(3):
        write()
    html = client.post(path("audit_export", "csv"), follow=True).content.decode()
    assert "More than 2 entries match" in html
    assert AuditEntry.objects.filter(action=EXPORTED).count() == 0


def test_a_filter_with_an_error_shows_no_entry_and_exports_none(client):
    write()
    assert found(client, since="yesterday") == []
    assert client.post(f"{path('audit_export', 'csv')}?since=yesterday").status_code == 302


class TestHeads:
    def test_once_a_day_the_last_seal(self, db):
        assert heads.publish(day=date(2026, 11, 20)) is None
        write()
        sealing.seal_once()
        first = heads.publish(day=date(2026, 11, 20))
        write()
        sealing.seal_once()
        assert heads.publish(day=date(2026, 11, 20)).seq == first.seq == 1
        assert heads.publish(day=date(2026, 11, 21)).seq == 2
        tasks.publish_audit_head()
        assert AuditHead.objects.latest("day").hash == AuditSeal.objects.get(seq=2).hash

    def test_everybody_reads_them(self, client_for, db):
        write()
        sealing.seal_once()
        head = heads.publish(day=date(2026, 11, 20))
        for language, words in (
            ("ar", "الرؤوس المنشورة لسجل التدقيق"),
            ("en", "Published heads of the audit log"),
        ):
            html = client_for().get(path("audit_heads", language=language)).content.decode()
            assert words in html
            assert head.hash in html
        told = client_for().get(path("audit_heads_json")).json()
        assert told == {
            "algorithm": "SHA-256",
            "heads": [{"day": "2026-11-20", "number": 1, "hash": head.hash}],
        }

    @pytest.mark.parametrize("rows", [1, 3])
    def test_query_count(self, client_for, db, rows, django_assert_num_queries):
        write()
        sealing.seal_once()
        for number in range(rows):
            heads.publish(day=date(2026, 11, 20) + timedelta(days=number))
        with django_assert_num_queries(2):
            client_for().get(path("audit_heads"))

    @pytest.mark.parametrize(
        "statement", ["UPDATE compliance_audithead SET seq = 9", "DELETE FROM compliance_audithead"]
    )
    def test_the_database_keeps_them(self, db, statement):
        write()
        sealing.seal_once()
        heads.publish()
        with pytest.raises((InternalError, ProgrammingError), match="Cannot"), transaction.atomic():
            connection.cursor().execute(statement)

    def test_a_rewritten_chain_does_not_fit_what_was_published(self, db, tmp_path):
        """Who rewrites the entries and all seals after them has a whole chain, and is found out."""
        for _n in range(3):
            write()
        sealing.seal_once()
        heads.publish(day=date(2026, 11, 20))
        call_command("verify_audit", stdout=io.StringIO())
        saved = tmp_path / "heads.json"
        rows = AuditHead.objects.values("day", "hash")
        saved.write_text(json.dumps({"heads": [{"day": "x", "number": 3, "hash": rows[0]["hash"]}]}))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("auditentry", "auditseal"):
                cursor.execute(f"ALTER TABLE compliance_{table} DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM compliance_auditseal")
            cursor.execute("UPDATE compliance_auditentry SET note = 'another story'")
            cursor.execute("INSERT INTO compliance_auditpending SELECT id FROM compliance_auditentry")
            for table in ("auditentry", "auditseal"):
                cursor.execute(f"ALTER TABLE compliance_{table} ENABLE TRIGGER USER")
        sealing.seal_once()
        with pytest.raises(
            CommandError, match=r"seal 3, entry \d+: the hash is not the one that was published"
        ):
            call_command("verify_audit", stdout=io.StringIO())
        with connection.cursor() as cursor:  # the rewriter takes the published heads away too
            cursor.execute("ALTER TABLE compliance_audithead DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM compliance_audithead")
            cursor.execute("ALTER TABLE compliance_audithead ENABLE TRIGGER USER")
        call_command("verify_audit", stdout=io.StringIO())
        with pytest.raises(CommandError, match="not the one that was published"):
            call_command("verify_audit", heads=str(saved), stdout=io.StringIO())

    def test_a_file_that_is_none_is_refused(self, db, tmp_path):
        (tmp_path / "x").write_text("{}")
        for name in ("x", "none"):
            with pytest.raises(CommandError, match="takes the JSON file"):
                call_command("verify_audit", heads=str(tmp_path / name))

    def test_the_command_says_what_it_published(self, db):
        out = io.StringIO()
        call_command("publish_audit_head", stdout=out)
        write()
        sealing.seal_once()
        call_command("publish_audit_head", stdout=out)
        first, second = out.getvalue().splitlines()
        assert first == "Nothing has been sealed yet."
        assert second.endswith(f"1:{AuditSeal.objects.get().hash}")
