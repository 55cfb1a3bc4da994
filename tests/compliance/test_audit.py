"""The audit log: written with the act, masked, append-only in the database itself."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.db import InternalError, ProgrammingError, connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from compliance import audit, registry
from compliance.enums import ActorKind
from compliance.masking import MASK, PERSONAL, is_secret, jsonable
from compliance.models import AuditEntry, AuditPending
from core.chain import canonical
from core.enums import OutboxState
from core.money import Money
from core.requests import request_id

ACTION = "test.thing.changed"


@pytest.fixture(autouse=True)
def _action(monkeypatch):
    monkeypatch.setattr(audit, "_actions", dict(audit._actions))
    audit.register(ACTION, _("Open to bids"))


@pytest.fixture
def person(db):
    return get_user_model().objects.create_user("huda@example.com")


def test_an_entry_says_who_did_what_to_which_thing(person):
    thing = Group.objects.create(name="Auction house")
    token = request_id.set("abcdef0123456789")
    audit.record(ACTION, subject=thing, actor=person, before={"n": 1}, after={"n": 2}, note="by hand")
    request_id.reset(token)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_kind, entry.actor_id) == (ACTION, ActorKind.PERSON, person.pk)
    assert (entry.subject_type, entry.subject_id, entry.subject_text) == (
        "auth.group",
        str(thing.pk),
        "Auction house",
    )
    assert (entry.before, entry.after, entry.note) == ({"n": 1}, {"n": 2}, "by hand")
    assert entry.request_id == "abcdef0123456789"
    assert entry.at is not None
    assert list(AuditPending.objects.values_list("entry_id", flat=True)) == [entry.pk]


def test_staff_person_and_system_are_told_apart(person):
    staff = get_user_model().objects.create_user("staff@example.com", is_staff=True)
    for actor in (person, staff, None, AnonymousUser()):
        audit.record(ACTION, subject=None, actor=actor)
    kinds = AuditEntry.objects.order_by("id").values_list("actor_kind", "actor_id")
    assert list(kinds) == [("person", person.pk), ("staff", staff.pk), ("system", None), ("system", None)]


def test_a_person_as_subject_is_a_number_only(person):
    audit.record(ACTION, subject=person, actor=None)
    entry = AuditEntry.objects.get()
    assert (entry.subject_type, entry.subject_id, entry.subject_text) == ("accounts.user", str(person.pk), "")


def test_addresses_in_a_subjects_text_and_note_are_taken_out(db):
    thing = Group.objects.create(name="huda@example.com")
    audit.record(ACTION, subject=thing, actor=None, note="called +966 50 123 4567 from 10.1.2.3")
    entry = AuditEntry.objects.get()
    assert (entry.subject_text, entry.note) == ("[e-mail]", "called [phone] from [address]")


def test_one_query_and_no_lock_that_others_wait_for(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        audit.record(ACTION, subject=None, actor=None)


def test_an_unknown_action_is_refused(db):
    with pytest.raises(audit.UnknownAction):
        audit.record("test.never.registered", subject=None, actor=None)
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_needs_the_transaction_of_the_act():
    with pytest.raises(audit.OutsideTransaction):
        audit.record(ACTION, subject=None, actor=None)
    with transaction.atomic():
        audit.record(ACTION, subject=None, actor=None)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0


def test_a_code_has_one_text():
    audit.register(ACTION, _("Open to bids"))
    with pytest.raises(ValueError, match="registered already"):
        audit.register(ACTION, "Something else")
    assert audit.label_of("gone.code") == "gone.code"
    with override("en"):
        assert audit.label_of(ACTION) == "Open to bids"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE compliance_auditentry SET note = 'other'",
        "DELETE FROM compliance_auditentry",
        "TRUNCATE compliance_auditentry CASCADE",
    ],
)
def test_the_database_refuses_to_change_an_entry(db, statement):
    audit.record(ACTION, subject=None, actor=None, note="first")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE compliance_auditentry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE compliance_auditseal ENABLE TRIGGER USER")
    with (
        pytest.raises((InternalError, ProgrammingError), match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(AuditEntry.objects.values_list("note", flat=True)) == ["first"]


def test_the_orm_is_refused_as_well(db):
    audit.record(ACTION, subject=None, actor=None, note="first")
    entry = AuditEntry.objects.get()
    entry.note = "other"
    for act in (entry.save, entry.delete, lambda: AuditEntry.objects.update(note="x")):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            act()
    assert AuditEntry.objects.get().note == "first"


@pytest.mark.parametrize(
    "key",
    [
        "password", "new_password", "newPassword", "api_token", "SECRET", "max_minor", "maxBid", "reserve",
        "reserve_minor", "iban", "phone", "phone_number", "email", "otp_code", "recovery_codes", "card_number",
        "ip", "idempotency_key",
    ],
)  # fmt: skip
def test_secret_keys(key):
    assert is_secret(key)


@pytest.mark.parametrize(
    "key",
    ["title", "state", "amount", "maxwell", "shipping", "description", "climax", "zip", "monkey", "tokens_"],
)
def test_plain_keys(key):
    assert not is_secret(key)


def test_values_become_json_with_secrets_masked():
    value = {
        "state": OutboxState.DONE,
        "price": Money(1500, "KWD"),
        "at": datetime(2026, 11, 20, 8, tzinfo=UTC),
        "day": date(2026, 11, 20),
        "share": Decimal("0.10"),
        "ratio": 0.5,
        "id": uuid.UUID(int=1),
        "deep": [{"reserve": 5_000, "write": "to huda@example.com"}],
        "password": "x",
        "reserve": None,
        "name": "نورة",
        "text": _("Open to bids"),
    }
    with override("en"):
        assert jsonable(value, personal={"name"}) == {
            "state": "done",
            "price": {"minor": 1500, "currency": "KWD"},
            "at": "2026-11-20T08:00:00.000000Z",
            "day": "2026-11-20",
            "share": "0.10",
            "ratio": "0.5",
            "id": "00000000-0000-0000-0000-000000000001",
            "deep": [{"reserve": MASK, "write": "to [e-mail]"}],
            "password": MASK,
            "reserve": None,
            "name": PERSONAL,
            "text": "Open to bids",
        }


def test_fields_that_a_declaration_calls_personal_are_left_out(person, monkeypatch):
    monkeypatch.setattr(registry, "personal_fields", lambda subject: frozenset({"name_ar"}))
    audit.record(ACTION, subject=person, actor=person, after={"name_ar": "هدى", "stage": "active"})
    assert AuditEntry.objects.get().after == {"name_ar": PERSONAL, "stage": "active"}


SECRETS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=12, max_size=20)


@given(
    SECRETS, st.sampled_from(["password", "otpCode", "max_minor", "reserve", "user_email"]), st.integers(0, 3)
)
def test_a_secret_never_comes_through_however_deep(secret, key, depth):
    value = {key: secret}
    for _level in range(depth):
        value = {"deep": [value, (value,)]}
    assert secret not in json.dumps(jsonable(value))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
    )
)
def test_what_is_kept_has_a_canonical_form(value):
    canonical(jsonable({"value": value}))
