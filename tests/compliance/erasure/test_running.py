"""Steps: each once, whoever dies; what refuses is told; who was told, and what remains."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.conf import settings as conf
from django.contrib.auth import SESSION_KEY
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError, connection

from accounts.enums import Role
from accounts.models import RoleGrant
from compliance import deeds
from compliance.erasure import doing, extra, papers, queries, services, signals
from compliance.erasure.enums import Answer, State, StepKind, StepState
from compliance.erasure.exceptions import Moved, NoticeMoved, NotOfficer, NotToldYet
from compliance.erasure.models import DoomedFile, Erasure, RecipientNotice
from compliance.models import AuditEntry
from compliance.records.models import Processor
from mailing.models import EmailMessage, Notification
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.erasure import approved, erased, officer
from tests.factories.mailing import EmailMessageFactory, NotificationFactory
from tests.factories.orders import paid_order


@pytest.fixture
def person(db, small):
    user = UserFactory(roles=[Role.ARTIST, Role.COLLECTOR])
    NotificationFactory.create_batch(2, user=user)
    return user


def of(row, target):
    return row.steps.get(target=target)


def test_the_report_counts_and_names_nobody(person):
    row = erased(person)
    assert row.state == State.DONE
    assert row.report == {
        "model:accounts.RoleGrant": {"deleted": 2, "changed": 0, "kept": 0, "law": "", "until": ""},
        "model:accounts.User": {"deleted": 0, "changed": 1, "kept": 0, "law": "", "until": ""},
        "model:mailing.Notification": {"deleted": 2, "changed": 0, "kept": 0, "law": "", "until": ""},
    }
    assert [step.keys for step in row.steps.all()] == [[]] * row.steps.count()
    assert row.certificate.counts == {"deleted": 4, "changed": 1, "kept": 0}


def test_what_an_erasure_makes_of_itself_is_not_counted(person, declare):
    declare("erasure.Erasure", "user", deeds.keep("requests", since="proposed_at"))
    declare("erasure.Step", "erasure__user", deeds.keep("requests", since="erasure__proposed_at"))
    row = erased(person)
    assert row.state == State.DONE
    assert row.certificate.counts["kept"] == 0
    assert row.certificate.kept == []
    assert [item.model for item in queries.preview(user=UserFactory()).stays] == []


def test_a_worker_killed_in_the_middle_is_followed_by_one_that_does_each_step_once(person, monkeypatch):
    row, carry_out, done = approved(person), doing.carry_out, []

    def dying(declaration, keys, *, now):
        outcome = carry_out(declaration, keys, now=now)
        if declaration.model == "mailing.Notification" and not done.count("died"):
            done.append("died")
            raise KeyboardInterrupt  # the rows are gone in this transaction, the mark is not written
        done.append(declaration.model)
        return outcome

    monkeypatch.setattr(doing, "carry_out", dying)
    with pytest.raises(KeyboardInterrupt):
        services.run(erasure=row)
    assert Erasure.objects.get(pk=row.pk).state == State.RUNNING
    assert Notification.objects.filter(user=person).count() == 2
    assert of(row, "mailing.Notification").state == StepState.WAITING
    assert services.run(erasure=row).state == State.DONE
    assert sorted(done) == ["accounts.RoleGrant", "accounts.User", "died", "mailing.Notification"]
    assert of(row, "mailing.Notification").deleted == 2
    assert services.run(erasure=row).state == State.DONE  # a message that comes twice
    assert len(done) == 4


def test_a_lost_connection_is_the_tasks_business(person, monkeypatch):
    row = approved(person)

    def lost(*_args, **_more):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(doing, "carry_out", lost)
    with pytest.raises(OperationalError):
        services.run(erasure=row)
    assert Erasure.objects.get(pk=row.pk).state == State.RUNNING


@pytest.fixture
def guarded():
    """A trigger that refuses what the plan wants, as a forgotten guard would."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse_it() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'rows of % stay', TG_TABLE_NAME;"
            " END $$ LANGUAGE plpgsql"
        )
        cursor.execute(
            "CREATE TRIGGER refuse_it BEFORE DELETE ON accounts_rolegrant FOR EACH ROW EXECUTE FUNCTION refuse_it()"
        )


