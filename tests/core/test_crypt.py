"""Encrypted columns: what a copy of the database shows, what the keys open, how they change."""

from __future__ import annotations

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core import crypt
from core.checks import field_keys_are_keys
from core.management.commands.rotate_field_keys import encrypted_columns
from orders.delivery.models import Address
from tests.factories.delivery import address_of

COLUMNS = {
    "auctions.Lot.reserve_minor",
    "auctions.LotEvent.private",
    "checkout.Checkout.bill_to",
    "checkout.Checkout.ship_to",
    "delivery.Address.phone",
    "delivery.Shipment.ship_from",
    "delivery.Shipment.ship_to",
    "orders.Order.bill_to",
    "orders.Order.ship_to",
    "payments.PhoneCharge.phone",
    "payouts.BankAccount.iban_kept",
    "payouts.Payout.iban_kept",
}


def kept(address: Address) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM delivery_address WHERE id = %s", [address.pk])
        return cursor.fetchone()[0]


def test_what_must_be_secret_is() -> None:
    found = {f"{model._meta.label}.{field.name}" for model, field in encrypted_columns()}
    assert found >= COLUMNS


@given(st.text())
def test_what_is_sealed_can_be_opened_and_is_never_the_same_twice(text: str) -> None:
    first, second = crypt.seal(text), crypt.seal(text)
    assert (crypt.unseal(first), crypt.unseal(second)) == (text, text)
    assert first != second


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_json_comes_back_as_it_was(value: object) -> None:
    field = crypt.EncryptedJSONField()
    assert field.from_db_value(field.get_prep_value(value)) == value


@pytest.mark.parametrize("token", ["", "966500000000", "gAAAAAB", "نص"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(crypt.CannotDecrypt):
        crypt.unseal(token)


@pytest.mark.django_db
def test_the_table_shows_a_token_and_the_model_the_number() -> None:
    address = address_of(phone="+966501234567")
    assert "501234567" not in kept(address)
    assert crypt.unseal(kept(address)) == "+966501234567"
    assert Address.objects.get().phone == "+966501234567"


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in"])
def test_the_database_is_never_asked_to_compare(lookup: str) -> None:
    with pytest.raises(FieldError, match="encrypted"):
        Address.objects.filter(**{lookup: ["+966501234567"]}).exists()


@pytest.mark.django_db
def test_keys_change_without_losing_a_row(settings) -> None:
    address = address_of(phone="+966501234567")
    before = kept(address)
    settings.FIELD_KEYS = [new := Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    call_command("rotate_field_keys", stdout=(told := StringIO()))
    assert "delivery.Address.phone: 1 rewritten" in told.getvalue().splitlines()
    assert "auctions.LotEvent.private: append-only, keeps its keys" in told.getvalue().splitlines()
    settings.FIELD_KEYS = [new]
    assert Address.objects.get().phone == "+966501234567"
    after = kept(address)
    call_command("rotate_field_keys", stdout=(again := StringIO()))
    assert "delivery.Address.phone: 0 rewritten" in again.getvalue().splitlines()
    assert (before != after, kept(address)) == (True, after)


@pytest.mark.django_db
def test_a_lost_key_is_said_aloud(settings) -> None:
    address_of()
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(crypt.CannotDecrypt):
        Address.objects.get()


@pytest.mark.django_db
def test_a_migration_seals_what_was_plain_and_leaves_tokens() -> None:
    address = address_of(phone="+966501234567")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE delivery_address SET phone = '+966507654321'")
    with connection.schema_editor(atomic=False) as editor:
        assert crypt.seal_column(editor, "delivery_address", "phone") == 1
        token = kept(address)
        assert crypt.seal_column(editor, "delivery_address", "phone") == 0
    assert (Address.objects.get().phone, kept(address)) == ("+966507654321", token)


@pytest.mark.parametrize(
    ("keys", "found"), [([], ["core.E001"]), (["short"], ["core.E001"]), ([Fernet.generate_key()], [])]
)
def test_keys_that_are_none_stop_the_start(settings, keys: list[str], found: list[str]) -> None:
    settings.FIELD_KEYS = keys
    assert [problem.id for problem in field_keys_are_keys()] == found