def test_what_a_trigger_refuses_is_told_and_the_rest_goes_on(person, guarded, run_outbox):
    heard = []
    signals.erasure_failed.connect(
        lambda erasure, **_: heard.append(erasure.number), weak=False, dispatch_uid="t"
    )
    row = erased(person)
    signals.erasure_failed.disconnect(dispatch_uid="t")
    assert row.state == State.FAILED
    assert row.problem == "accounts.RoleGrant: rows of accounts_rolegrant stay"
    assert of(row, "accounts.RoleGrant").state == StepState.REFUSED
    assert RoleGrant.objects.filter(user=person).count() == 2
    assert Notification.objects.filter(user=person).count() == 0
    assert not hasattr(row, "certificate")
    assert heard == [row.number]
    assert EmailMessage.objects.filter(template="erasure.done").count() == 0
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER refuse_it ON accounts_rolegrant")
    with pytest.raises(NotOfficer):
        services.resume(erasure=row, by=StaffFactory())
    services.resume(erasure=row, by=officer())
    run_outbox()
    row.refresh_from_db()
    assert (row.state, row.problem) == (State.DONE, "")
    assert RoleGrant.objects.filter(user=person).count() == 0
    assert AuditEntry.objects.filter(action="erasure.erasure.failed").count() == 1
    with pytest.raises(Moved):
        services.resume(erasure=row, by=officer())


def test_a_kind_of_record_without_a_deed_stops_the_erasure(person, declare):
    declare("accounts.StageChange", "user", None)
    row = erased(person)
    assert (row.state, row.problem) == (
        State.FAILED,
        "accounts.StageChange: DeedMissing: accounts.StageChange",
    )


def test_append_only_tables_stay_as_they_are(db, clear_way, run_outbox):
    order = paid_order()
    before = list(AuditEntry.objects.order_by("pk").values())
    row = erased(order.buyer)
    assert row.state == State.DONE, row.problem
    assert list(AuditEntry.objects.order_by("pk").values())[: len(before)] == before
    order.refresh_from_db()
    assert order.buyer_id == row.user_id
    assert order.steps.count() > 0


def test_a_buyer_who_is_staff_loses_both(db, clear_way):
    person = officer(name_en="Huda Alotaibi")
    order = paid_order(buyer=person)
    row = erased(person)
    assert row.state == State.DONE, row.problem
    person = type(person).objects.get(pk=person.pk)
    assert (person.is_active, person.is_staff, person.is_superuser) == (False, False, False)
    assert person.user_permissions.count() == 0
    assert not person.has_usable_password()
    order.refresh_from_db()
    assert order.buyer_id == person.pk


def test_sessions_end_also_those_that_no_list_knows(person, client_for):
    browser, other = client_for(person), client_for(UserFactory())
    row = erased(person)
    assert of(row, "sessions").deleted == 1
    store = import_module(conf.SESSION_ENGINE).SessionStore
    assert store(session_key=browser.session.session_key).get(SESSION_KEY) is None
    assert SESSION_KEY in other.session


def test_special_work_is_a_step_of_its_own(person, monkeypatch):
    seen = []
    monkeypatch.setattr(extra, "_works", {})
    extra.register("search.index", lambda subject: seen.append(subject.user_id) or 3)
    row = erased(person)
    assert (of(row, "search.index").kind, of(row, "search.index").changed) == (StepKind.EXTRA, 3)
    assert seen == [person.pk]


def test_somebody_without_an_account_is_erased_by_address(db, declare):
    declare("mailing.EmailMessage", "user", deeds.delete(), by_email=("to_address",))
    EmailMessageFactory(to_address="guest@example.com")
    other = EmailMessageFactory()
    row = erased(None, emails=["Guest@Example.com "])
    assert row.state == State.DONE
    assert list(EmailMessage.objects.exclude(template="erasure.done")) == [other]
    letter = EmailMessage.objects.get(template="erasure.done")
    assert letter.to_address == "guest@example.com"
    assert row.certificate.code in letter.text
    services.pass_again(erasure=row)
    assert list(EmailMessage.objects.all()) == [other]  # the last letter goes too
    row.refresh_from_db()
    assert row.sealed is None
    assert "guest" not in str(Erasure.objects.filter(pk=row.pk).values())


def test_a_file_goes_after_the_commit_and_a_shared_one_stays(db, declare, run_outbox):
    declare("mailing.Notification", "user", deeds.delete(), files=(("url", "originals"),))
    store, person = storages["originals"], UserFactory()
    names = [store.save(f"erasure-test/{name}.txt", ContentFile(b"x")) for name in ("own", "shared")]
    for name in names:
        NotificationFactory(user=person, url=name)
    NotificationFactory(url=names[1])
    row = approved(person)
    services.run(erasure=row)
    assert [store.exists(name) for name in names] == [True, True]
    run_outbox()
    assert [store.exists(name) for name in names] == [False, True]
    assert DoomedFile.objects.count() == 0
    store.delete(names[1])


@pytest.fixture
def processor(db):
    Processor.objects.all().delete()
    given = {"kind": "processor", "country": "US", "since": "2026-01-01", "topics": ["mailing"]}
    Processor.objects.create(code="carrier", name="Carrier", contact_email="privacy@carrier.example", **given)
    Processor.objects.create(code="paper", name="Paper", **given)
    Processor.objects.create(code="else", name="Else", **{**given, "topics": ["auctions"]})


def test_recipients_are_told_and_answer(person, processor):
    row = erased(person)
    told, untold = RecipientNotice.objects.filter(erasure=row).order_by("code")
    assert (told.code, untold.code) == ("carrier", "paper")
    assert (told.sent_at is not None, untold.sent_at) == (True, None)
    letter = EmailMessage.objects.get(template="erasure.recipient")
    assert letter.to_address == "privacy@carrier.example"
    assert "person" not in letter.text.replace("person's", "").replace("A person", "").replace(
        "this person", ""
    )
    clerk = officer()
    with pytest.raises(NotToldYet):
        services.note_answer(notice=untold, by=clerk, answer=Answer.NOTHING)
    services.note_told(notice=untold, by=clerk, note="By post")
    with pytest.raises(NoticeMoved):
        services.note_told(notice=untold, by=clerk)
    services.note_answer(notice=told, by=clerk, answer=Answer.REFUSED, note="Asks for more")
    services.note_answer(notice=told, by=clerk, answer=Answer.DESTROYED)
    with pytest.raises(NoticeMoved):
        services.note_answer(notice=told, by=clerk, answer=Answer.KEEPS)
    told.refresh_from_db()
    assert told.answer == Answer.DESTROYED


def test_the_certificate_is_the_same_for_the_same_steps(person, real_papers):
    row = erased(person)
    steps = list(row.steps.all())
    once, again = (papers.draw(row, steps, row.finished_at) for _ in range(2))
    assert once == again
    assert once.sha256_ar == row.certificate.sha256_ar
    assert once.pdf_ar != once.pdf_en


def test_the_sweep_wakes_what_stands_still(person, run_outbox):
    row = approved(person)
    late = row.decided_at + services.sweeping.QUIET * 2
    assert services.sweep(now=row.decided_at) == 0
    assert services.sweep(now=late) == 1
    assert services.sweep(now=late) == 1
    run_outbox()
    assert Erasure.objects.get(pk=row.pk).state == State.DONE
